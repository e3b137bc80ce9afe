"""Two instruments side by side: which ones the address chooses, what is told of a wrong one, what a row's numbers name."""

import pytest

from tests.factories import make_fact, make_instrument, make_source
from tests.instruments.test_pages import both_languages, every, parse, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESS = {"fr": "/fr/instruments/", "en": "/en/instruments/"}
TOLD = {
    "fr": "« {} » n’est pas un des instruments comparés ici : un autre prend sa place.",
    "en": "“{}” is none of the instruments compared here: another stands in its place.",
}


@pytest.fixture
def three():
    return [
        make_instrument(code=code, order=order, mode=mode)
        for order, (code, mode) in enumerate([("one", "call"), ("two", "directed"), ("three", "call")])
    ]


def opened(visitor, query="", language="en"):
    response = visitor.get(f"{ADDRESS[language]}{query}")
    assert response.status_code == 200
    return parse(response)


def sides(page):
    """The side of each column by its code; every row of the table has the same."""
    (table,) = page.iter("table")
    found = {cell.get("data-code"): cell.get("data-side") for cell in table.iter("th") if cell.get("data-code")}
    for row in table.find("tbody").iter("tr"):
        assert [cell.get("data-side") for cell in row.iter("td")] == list(found.values())
    return found


def chosen(page):
    """The value of each select."""
    return {
        select.get("name"): [option.get("value") for option in select.iter("option") if "selected" in option.keys()]  # noqa: SIM118
        for form in every(page, "form", "comparison-choice")
        for select in form.iter("select")
    }


@both_languages
@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("", "one", "two"),
        ("?a=three&b=one", "three", "one"),
        ("?b=three", "one", "three"),
        ("?a=two", "two", "one"),
        ("?a=two&b=two", "two", "one"),
        ("?a=&b=", "one", "two"),
        ("?a=nothing&b=one", "two", "one"),
        ("?a=x&b=y", "one", "two"),
        ("?a=%00&b=%F0%9F", "one", "two"),
        ("?a=one&a=three", "three", "one"),
    ],
)
def test_the_address_chooses_two(visitor, three, language, query, first, second):
    page = opened(visitor, query, language)
    wanted = {"one": "other", "two": "other", "three": "other", first: "first", second: "second"}
    assert (sides(page), chosen(page)) == (wanted, {"a": [first], "b": [second]})


@both_languages
def test_a_wrong_name_is_told(visitor, three, language):
    page = opened(visitor, "?a=nothing&b=one", language)
    assert [words(told) for told in every(page, "p", "notice")] == [TOLD[language].format("nothing")]
    assert every(opened(visitor, "?a=two&b=one", language), "p", "notice") == []


def test_a_wrong_name_is_told_as_text_and_not_at_length(visitor, three):
    page = opened(visitor, "?a=" + "%3Cb%3E" + "x" * 500)
    (told,) = every(page, "p", "notice")
    assert len(words(told)) < 130
    assert "<b>x" in words(told)
    assert list(told) == []


def test_a_choice_does_not_stay_for_the_next_reader(visitor, three):
    opened(visitor, "?a=three&b=two")
    assert sides(opened(visitor)) == {"one": "first", "two": "second", "three": "other"}


def test_the_form_keeps_the_filters_and_nothing_else(visitor, three):
    make_instrument(code="four", mode="call", order=4)
    page = opened(visitor, "?open=call&a=three&b=one&word=x")
    (form,) = every(page, "form", "comparison-choice")
    hidden = [(field.get("name"), field.get("value")) for field in form.iter("input")]
    assert hidden == [("open", "call")]
    assert sides(page) == {"one": "second", "three": "first", "four": "other"}


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_is_chosen_where_all_fit(visitor, number):
    for _ in range(number):
        make_instrument()
    page = opened(visitor)
    assert every(page, "form", "comparison-choice") == []
    assert [*sides(page).values()] == ["first", "second"][:number]


def test_the_language_switch_keeps_the_choice(visitor, three):
    page = opened(visitor, "?a=three&b=one")
    (switch,) = [link for link in page.iter("a") if "data-portal-language" in link.keys()]  # noqa: SIM118
    assert switch.get("href") == "/fr/instruments/?a=three&b=one"


def test_a_row_names_its_other_sources_once_beside_its_subject(visitor, three):
    main, report = make_source(title_en="The page"), make_source(title_en="The report")
    for instrument in three:
        make_fact(instrument, (main,), kind="who")
        make_fact(instrument, (main,), kind="partners")
    for instrument in three[:2]:
        make_fact(instrument, (report,), kind="decision")
    (table,) = opened(visitor).iter("table")
    marks = {
        words(row.find("th")).split(" ")[0]: len(list(row.find("th").iter("a")))
        for row in table.find("tbody").iter("tr")
    }
    assert {subject for subject, number in marks.items() if number} == {"Who"}
    assert [link for cell in table.iter("td") for link in every(cell, "span", "marks")] == []
    assert sorted(marks.values())[-1] == 1


def test_every_cell_has_its_two_heads(visitor, three):
    (table,) = opened(visitor).iter("table")
    cells = {(cell.tag, cell.get("scope")) for cell in table.iter() if cell.tag in ("th", "td")}
    assert cells == {("th", "col"), ("th", "row"), ("td", None)}
