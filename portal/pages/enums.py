"""Words with a fixed list of values. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PageKind(TextChoices):
    STRATEGY = "strategy", _("strategy")
    LEGAL = "legal", _("legal")
    HELP = "help", _("help")


class Unit(TextChoices):
    COUNT = "count", _("number")
    PERCENT = "percent", _("%")
    EURO = "euro", _("€")
    RANK = "rank", _("rank")


class Qualifier(TextChoices):
    """How exact the source is."""

    EXACT = "exact", _("exactly")
    OVER = "over", _("more than")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    UP_TO = "up-to", _("up to")


class Chapter(TextChoices):
    """The parts of the page of key figures, in its order."""

    HOW_MUCH = "how-much", _("How much")
    WITH_WHOM = "with-whom", _("With whom")
    EUROPE = "europe", _("Europe")
    INSTRUMENTS = "instruments", _("Instruments")
    ANRS = "anrs-mie", _("ANRS MIE")


class Lane(TextChoices):
    """The rows of the drawing of the history, from top to bottom."""

    STRATEGY = "strategy", _("Strategy")
    INSTRUMENTS = "instruments", _("Instruments")
    NETWORKS = "networks", _("Networks")


class AliasKind(TextChoices):
    FORMER = "former", _("former name")
    VARIANT = "variant", _("variant found in the sources")
    ALSO = "also", _("also called")
    WRONG = "wrong", _("wrong form")
    LOOK_ALIKE = "look-alike", _("not to be confused with")


class Level(TextChoices):
    """How much a notice weighs."""

    INFORMATION = "information", _("information")
    IMPORTANT = "important", _("important")


class QuestionGroup(TextChoices):
    """The parts of the page of questions and answers, in its order."""

    WHO = "who", _("Who applies")
    FUNDING = "funding", _("Funding")
    PARTNERS = "partners", _("Partners")
    SITE = "site", _("This site")
