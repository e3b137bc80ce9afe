"""Texts of rules (amounts, durations, criteria) in the active language, made from the rows that the finder assesses."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instruments import eligibility
from instruments.eligibility import Fit, State
from instruments.enums import Amounts, CriterionKind, FundingZone, Mode
from instruments.models import Criterion, FundingRule, Instrument
from portal.core.text import languages, numbers

# What each kind of criterion asks, where only its name fits.
_QUESTIONS = {
    "affiliation": lambda: _("where you work"),
    "history": lambda: _("whether you have worked together"),
    "partner-kind": lambda: _("the label of a joint laboratory"),
    "partners-min": lambda: _("how many partners"),
    "partners-max": lambda: _("how many partners"),
    "position": lambda: _("your position"),
    "recruited-under-years": lambda: _("when you were recruited"),
    "award": lambda: _("an award"),
}


def stage(instrument: Instrument) -> str:
    """Formats the stage of an instrument: "Stage 1: explore"; "" for one outside the ladder."""
    if not instrument.stage:
        return ""
    name = languages.text_of(instrument, "stage_name")
    return _("Stage %(number)s: %(name)s") % {"number": instrument.stage, "name": name}


def funding(rule: FundingRule | eligibility.Funding) -> str:
    """Formats an amount: "up to €60,000 in total with partners in Europe"; "" if no source states one."""
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
    """Formats a duration: "5 years", "at least 5 years"; "" if no source states one."""
    if rule.years is None:
        return ""
    years = numbers.years(rule.years)
    return _("at least %(duration)s") % {"duration": years} if rule.years_is_minimum else years


def full_name(instrument: Instrument) -> str:
    """The name of an instrument with its acronym: "International Research Project (IRP)"."""
    name, acronym = (languages.text_of(instrument, field).value for field in ("name", "acronym"))
    return _("%(name)s (%(acronym)s)") % {"name": name, "acronym": acronym} if acronym else name


def payment(rules: Sequence[eligibility.Funding]) -> str:
    """Formats what is paid in one phrase: "€10,000 for 1 year", "up to €60,000 or €75,000 over 5 years"; "" for nothing."""
    amounts = list(dict.fromkeys(numbers.euros(rule.amount) for rule in rules if rule.amount is not None))
    if not amounts:
        return ""
    found = {"amount": _(" or ").join(amounts), "duration": duration(rules[0])}
    if rules[0].is_ceiling:
        found["amount"] = _("up to %(amount)s") % found
    if not found["duration"]:
        return found["amount"]
    return (
        _("%(amount)s per year for %(duration)s")
        if rules[0].basis == Amounts.YEAR
        else _("%(amount)s for %(duration)s")
    ) % found


def criterion(rule: Criterion | eligibility.Criterion) -> str:
    """Formats a criterion as a clause without subject: "be recruited as CRCN less than 5 years ago"."""
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
        ("award", "atip-avenir"): _("be an ATIP-Avenir award holder"),
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
    """Formats a criterion with the dates of its time limit, if any: "…: until 14 March 2027"."""
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
    """Label of the state of a criterion."""
    return {State.MET: _("met"), State.UNMET: _("not met"), State.UNKNOWN: _("not known yet")}[found]


def beginning(mode: str) -> str:
    """Sentence for applicants on how an instrument starts, by its `mode`."""
    return {
        Mode.CALL: _("Applications answer a call for proposals."),
        Mode.REQUEST: _("A request for creation, prepared with the Inserm thematic institute concerned."),
        Mode.DIRECTED: _("Nobody applies: the Directorate General chooses."),
    }.get(Mode(mode), "")


def assumption(code: str) -> str:
    """Sentence on an assumption: how the finder reads what no source states."""
    return {
        "recruited-counted-to": _(
            "The years since recruitment are counted to the day on which the case is judged; career breaks are not taken"
            " into account."
        ),
        "europe-is-a-reading": _(
            "Which countries count as Europe is this portal's own reading: the list stands with the rules."
        ),
        "amount-in-total": _("The amount is understood as the total for the project."),
    }[code]


def several_amounts(is_known: bool) -> str:
    """Explains why several amounts are shown; `is_known` says whether the partners' countries are known."""
    if is_known:
        return _("The partners are in both zones: no source says which amount then applies.")
    return _("The amount depends on the zone of the partner.")


