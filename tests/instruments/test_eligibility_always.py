"""What holds of every verdict, whatever the rules and the case: drawn by hypothesis, the same draws each time."""

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.eligibility import (
    QUESTION,
    Change,
    Fit,
    Profile,
    Rules,
    Span,
    State,
    assess,
)
from tests.instruments.test_eligibility import ALL, criterion, fit, span

# --- whatever the rules and the case ---------------------------------------------------------------------------------

CHOICES = {
    "affiliation": ("inserm", "foreign", "other"),
    "history": ("new", "emerging", "established"),
    "partner-kind": ("team", "laboratory", "institution"),
    "position": ("crcn", "other-permanent", "non-permanent"),
    "award": ("atip-avenir", "erc-starting"),
}
days = st.dates(date(2015, 1, 1), date(2032, 12, 31))
spans = st.tuples(days, st.sampled_from((0, 27, 364))).map(lambda pair: Span(pair[0], pair[0] + timedelta(pair[1])))
profiles = st.builds(
    Profile,
    **{QUESTION[kind]: st.none() | st.sampled_from(values) for kind, values in CHOICES.items() if kind != "award"},
    partners=st.none() | st.integers(0, 4),
    recruited=st.none() | spans,
    awards=st.none() | st.frozensets(st.sampled_from(CHOICES["award"])),
    zones=st.none() | st.frozensets(st.sampled_from(("europe", "outside-europe")), min_size=1),
)


@st.composite
def criteria(draw):
    kind = draw(st.sampled_from(sorted(QUESTION)))
    if kind not in CHOICES:
        return criterion(kind, draw(st.integers(0, 6)))
    return criterion(kind, *draw(st.lists(st.sampled_from(CHOICES[kind]), min_size=1, max_size=2, unique=True)))


groups = st.lists(criteria(), min_size=1, max_size=3).map(tuple)
random_rules = st.builds(Rules, st.just("any"), st.just("call"), groups, st.lists(groups, max_size=3).map(tuple))
rules_of_any_kind = st.sampled_from(ALL) | random_rules
examples = settings(derandomize=True, max_examples=150, deadline=None)


def answered(profile):
    return [name.name for name in fields(profile) if getattr(profile, name.name) is not None]


def with_change(profile, on, change):
    """The profile and the day after one suggested answer."""
    if change.key == "on":
        return profile, date.fromisoformat(change.value)
    given = {
        "award": lambda: {"awards": (profile.awards or frozenset()) | {change.value}},
        "partners": lambda: {"partners": int(change.value)},
        "recruited": lambda: {"recruited": span(change.value)},
    }.get(change.key, lambda: {change.key: change.value})
    return replace(profile, **given()), on


@examples
@given(profile=profiles, on=days)
def test_the_groups_always_cover_every_instrument(profile, on):
    by_fit = {fit: [rules.instrument for rules in ALL if assess(rules, profile, on).fit is fit] for fit in Fit}
    assert sorted(code for codes in by_fit.values() for code in codes) == ["first-steps", "irp", "joint-lab", "kip"]
    assert by_fit[Fit.NOT_OPEN] == ["kip"]


@examples
@given(rules=rules_of_any_kind, profile=profiles, on=days)
def test_an_answer_taken_away_only_ever_leads_to_may_fit(rules, profile, on):
    before = assess(rules, profile, on)
    for name in answered(profile):
        after = assess(rules, replace(profile, **{name: None}), on)
        assert after.fit in (before.fit, Fit.MAY_FIT)
        for old, new in zip(before.findings, after.findings, strict=True):
            assert new.state in (old.state, State.UNKNOWN)
        assert set(before.funding) <= set(after.funding)


@examples
@given(rules=rules_of_any_kind, profile=profiles, on=days)
def test_a_date_told_less_exactly_only_ever_leads_to_may_fit(rules, profile, on):
    if profile.recruited:
        wider = Span(profile.recruited.earliest - timedelta(200), profile.recruited.latest + timedelta(200))
        assert fit(rules, replace(profile, recruited=wider), on) in (fit(rules, profile, on), Fit.MAY_FIT)


@examples
@given(rules=rules_of_any_kind, profile=profiles, on=days)
def test_a_suggested_change_gives_the_verdict_that_it_announces(rules, profile, on):
    before = assess(rules, profile, on)
    for change in before.changes:
        assert fit(rules, *with_change(profile, on, change)) is change.fit is not before.fit
    suggested = [(change.key, change.value) for change in before.changes]
    assert len(suggested) == len(set(suggested))


@examples
@given(rules=rules_of_any_kind, profile=profiles, on=days)
def test_a_change_never_suggests_the_answer_already_given(rules, profile, on):
    for change in assess(rules, profile, on).changes:
        assert with_change(profile, on, change) != (profile, on)


@examples
@given(rules=rules_of_any_kind, profile=profiles, on=days)
def test_what_fits_goes_on_fitting_until_the_day_it_says(rules, profile, on):
    verdict = assess(rules, profile, on)
    if verdict.fit is Fit.FITS:
        end = date.fromisoformat(verdict.changes[0].value) if verdict.changes else on + timedelta(9_000)
        for day in {on, on + (end - on) // 2, end - timedelta(1)}:
            assert fit(rules, profile, day) is Fit.FITS


@examples
@given(rules=rules_of_any_kind, profile=profiles, on=days)
def test_no_single_answer_that_helps_is_left_out(rules, profile, on):
    verdict = assess(rules, profile, on)
    if verdict.fit not in (Fit.MAY_FIT, Fit.DOES_NOT_FIT):
        return
    best = {Fit.FITS: 0, Fit.MAY_FIT: 1, Fit.DOES_NOT_FIT: 2}
    keys = {change.key for change in verdict.changes}
    for kind, values in CHOICES.items():
        for value in values:
            changed, _ = with_change(profile, on, Change(QUESTION[kind], value, Fit.FITS))
            if best[fit(rules, changed, on)] < best[verdict.fit]:
                assert QUESTION[kind] in keys
