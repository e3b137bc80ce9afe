"""Words with a fixed list of values. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ModalityFactKind(TextChoices):
    DEFINITION = "definition", _("what it is")
    AIM = "aim", _("aim")
    COMPOSITION = "composition", _("who takes part")
    GOVERNANCE = "governance", _("who runs it")
    TRAINING = "training", _("training")
    MEANS = "means", _("means")
    HISTORY = "history", _("history")


class PartnershipState(TextChoices):
    HISTORIC = "historic", _("long-standing")
    NEW = "new", _("new")
    RUNNING = "running", _("in force")
    UNKNOWN = "unknown", _("not published")


class EventKind(TextChoices):
    SIGNED = "signed", _("signed")
    RENEWED = "renewed", _("renewed")
    CREATED = "created", _("created")
    PLANNED = "planned", _("planned")


class ProjectKind(TextChoices):
    PROJECT = "project", _("research project")
    INFRASTRUCTURE = "infrastructure", _("infrastructure")
    EVENT = "event", _("conference or appeal")


class Role(TextChoices):
    LEAD = "lead", _("leads it")
    FORMER_LEAD = "former-lead", _("led it before")
    FUNDER = "funder", _("supports it")
    PARTICIPANT = "participant", _("takes part")
    HOST = "host", _("hosts it")