def deciding(rules: eligibility.Rules, verdict: eligibility.Verdict) -> str:
    """The one reason that decides on a verdict, as a sentence: what is asked for and not met, or what is still open."""
    if verdict.fit is Fit.NOT_OPEN:
        return _("No application: the Directorate General chooses.")
    unmet = [found for found in verdict.findings if found.state is State.UNMET]
    if verdict.fit is Fit.DOES_NOT_FIT:
        common = next((found for found in unmet if not found.route), None)
        return asks(common.criterion) if common else _("Asks: %(what)s.") % {"what": either(rules.routes)}
    missing = [found.criterion for found in verdict.findings if found.state is State.UNKNOWN]
    labels = list(dict.fromkeys(_QUESTIONS[each.kind]() for each in missing if each.kind in _QUESTIONS))
    return _("Still open: %(questions)s.") % {"questions": ", ".join(labels)} if labels else ""


def asks(rule: eligibility.Criterion) -> str:
    """A criterion as a sentence on the instrument: "For a partnership that has begun."."""
    known = {
        ("affiliation", ("inserm",)): _("A team or a laboratory of Inserm applies."),
        ("history", ("new",)): _("For a new partnership."),
        ("history", ("emerging",)): _("For a partnership that is taking shape."),
        ("history", ("emerging", "established")): _("For a partnership that has begun."),
        ("history", ("established",)): _("For a partnership that has proved itself."),
        ("partner-kind", ("laboratory",)): _("For two laboratories."),
        ("partner-kind", ("team",)): _("For teams."),
        ("partner-kind", ("laboratory", "team")): _("For teams or laboratories."),
    }
    if rule.kind == CriterionKind.PARTNERS_MAX and rule.number == 1:
        return _("With one foreign partner only.")
    said = known.get((rule.kind, tuple(sorted(rule.values))))
    return said or _("Asks: %(what)s.") % {"what": criterion(rule)}


def either(routes: Sequence[Sequence[eligibility.Criterion]]) -> str:
    """Alternatives in one clause: "hold a CRCN position and recruited less than 5 years ago; or hold an ERC grant"."""
    return _("; or ").join(_(" and ").join(criterion(each) for each in route) for route in routes)


def outcome(best: Sequence[tuple[str, str]], fit: str) -> str:
    """The result of the finder in one sentence; `best` are (name, payment) of the instruments with that fit."""
    if not best:
        return _("No instrument fits this case")
    if len(best) == 2:
        pair = dict(zip(("first", "second"), (name for name, _paid in best), strict=True))
        return (_("%(first)s and %(second)s fit") if fit == "fits" else _("%(first)s and %(second)s may fit")) % pair
    if len(best) > 2:
        forms = {
            "fits": ngettext("%(count)s instrument fits", "%(count)s instruments fit", len(best)),
            "may-fit": ngettext("%(count)s instrument may fit", "%(count)s instruments may fit", len(best)),
        }
        return forms[fit] % {"count": numbers.number(len(best))}
    [(name, paid)] = best
    said = {"name": name, "payment": paid}
    if fit == "fits":
        return (_("%(name)s fits: %(payment)s") if paid else _("%(name)s fits")) % said
    return (_("%(name)s may fit: %(payment)s") if paid else _("%(name)s may fit")) % said


def day_before(day: str) -> str:
    """Formats the day before an ISO date."""
    return numbers.day(date.fromisoformat(day) - timedelta(days=1))


def change(key: str, value: str) -> str:
    """Formats a different answer as a condition: "if the collaboration were emerging"."""
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
        ("history", "new"): _("if the partnership were new"),
        ("history", "emerging"): _("if the partnership had begun"),
        ("history", "established"): _("if the partnership had proved itself"),
        ("partner_kind", "team"): _("if you worked together as teams"),
        ("partner_kind", "laboratory"): _("if you were two laboratories that want the label"),
        ("partner_kind", "institution"): _("if the partner were an institution"),
        ("position", "crcn"): _("if you held a CRCN position"),
        ("position", "other-permanent"): _("if you held another permanent position"),
        ("position", "non-permanent"): _("if you held a position that is not permanent"),
        ("award", "atip-avenir"): _("if you were an ATIP-Avenir award holder"),
        ("award", "erc-starting"): _("if you held an ERC Starting grant"),
    }.get((key, value), f"{key}: {value}")


def how_many(count: int) -> str:
    """Formats a number of instruments: "3 instruments"."""
    return ngettext("%(count)s instrument", "%(count)s instruments", count) % {"count": count}


def summary(counts: dict[str, int]) -> str:
    """Formats the number of instruments per fit: "1 fits, 2 do not fit, 2 are not open to application"."""
    said = {
        "fits": lambda n: ngettext("%(count)s fits", "%(count)s fit", n),
        "may-fit": lambda n: ngettext("%(count)s may fit", "%(count)s may fit", n),
        "does-not-fit": lambda n: ngettext("%(count)s does not fit", "%(count)s do not fit", n),
        "not-open": lambda n: ngettext(
            "%(count)s is not open to application", "%(count)s are not open to application", n
        ),
    }
    return ", ".join(said[fit](n) % {"count": n} for fit, n in counts.items() if n)
