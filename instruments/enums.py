"""Words with a fixed list of values. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mode(TextChoices):
    """How an instrument starts. Decides whether one can apply at all."""

    CALL = "call", _("by call for proposals")
    REQUEST = "request", _("by a request for creation")
    DIRECTED = "directed", _("chosen by the Directorate General")
    HISTORIC = "historic", _("no longer described by the newest source")


class FactKind(TextChoices):
    """What a fact is about. The order is that of the page and of the comparison table."""

    PURPOSE = "purpose", _("What it is for")
    WHO = "who", _("Who may apply")
    PARTNERS = "partners", _("With whom")
    COLLABORATION = "collaboration", _("State of the collaboration")
    THEME = "theme", _("Theme")
    GEOGRAPHY = "geography", _("Geography")
    FUNDING = "funding", pgettext_lazy("money", "Amount")
    DURATION = "duration", _("Duration")
    GIVES = "gives", _("What it gives")
    CRITERION = "criterion", _("Selection criteria")
    DECISION = "decision", _("Who decides")
    STEP = "step", _("Selection, step by step")
    APPLICATION = "application", _("How to apply")
    VOLUME = "volume", _("How many are supported")
    RESEARCH = "research", _("Research")
    NAME = "name", _("Names")


class FundingZone(TextChoices):
    ANY = "any", _("any zone")
    EUROPE = "europe", _("Europe")
    OUTSIDE = "outside-europe", _("outside Europe")


class Amounts(TextChoices):
    """What the amount is counted by."""

    PROJECT = "project", _("in total")
    YEAR = "year", _("per year")


class CriterionKind(TextChoices):
    AFFILIATION = "affiliation", _("affiliation")
    POSITION = "position", _("position")
    RECRUITED = "recruited-under-years", _("recruited less than so many years ago")
    AWARD = "award", _("award")
    PARTNER_KIND = "partner-kind", _("kind of partner")
    PARTNERS_MIN = "partners-min", _("at least so many foreign partners")
    PARTNERS_MAX = "partners-max", _("at most so many foreign partners")
    HISTORY = "history", _("state of the collaboration")


class NameKind(TextChoices):
    PREDECESSOR = "predecessor", _("predecessor")
    VARIANT = "variant", _("variant found in the sources")
    LONG = "long", _("descriptive name")


class EndReason(TextChoices):
    DATE = "date", _("deadline reached")
    BUDGET = "budget", _("budget spent")
    WITHDRAWN = "withdrawn", _("withdrawn")


# It ended before its closing date.
CUT_SHORT = (EndReason.BUDGET, EndReason.WITHDRAWN)


class CallPhase(TextChoices):
    """Where a call stands at a moment; computed by `phases.phase`, whose values these are, in the order of reading."""

    CLOSING = "closing-soon", _("closing soon")
    OPEN = "open", _("open")
    FORTHCOMING = "forthcoming", _("forthcoming")
    UNDATED = "undated", _("no date announced")
    CLOSED = "closed", _("closed")
    ARCHIVED = "archived", _("archived")


class CooperationState(TextChoices):
    RUNNING = "running", _("running")
    FORESEEN = "foreseen", _("launched, partners to be confirmed")
    ENDED = "ended", _("ended")
    UNKNOWN = "unknown", _("later status not published")


class Side(TextChoices):
    FRENCH = "french", _("French side")
    FOREIGN = "foreign", _("foreign partner")


# --- the answers of the eligibility finder: language-neutral values, the same in criteria and in addresses -----------


class Affiliation(TextChoices):
    INSERM = "inserm", _("at Inserm")
    FOREIGN = "foreign", _("abroad, in a foreign institution")
    OTHER = "other", _("elsewhere in France")


class History(TextChoices):
    NEW = "new", _("not yet: it would be a new collaboration")
    EMERGING = "emerging", _("a little: the collaboration is emerging")
    ESTABLISHED = "established", _("for long: the collaboration is established")


class PartnerKind(TextChoices):
    TEAM = "team", _("a team")
    LABORATORY = "laboratory", _("a laboratory")
    INSTITUTION = "institution", _("an institution")


class Position(TextChoices):
    CRCN = "crcn", _("staff scientist, normal class (CRCN)")
    OTHER_PERMANENT = "other-permanent", _("another permanent position")
    NON_PERMANENT = "non-permanent", _("a position that is not permanent")


class Award(TextChoices):
    ATIP_AVENIR = "atip-avenir", _("ATIP-Avenir award holder")
    ERC_STARTING = "erc-starting", _("ERC Starting grantee")


# The values that a criterion of each kind may name; the others take a whole number.
CRITERION_VALUES: dict[str, type[TextChoices]] = {
    CriterionKind.AFFILIATION: Affiliation,
    CriterionKind.POSITION: Position,
    CriterionKind.AWARD: Award,
    CriterionKind.PARTNER_KIND: PartnerKind,
    CriterionKind.HISTORY: History,
}


class Verdict(TextChoices):
    """What an instrument is for one person. The words of a group of them."""

    FITS = "fits", _("fits")
    MAY_FIT = "may-fit", _("may fit")
    DOES_NOT_FIT = "does-not-fit", _("does not fit")
    NOT_OPEN = "not-open", _("not open to application")
