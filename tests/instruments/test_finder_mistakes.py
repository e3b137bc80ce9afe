"""Whatever is typed into the finder: told at its field, the rest kept and judged, never an error page."""

import re
from urllib.parse import parse_qs

import pytest
from django.test import Client

from tests.instruments.finder_pages import (
    LANGUAGES,
    PAGES,
    all_questions,
    asked_json,
    named,
    parse,
    shown,
    with_id,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("real_content", "unchanging")]


# --- what is typed wrongly --------------------------------------------------------------------------------------------

KEPT = "history=established&partner_kind=institution"  # two right answers, still judged beside the wrong one
LONG = "x" * 6_000
WRONG = [
    *((key, f"{key}=nonsense") for key in ("affiliation", "position", "award", "partner", "recruited", "on")),
    *((key, f"{key}={LONG}") for key in ("affiliation", "position", "award", "partner", "partners", "recruited", "on")),
    *((key, f"{key}=%00a") for key in ("affiliation", "award", "partner", "partners", "recruited", "on")),
    *((key, f"{key}=%ff%fe") for key in ("affiliation", "award", "partner", "partners", "recruited", "on")),
    *(
        (key, f"{key}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        for key in ("affiliation", "award", "partner", "partners", "recruited", "on")
    ),
    *(("recruited", f"recruited={text}") for text in ("2021-13-45", "31/02/2024", "0000", "0000-01-01", "2021-00")),
    *(("recruited", f"recruited={text}") for text in ("2021-05-00", "00/05/2021", "1899", "2101", "21", "2021-1-1-1")),
    ("recruited", "recruited=2030-01-01&on=2026-11-21"),
    ("recruited", "recruited=2020&recruited=2021"),
    *(("on", f"on={text}") for text in ("2021-13-45", "31/02/2024", "0000-01-01", "1899-12-31", "2101-01-01", "2026")),
    ("on", "on=2026-01-01&on=2027-01-01"),
    *(("partners", f"partners={text}") for text in ("-3", "1e9", "1000000000", "1.5", "one", "9" * 5_000)),
    ("partners", "partners=1&partners=2"),
    ("affiliation", "affiliation=inserm&affiliation=foreign"),
    ("affiliation", "affiliation=Inserm"),
    ("award", "award=none&award=atip-avenir"),
    ("award", "award=atip-avenir&award=nobel"),
    ("partner", "partner=FR"),
    ("partner", "partner=fr"),
    *(("partner", f"partner={code}") for code in ("RE", "GP", "NC", "PF")),  # France too: no foreign partner is there
    ("partner", "partner=zz"),
    ("partner", "partner=DE&partner=ZZ"),
    ("partner", "partner=DEU"),
]


def as_shown(field, text):
    """A wrong answer as its controls hold it."""
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if field == "partner" and len(text) == 2:
        return text.upper()
    if field == "recruited" and re.fullmatch(r"\d+/\d+/\d+", text):
        return text.replace("/", " ")
    if field == "recruited" and text.count("-") in (1, 2):
        return " ".join(reversed(text.split("-")))
    return text


# One after the other in one language and the other: what is wrong is found before any word is chosen.
TURNS = [(LANGUAGES[number % 2], *each) for number, each in enumerate(WRONG)]


@pytest.mark.parametrize(("language", "field", "query"), TURNS, ids=[query[:40] for _, query in WRONG])
def test_a_wrong_answer_is_told_at_its_field_and_the_rest_is_judged(language, field, query):
    tree = parse(all_questions(language, f"{KEPT}&{query}"))
    controls = named(tree, field)
    wrong = [control for control in controls if control.get("aria-invalid") == "true"]
    assert wrong
    for control in wrong:
        assert f"error-{field}" in control.get("aria-describedby").split()
    message = words(with_id(tree, f"error-{field}"))
    assert 5 < len(message) < 250
    others = [found for found in tree.iter() if found.get("aria-invalid") == "true" and found not in controls]
    assert others == []
    given = parse_qs(query)[field]
    expected = given[-1:] if field not in ("award", "partner") else given
    assert sorted(shown(tree, field)) == sorted(as_shown(field, text) for text in expected)
    assert len([each for each in tree.iter("article") if "verdict-does-not-fit" in each.get("class")]) == 3
    ours = [found for found in tree.iter("script") if found.get("type") != "application/ld+json"]  # data, not a script
    assert [script for script in ours if script.text] == []


@pytest.mark.parametrize(("other", "field", "query"), TURNS, ids=[query[:40] for _, query in WRONG])
def test_a_wrong_answer_stands_among_the_errors_of_the_json(other, field, query):
    (language,) = set(LANGUAGES) - {other}  # not the one in which its page is read
    found = asked_json(language, f"{KEPT}&{query}")
    assert list(found["errors"]) == [field]
    assert all(0 < len(message) < 120 for message in found["errors"][field])
    assert found["profile"]["history"] == "established"
    assert [each["verdict"] for each in found["verdicts"]][:2] == ["does-not-fit", "does-not-fit"]


def test_wrong_in_every_field_at_once_is_nine_messages():
    keys = ("affiliation", "history", "partner_kind", "partners", "position", "recruited", "award", "partner", "on")
    query = "&".join(f"{key}={LONG}" for key in keys)
    for language in LANGUAGES:
        assert sorted(asked_json(language, query)["errors"]) == sorted(keys)
        assert len([e for e in parse(all_questions(language, query)).iter() if e.get("aria-invalid") == "true"]) >= 9


def test_messages_are_in_the_readers_language():
    assert asked_json("fr", "recruited=2021-13-45")["errors"] == {"recruited": ["Cette date n'existe pas."]}
    assert asked_json("en", "recruited=2021-13-45")["errors"] == {"recruited": ["This date does not exist."]}
    assert asked_json("fr", "partners=-3")["errors"] == {"partners": ["Donnez un nombre entier, de 0 à 999."]}
    assert asked_json("en", "partners=1e9")["errors"] == {"partners": ["Give a whole number from 0 to 999."]}


def test_keys_that_nobody_asked_for_and_other_methods():
    assert asked_json("en", "history=new&foo=bar&__proto__=1&history[]=x")["profile"] == {"history": "new"}
    assert Client().post(PAGES["en"]).status_code == 405
    assert Client().head(PAGES["en"]).status_code == 200
