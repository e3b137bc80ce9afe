"""Words with a fixed list of values. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Continent(TextChoices):
    AFRICA = "africa", _("Africa")
    NORTH_AMERICA = "north-america", _("North America")
    SOUTH_AMERICA = "south-america", _("South America")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    OCEANIA = "oceania", _("Oceania")
    ANTARCTICA = "antarctica", _("Antarctica")


class Zone(TextChoices):
    """The two zones of the funding rules. No source defines Europe: the value is an editor's reading."""

    EUROPE = "europe", _("Europe")
    OUTSIDE = "outside-europe", _("outside Europe")


class PlaceKind(TextChoices):
    CITY = "city", _("city")
    REGION = "region", _("region")
    COUNTRY = "country", _("country as a whole")


class Basis(TextChoices):
    """How a location is known."""

    STATED = "stated", _("stated by the source")
    INFERRED = "inferred", _("inferred from the name")
    SEAT = "seat", _("usual seat, not stated by the source")


class InstitutionKind(TextChoices):
    UNIVERSITY = "university", _("university")
    HOSPITAL = "hospital", _("hospital")
    RESEARCH = "research", _("research institute")
    UNIT = "unit", _("research unit")
    AGENCY = "agency", _("agency or funder")
    MINISTRY = "ministry", _("ministry")
    ORGANISATION = "organisation", _("organisation")


class NetworkKind(TextChoices):
    NETWORK = "network", _("network")
    ALLIANCE = "alliance", _("alliance or group")
    FORUM = "forum", _("international forum")
    CLUB = "club", _("club of organisations")


class ProgrammeKind(TextChoices):
    NATIONAL = "national", _("national programme")
    EUROPEAN = "european", _("European programme")
    INITIATIVE = "initiative", _("European initiative")
    GRANT = "grant", _("grant scheme")
    POLICY = "policy", _("policy or strategy")


class OfficeFactKind(TextChoices):
    HOST = "host", _("where it is")
    GOAL = "goal", _("why it exists")
    MISSION = "mission", _("mission")
    WORK = "work", _("how it works")


class FunctionKind(TextChoices):
    """What somebody does at an institution: the function, never the person."""

    COORDINATOR = "coordinator", _("coordinator")
    MANAGER = "local-manager", _("local manager")
    REFERENT = "referent", _("referent")


class NetworkFactKind(TextChoices):
    MEMBERS = "members", _("who belongs to it")
    PURPOSE = "purpose", _("purpose")
    WORK = "work", _("how it works")
    HISTORY = "history", _("history")
