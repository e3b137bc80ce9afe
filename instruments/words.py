"""Rules in words: amounts, durations and criteria, made in the page's language from the same rows the rules are."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instruments.enums import Amounts, CriterionKind, FundingZone
from instruments.models import Criterion, FundingRule, Instrument
from portal.core import languages, numbers


def stage(instrument: Instrument) -> str:
    """ "Stage 1: explore"; "" for an instrument that stands beside the ladder."""
    if not instrument.stage:
        return ""
    name = languages.text_of(instrument, "stage_name")
    return _("Stage %(number)s: %(name)s") % {"number": instrument.stage, "name": name}


def funding(rule: FundingRule) -> str:
    """ "up to €60,000 in total with partners in Europe"; "" when no source states an amount."""
    if rule.amount is None:
        return ""
    money = numbers.euros(rule.amount)
    if rule.is_ceiling:
        money = _("up to %(amount)s") % {"amount": money}
    money = (_("%(amount)s per year") if rule.basis == Amounts.YEAR else _("%(amount)s in total")) % {"amount": money}
    if rule.zone == FundingZone.EUROPE:
        return _("%(amount)s with partners in Europe") % {"amount": money}
    if rule.zone == FundingZone.OUTSIDE:
        return _("%(amount)s with partners outside Europe") % {"amount": money}
    return money


def duration(rule: FundingRule) -> str:
    """ "5 years", "at least 5 years"; "" when no source states it."""
    if rule.years is None:
        return ""
    years = numbers.years(rule.years)
    return _("at least %(duration)s") % {"duration": years} if rule.years_is_minimum else years


def criterion(rule: Criterion) -> str:
    """One condition as a clause without subject: "be recruited as CRCN less than 5 years ago"."""
    if rule.kind in (CriterionKind.RECRUITED, CriterionKind.PARTNERS_MIN, CriterionKind.PARTNERS_MAX):
        return _numeric(rule.kind, int(rule.value))
    return _("; or ").join(_one(rule.kind, value.strip()) for value in rule.value.split(","))


def _numeric(kind: str, count: int) -> str:
    forms = {
        CriterionKind.RECRUITED: ngettext(
            "recruited less than %(count)s year ago", "recruited less than %(count)s years ago", count
        ),
        CriterionKind.PARTNERS_MIN: ngettext(
            "at least %(count)s foreign partner", "at least %(count)s foreign partners", count
        ),
        CriterionKind.PARTNERS_MAX: ngettext(
            "at most %(count)s foreign partner", "at most %(count)s foreign partners", count
        ),
    }
    return forms[CriterionKind(kind)] % {"count": numbers.number(count)}


def _one(kind: str, value: str) -> str:
    known = {
        ("affiliation", "inserm"): _("belong to Inserm"),
        ("position", "crcn"): _("hold a CRCN position (staff scientist, normal class)"),
        ("award", "atip-avenir"): _("be a laureate of the ATIP-Avenir programme"),
        ("award", "erc-starting"): _("hold an ERC Starting grant"),
        ("partner-kind", "team"): _("the foreign partner is a team"),
        ("partner-kind", "laboratory"): _("the foreign partner is a laboratory"),
        ("partner-kind", "institution"): _("the foreign partner is an institution"),
        ("history", "new"): _("the collaboration is new"),
        ("history", "emerging"): _("the collaboration is emerging"),
        ("history", "established"): _("the collaboration is established"),
    }
    return known.get((kind, value), f"{kind}: {value}")
