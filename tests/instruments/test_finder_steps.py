"""The finder one question at a time: which question follows, what stays possible, where somebody abroad is led."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from instruments.models import Instrument
from tests.factories import make_instrument
from tests.instruments.finder_pages import LANGUAGES, PAGES, get, parse, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("real_content")]

PAIR = "affiliation=inserm&partners=1&partner=JP"
YOUNG = f"{PAIR}&history=new&position=crcn&recruited=2024-01&partner_kind=team"


def step(language, query):
    """(title, names of the controls, state of each instrument) of a page of questions."""
    tree = parse(get(language, query))
    form = next(found for found in tree.iter("form") if found.get("data-portal-finder") is not None)
    asked = {
        found.get("name") for found in form.iter() if found.tag in ("input", "select") and found.get("type") != "hidden"
    }
    return words(next(tree.iter("h1"))), asked, tree


def sent_on(query):
    """Where the finder leads instead: {key: values} of the address, and its path."""
    answer = Client().get(PAGES["en"], QUERY_STRING=query)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    found = parse_qs(parts.query)
    found.pop("rules", None)
    return parts.path, found


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def panel(tree):
    found = next(each for each in tree.iter("aside") if each.get("id") == "possible")
    return [(item.get("class"), words(item)) for item in found.iter("li")]


def test_the_first_page_asks_one_question_and_judges_nothing():
    for language, title in (("fr", "Où travaillez-vous ?"), ("en", "Where do you work?")):
        found, asked, tree = step(language, "")
        assert (plain(found), asked) == (title, {"affiliation"})
        assert {state for state, _ in panel(tree)} == {"possible-open"}
        assert len(panel(tree)) == Instrument.objects.published().ladder().count()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("affiliation=inserm&step=2", {"history"}),
        ("affiliation=inserm&history=new&step=3", {"partners", "partner"}),
        (
            f"{PAIR}&history=new&step=4",
            {"position", "recruited-day", "recruited-month", "recruited-year", "award"},
        ),
        (f"{PAIR}&history=new&step=5", {"partner_kind"}),
    ],
)
def test_each_step_asks_its_own_question_and_carries_the_answers(language, query, asked):
    _, found, tree = step(language, query)
    assert found == asked
    form = next(each for each in tree.iter("form") if each.get("data-portal-finder") is not None)
    carried = {each.get("name") for each in form.iter("input") if each.get("type") == "hidden"}
    assert carried == {key for key in parse_qs(query) if key != "step"} | {"rules"}


def test_a_question_that_changes_nothing_is_passed_over():
    assert sent_on(f"{PAIR}&history=established&step=4")[1]["step"] == ["5"]
    assert sent_on("affiliation=other&step=2") == (PAGES["en"], {"affiliation": ["other"]})
    _, _, tree = step("en", f"{PAIR}&history=established&step=5")
    assert "question 4 of 4" in words(tree)


def test_a_step_already_answered_stays_open_to_be_changed():
    assert step("en", f"{YOUNG.replace('history=new', 'history=established')}&step=4")[1] >= {"position"}


def test_a_wrong_answer_leads_back_to_its_own_page():
    path, found = sent_on("affiliation=inserm&history=new&partners=many&step=4")
    assert (path, found["step"], found["partners"]) == (PAGES["en"], ["3"], ["many"])
    tree = parse(get("en", "affiliation=inserm&history=new&partners=many&step=3"))
    assert words(next(each for each in tree.iter() if each.get("id") == "error-partners"))


def test_the_parts_of_a_date_become_one_answer():
    query = "affiliation=inserm&recruited-day=&recruited-month=11&recruited-year=2021&step=all"
    assert sent_on(query)[1] == {"affiliation": ["inserm"], "recruited": ["2021-11"], "step": ["all"]}
    cleared = "affiliation=inserm&recruited-day=&recruited-month=&recruited-year=&step=all"
    assert sent_on(cleared)[1] == {"affiliation": ["inserm"], "step": ["all"]}


def test_what_is_out_says_the_one_reason_and_what_is_in_what_it_pays():
    _, _, tree = step("en", "affiliation=inserm&history=new&step=3")
    found = {state: [text for each, text in panel(tree) if each == state] for state, _ in panel(tree)}
    assert found["possible-may-fit"] == ["International First Steps €10,000 for 1 year"]
    assert "International Research Project (IRP) For a partnership that has begun." in found["possible-out"]
    assert (
        "Key International Partnership (KIP) No application: the Directorate General chooses." in found["possible-out"]
    )


def test_a_label_adds_the_joint_lab_and_takes_nothing_away():
    for kind in ("team", "laboratory"):
        tree = parse(get("en", f"{PAIR}&history=established&partner_kind={kind}"))
        title = words(next(tree.iter("h1")))
        assert (
            title
            == {
                "team": "International Research Project (IRP) fits: up to €75,000 for 5 years",
                "laboratory": "IRP and Joint Lab fit",
            }[kind]
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_laboratories_get_a_project_and_learn_that_the_label_takes_one_of_them(language):
    query = "affiliation=inserm&history=established&partner_kind=laboratory&partners=2&partner=DE&partner=IT"
    tree = parse(get(language, query))
    assert {"fr": "jusqu’à 60 000 €", "en": "up to €60,000"}[language] in plain(words(next(tree.iter("h1"))))
    [lab] = [plain(words(each)) for each in tree.iter("li") if each.get("class") == "other other-does-not-fit"][1:]
    assert (
        lab
        == {
            "fr": "Joint Lab Ne convient pas : Avec un seul partenaire étranger. Avec 1 partenaire étranger convient",
            "en": "Joint Lab Does not fit: With one foreign partner only. With 1 foreign partner fits",
        }[language]
    )


@pytest.mark.parametrize(
    ("language", "title", "until"),
    [
        ("en", "International First Steps fits: €10,000 for 1 year", "Until 31 December 2028"),
        ("fr", "Tremplin international convient : 10 000 € pour 1 an", "Jusqu’au 31 décembre 2028"),
    ],
)
def test_the_result_is_one_sentence_and_says_until_when(language, title, until):
    tree = parse(get(language, f"{YOUNG}&on=2026-11-21"))
    assert plain(words(next(tree.iter("h1")))) == title
    assert until in plain(words(tree))


def test_somebody_abroad_goes_on_as_a_guest_with_the_same_answers():
    path, found = sent_on("affiliation=foreign&history=new&partner=KE&step=2")
    assert (path, found) == (
        "/en/work-with-us/",
        {"affiliation": ["foreign"], "history": ["new"], "partner": ["KE"]},
    )
    page = Client().get(path, QUERY_STRING="affiliation=foreign&history=new&partner=KE").content.decode()
    assert "/en/instruments/find/?affiliation=inserm&amp;history=new&amp;partner=KE&amp;step=2" in page
    unasked = Client().get("/fr/travailler-avec-nous/").content.decode()
    assert "/fr/instruments/trouver/?affiliation=inserm&amp;step=2" in unasked


def test_a_sixth_instrument_with_a_rule_of_its_own_is_asked_for_and_told():
    sixth = make_instrument(code="sixth", name_en="Sixth thing")
    route = sixth.routes.create(is_common=True)
    route.criteria.create(kind="affiliation", value="other,inserm")
    route.criteria.create(kind="position", value="non-permanent")
    _, asked, tree = step("en", f"{PAIR}&history=established&step=4")
    assert "position" in asked
    assert ("possible-may-fit", "Sixth thing") in panel(tree)
    result = words(parse(get("en", "affiliation=other&position=non-permanent")))
    assert "Sixth thing fits" in result


def test_every_page_is_out_of_search_engines_once_it_bears_an_answer_or_a_step():
    for query in ("step=2", "step=all", "affiliation=inserm&step=2", "affiliation=inserm"):
        tree = parse(get("en", query))
        assert [found.get("content") for found in tree.iter("meta") if found.get("name") == "robots"] == ["noindex"]
