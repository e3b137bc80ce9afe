"""Rules in words: amounts, durations and criteria, made in the page's language from the same rows the rules are."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instruments import eligibility
from instruments.eligibility import State
from instruments.enums import Amounts, CriterionKind, FundingZone, Mode
from instruments.models import Criterion, FundingRule, Instrument
from portal.core.text import languages, numbers


def stage(instrument: Instrument) -> str:
    """ "Stage 1: explore"; "" for an instrument that stands beside the ladder."""
    if not instrument.stage:
        return ""
    name = languages.text_of(instrument, "stage_name")
    return _("Stage %(number)s: %(name)s") % {"number": instrument.stage, "name": name}


def funding(rule: FundingRule | eligibility.Funding) -> str:
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


def duration(rule: FundingRule | eligibility.Funding) -> str:
    """ "5 years", "at least 5 years"; "" when no source states it."""
    if rule.years is None:
        return ""
    years = numbers.years(rule.years)
    return _("at least %(duration)s") % {"duration": years} if rule.years_is_minimum else years


def criterion(rule: Criterion | eligibility.Criterion) -> str:
    """One condition as a clause without subject: "be recruited as CRCN less than 5 years ago"."""
    values: Sequence[str] = rule.values
    if rule.kind in eligibility.NUMERIC:
        return _numeric(rule.kind, int(values[0]))
    return _("; or ").join(_one(rule.kind, value) for value in values)


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
        ("affiliation", "foreign"): _("belong to a foreign institution"),
        ("affiliation", "other"): _("belong to a French institution other than Inserm"),
        ("position", "crcn"): _("hold a CRCN position (staff scientist, normal class)"),
        ("position", "other-permanent"): _("hold a permanent position other than CRCN"),
        ("position", "non-permanent"): _("hold a position that is not permanent"),
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


def finding(found: eligibility.Finding) -> str:
    """One criterion and where the case stands, with the days of a time limit: "…: until 14 March 2027"."""
    clause = criterion(found.criterion)
    if found.until is None or found.since is None:
        return clause
    days = {"clause": clause, "until": numbers.day(found.until), "since": numbers.day(found.since)}
    if found.state == State.MET:
        return _("%(clause)s: the condition holds until %(until)s") % days
    if found.state == State.UNMET:
        return _("%(clause)s: no longer so since %(since)s") % days
    return (
        _("%(clause)s: surely until %(until)s, surely no longer from %(since)s; in between the full date decides")
        % days
    )


def state(found: State) -> str:
    return {State.MET: _("met"), State.UNMET: _("not met"), State.UNKNOWN: _("not known yet")}[found]


def beginning(mode: str) -> str:
    """How an instrument starts, said to somebody who would apply."""
    return {
        Mode.CALL: _("Applications answer a call for proposals."),
        Mode.REQUEST: _("The two laboratories ask for it together."),
        Mode.DIRECTED: _("Nobody applies: the Directorate General chooses."),
    }.get(Mode(mode), "")


def assumption(code: str) -> str:
    """What no source states, and how it is taken here."""
    return {
        "recruited-counted-to": _(
            "No source says on which day the years since recruitment are counted: they are counted here to the day on"
            " which the case is judged. An allowance for career breaks is not stated either."
        ),
        "europe-is-a-reading": _(
            "No source says which countries “Europe” covers: the reading used here is the editors’."
        ),
        "amount-in-total": _(
            "The amount is read as the total for the project: no source says that it is paid each year."
        ),
    }[code]


def several_amounts(is_known: bool) -> str:
    """Why no single amount can be given; `is_known`: the partners' countries are."""
    if is_known:
        return _("The partners are in both zones: no source says which amount then applies.")
    return _("The amount depends on the zone of the partner.")


def change(key: str, value: str) -> str:
    """A single other answer, as a question's answer: "if the collaboration were emerging"."""
    if key == "on":
        return _("from %(day)s") % {"day": numbers.day(date.fromisoformat(value))}
    if key == "recruited":
        return _("if you were recruited on %(day)s or later") % {"day": numbers.day(date.fromisoformat(value))}
    if key == "partners":
        return ngettext("with %(count)s foreign partner", "with %(count)s foreign partners", int(value)) % {
            "count": value
        }
    return {
        ("affiliation", "inserm"): _("if you worked at Inserm"),
        ("affiliation", "foreign"): _("if you worked in a foreign institution"),
        ("affiliation", "other"): _("if you worked in France, outside Inserm"),
        ("history", "new"): _("if the collaboration were new"),
        ("history", "emerging"): _("if the collaboration were emerging"),
        ("history", "established"): _("if the collaboration were established"),
        ("partner_kind", "team"): _("if the partner were a team"),
        ("partner_kind", "laboratory"): _("if the partner were a laboratory"),
        ("partner_kind", "institution"): _("if the partner were an institution"),
        ("position", "crcn"): _("if you held a CRCN position"),
        ("position", "other-permanent"): _("if you held another permanent position"),
        ("position", "non-permanent"): _("if you held a position that is not permanent"),
        ("award", "atip-avenir"): _("if you were an ATIP-Avenir laureate"),
        ("award", "erc-starting"): _("if you held an ERC Starting grant"),
    }.get((key, value), f"{key}: {value}")


def how_many(count: int) -> str:
    """ "3 instruments": said after filtering."""
    return ngettext("%(count)s instrument", "%(count)s instruments", count) % {"count": count}


def summary(counts: dict[str, int]) -> str:
    """How many instruments are in each group: "1 fits, 2 do not fit, 2 are not open to application"."""
    said = {
        "fits": lambda n: ngettext("%(count)s fits", "%(count)s fit", n),
        "may-fit": lambda n: ngettext("%(count)s may fit", "%(count)s may fit", n),
        "does-not-fit": lambda n: ngettext("%(count)s does not fit", "%(count)s do not fit", n),
        "not-open": lambda n: ngettext(
            "%(count)s is not open to application", "%(count)s are not open to application", n
        ),
    }
    return ", ".join(said[fit](n) % {"count": n} for fit, n in counts.items() if n)
