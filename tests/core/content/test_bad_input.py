"""Content files with mistakes: each is named with its file, record, field and cure, and nothing at all is loaded."""

import pytest
from django.utils.translation import override

from portal.core.content.load import load
from portal.core.content.specs import concepts
from portal.core.content.yamlfile import ContentError, Problem
from portal.core.models import Revision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

GOOD = "- {code: diabetes, name: {fr: Diabète, en: Diabetes}}\n"
NORWAY = "- {code: NO, name: {fr: Norvège, en: Norway}, latitude: 62, longitude: 10, continent: europe, zone: europe}\n"
PLACE = "code: oslo, name: {fr: Oslo, en: Oslo}, country: NO"
OFFICE = "code: north, name: {fr: Nord, en: North}, place: oslo"
CALL = "code: irp, name: {fr: PRI, en: IRP}, mode: call"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def refused(tmp_path):
    """Loads files beside a good one; gives the problems as (file, record, field, reason), and sees that nothing stays."""

    def load_and_see(**files):
        (tmp_path / "themes.yaml").write_text(GOOD, encoding="utf-8")
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.yaml").write_bytes(data)
        with pytest.raises(ContentError) as error:
            load(tmp_path)
        assert {concept.label for concept in concepts() if concept.model.objects.exists()} == set()
        assert not Revision.objects.exists()
        return [(found.file, found.record, found.field, found.reason) for found in error.value.problems]

    return load_and_see


# --- files -----------------------------------------------------------------------------------------------------------


def test_an_unknown_file(refused):
    ((file, record, field, reason),) = refused(theme="[]")
    assert (file, record, field) == ("theme.yaml", "", "")
    assert reason.startswith("no such concept; known: best_bets, calls, cooperations, countries, ")


@pytest.mark.parametrize(
    ("text", "record", "reason"),
    [
        pytest.param("code: a", "", "must be a list: each record starts with “- ”", id="a mapping"),
        pytest.param("a", "", "must be a list: each record starts with “- ”", id="a text"),
        pytest.param("- a", "record 1", "must be a mapping “key: value”", id="a list of texts"),
        pytest.param("- code: a\n- [b]", "record 2", "must be a mapping “key: value”", id="a list in a list"),
        pytest.param("- code: a\n  code: b", "line 2", "“code” stands twice", id="a key written twice"),
        pytest.param(
            "- code: a\n  name:\n    fr: b\n    en: c\n    fr: d",
            "line 5",
            "“fr” stands twice",
            id="a key twice inside",
        ),
        pytest.param(
            "- code: a\n  name: b: c", "line 2", "mapping values are not allowed in this context", id="two colons"
        ),
        pytest.param("- code: 'a\n", "line 2", "found unexpected end of stream", id="an open quote"),
        pytest.param("- code: a\n\tname: b", "line 2", "found a tab character that violates indentation", id="a tab"),
        pytest.param("- code: *a", "line 1", "found undefined alias", id="an alias of nothing"),
        pytest.param("- ? [a]\n  : b", "line 1", "a key must be a text", id="a list as key"),
        pytest.param("- {{code}}: b", "line 1", "a key must be a text", id="a mapping as key"),
        pytest.param(
            "- !!python/object/apply:os.getcwd []",
            "line 1",
            "could not determine a constructor for the tag 'tag:yaml.org,2002:python/object/apply:os.getcwd'",
            id="a program",
        ),
        pytest.param("- code: caf\u00e9".encode("latin-1"), "", "is not UTF-8 text", id="not UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_records(refused, text, record, reason):
    assert refused(networks=text) == [("networks.yaml", record, "", reason)]


def test_an_empty_file_is_no_mistake(tmp_path):
    (tmp_path / "themes.yaml").write_text("# nothing yet\n")
    load(tmp_path)
    assert not Theme.objects.exists()


# --- records ---------------------------------------------------------------------------------------------------------

LANGUAGES = "must give a text per language: fr: …, en: …"


@pytest.mark.parametrize(
    ("record", "field", "reason"),
    [
        pytest.param("nom: x", "nom", "unknown key; known: code, name, name_lang, parent", id="unknown key"),
        pytest.param("name_fr: x", "name_fr", "unknown key; known: code, name, name_lang, parent", id="column name"),
        pytest.param("1: x", "1", "unknown key; known: code, name, name_lang, parent", id="number as key"),
    ],
)
def test_an_unknown_key(refused, record, field, reason):
    text = f"- {{code: a, name: {{fr: Un, en: One}}, {record}}}"
    assert refused(themes=text) == [("themes.yaml", "a", field, reason)]


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        pytest.param("{fr: Un}", [("name.en", "is missing")], id="one language missing"),
        pytest.param("{}", [("name.fr", "is missing"), ("name.en", "is missing")], id="both missing"),
        pytest.param('{fr: Un, en: ""}', [("name.en", "is missing")], id="empty"),
        pytest.param("{fr: Un, en: One, de: Eins}", [("name.de", "is not a language of the site")], id="unknown"),
        pytest.param("Un", [("name", LANGUAGES)], id="text without language"),
        pytest.param("[Un, One]", [("name", LANGUAGES)], id="list"),
        pytest.param("{fr: Un, en: 1}", [("name.en", "must be a text, not a whole number; put it in quotes")], id="1"),
        pytest.param("{fr: Un, en: 1.5}", [("name.en", "must be a text, not a number; put it in quotes")], id="1.5"),
        pytest.param(
            "{fr: Un, en: true}", [("name.en", "must be a text, not true/false; put it in quotes")], id="true"
        ),
    ],
)
def test_a_text_in_each_language(refused, name, problems):
    expected = sorted(("themes.yaml", "a", field, reason) for field, reason in problems)
    assert refused(themes=f"- {{code: a, name: {name}}}") == expected


def test_a_record_without_name(refused):
    assert refused(themes="- code: a") == [("themes.yaml", "a", "name", "is missing")]


@pytest.mark.parametrize("code", ["", "code: ", "code: 12", "code: ''", "code: [a]", "code: true"])
def test_a_record_without_code(refused, code):
    text = f"- {{code: a, name: {{fr: Un, en: One}}}}\n- {{{code or 'name: {fr: Deux, en: Two}'}}}"
    assert refused(themes=text) == [("themes.yaml", "record 2", "code", "is missing, or not a text")]


def test_a_code_that_stands_twice(refused):
    assert refused(themes=GOOD + GOOD) == [("themes.yaml", "diabetes", "code", "stands twice in this file")]


def test_a_code_that_is_no_code(refused):
    ((file, record, field, reason),) = refused(themes="- {code: à b, name: {fr: Un, en: One}}")
    assert (file, record, field) == ("themes.yaml", "à b", "code")
    assert reason == "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "field", "reason"),
    [
        ("order: '3'", "order", "must be a whole number, not '3'"),
        ("order: three", "order", "must be a whole number, not 'three'"),
        ("order: 1.5", "order", "must be a whole number, not a number"),
        ("order: true", "order", "must be a whole number, not true/false"),
        ("order: [3]", "order", "must be a whole number, not a list"),
        ("order: -1", "order", "Ensure this value is greater than or equal to 0."),
        ("is_featured: yes", "is_featured", "must be true or false"),
        ("is_featured: 1", "is_featured", "must be true or false"),
        ("series: 12", "series", "must be a text, not a whole number; put it in quotes"),
        ("series: [a]", "series", "must be a text, not a list; put it in quotes"),
        ("reference_date: 2025", "reference_date", "must be a text, not a whole number; put it in quotes"),
        (
            "reference_date: 2025-13",
            "reference_date",
            "“2025-13” is not a date. Write a year, a month or a day: 2025, 2025-10 or 2025-10-15; a decade: 199X.",
        ),
        (
            "reference_date: hier",
            "reference_date",
            "“hier” is not a date. Write a year, a month or a day: 2025, 2025-10 or 2025-10-15; a decade: 199X.",
        ),
        (
            "retrieved_on: 2025-02-29",
            "retrieved_on",
            "“2025-02-29” value has the correct format (YYYY-MM-DD) but it is an invalid date.",
        ),
        (
            "retrieved_on: 2025-10",
            "retrieved_on",
            "“2025-10” value has an invalid date format. It must be in YYYY-MM-DD format.",
        ),
        ("publish_at: 2026-03-01", "publish_at", "must be a moment with its zone: 2026-03-01T12:00:00+01:00"),
        ("publish_at: 2026-03-01T12:00:00", "publish_at", "must be a moment with its zone: 2026-03-01T12:00:00+01:00"),
        (
            "publish_at: 2026-02-30T12:00:00Z",
            "publish_at",
            "must be a moment with its zone: 2026-03-01T12:00:00+01:00",
        ),
        ("unit: euros", "unit", "“euros” is not one of count, percent, euro, rank"),
        ("status: public", "status", "“public” is not one of draft, review, published, archived"),
        ("value_to: ten", "value_to", "must be a number"),
        ("value_to: true", "value_to", "must be a number"),
        ("value_to: 12.345", "value_to", "Ensure that there are no more than 2 decimal places."),
        ("source: 12", "source", "must be the code of a source, not a whole number"),
        ("source: nowhere", "source", "there is no source “nowhere”"),
        ("scope: {fr: a, en: b, es: c}", "scope.es", "is not a language of the site"),
    ],
)
def test_a_value_of_the_wrong_kind(refused, value, field, reason):
    rest = {
        "value": "value: 10",
        "scope": "scope: {fr: par an, en: per year}",
        "source": "source: overview",
    }
    given = "".join(f", {words}" for key, words in rest.items() if not value.startswith(f"{key}:"))
    assert refused(
        sources="- {code: overview, publisher: a, title: {fr: a, en: b}, language: fr, basis: stated, dated: '2025'}",
        key_figures=f"- {{code: a, name: {{fr: Un, en: One}}, {value}{given}}}",
    ) == [("key_figures.yaml", "a", field, reason)]


def test_a_day_without_its_zeros(refused):
    ((file, record, field, _),) = refused(
        networks="- {code: a, name: {fr: Un, en: One}, kind: forum, reviewed_on: 2026-1-5}"
    )
    assert (file, record, field) == ("networks.yaml", "a", "reviewed_on")


@pytest.mark.parametrize(
    ("value", "field", "reason"),
    [
        ("themes: diabetes", "themes", "must be a list: [one, other]"),
        ("themes:", "themes", "must be a list: [one, other]"),
        ("themes: [diabete]", "themes", "there is no theme “diabete”"),
        ("themes: [12]", "themes", "must be the code of a theme, not a whole number"),
        ("themes: [{code: diabetes}]", "themes", "must be the code of a theme, not a mapping"),
        ("parent: b", "parent", "there is no programme “b”"),
    ],
)
def test_a_reference_to_nothing(refused, value, field, reason):
    text = f"- code: a\n  name: {{fr: Un, en: One}}\n  kind: grant\n  {value}"
    assert refused(programmes=text) == [("programmes.yaml", "a", field, reason)]


@pytest.mark.parametrize(
    ("value", "field", "reason"),
    [
        ("facts: {kind: purpose}", "facts", "must be a list of mappings"),
        ("facts: [purpose]", "facts", "must be a list of mappings"),
        (
            "facts: [{kind: aim, text: {fr: a, en: b}}]",
            "facts.1.kind",
            "“aim” is not one of members, purpose, work, history",
        ),
        ("facts: [{kind: work, text: {fr: a}}]", "facts.1.text.en", "is missing"),
        (
            "facts: [{kind: work, texte: a, text: {fr: a, en: b}}]",
            "facts.1.texte",
            "unknown key; known: kind, text, is_earlier, as_of, sources",
        ),
        ("facts: [{kind: work, text: {fr: a, en: b}, sources: [x]}]", "facts.1.sources", "there is no source “x”"),
        ("members: [{country: NO}, {country: SE}]", "members.2.country", "there is no country “SE”"),
        ("members: [{since: '2025'}]", "members.1", "Choose a country or an institution."),
    ],
)
def test_a_mistake_in_a_row_of_a_record(refused, value, field, reason):
    text = (
        f"- {{code: a, status: published, name: {{fr: Un, en: One}}, slug: {{fr: un, en: one}}, kind: forum, {value}}}"
    )
    assert refused(countries=NORWAY, networks=text) == [("networks.yaml", "a", field, reason)]


# --- rules of the models ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "field", "reason"),
    [
        pytest.param(
            "instruments",
            f"- {{{CALL}, funding: [{{amount: 5}}, {{zone: europe, amount: 0}}]}}",
            "funding.2.amount",
            "Ensure this value is greater than or equal to 1.",
            id="an amount of zero",
        ),
        pytest.param(
            "instruments",
            f"- {{{CALL}, stage: 5}}",
            "",
            "A stage is a number from 1 to 4.",
            id="a fifth stage",
        ),
        pytest.param(
            "places",
            f"- {{{PLACE}, latitude: 91, longitude: 10}}",
            "",
            "Latitude goes from −90 to 90, longitude from −180 to 180.",
            id="beyond the pole",
        ),
        pytest.param(
            "places", f"- {{{PLACE}, longitude: 10}}", "latitude", "This field cannot be null.", id="no latitude"
        ),
        pytest.param(
            "networks",
            "- {code: irp, status: published, name: {fr: Un, en: One}, kind: forum, "
            "publish_at: 2026-03-02T00:00:00Z, unpublish_at: 2026-03-01T00:00:00Z}",
            "unpublish_at",
            "The end comes before the start.",
            id="an end before its start",
        ),
        pytest.param(
            "networks",
            "- {code: irp, status: published, name: {fr: Un, en: One}, kind: forum, slug: {fr: un, en: à b}}",
            "slug.en",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
            id="a slug with a space",
        ),
        pytest.param(
            "pages",
            "- {code: irp, name: {fr: Un, en: One}, kind: help, parent: irp}",
            "parent",
            "A record does not refer to itself.",
            id="a page that is part of itself",
        ),
    ],
)
def test_a_rule_of_the_model(refused, file, text, field, reason):
    code = "oslo" if file == "places" else "irp"
    assert refused(countries=NORWAY, **{file: text}) == [(f"{file}.yaml", code, field, reason)]


def test_a_slug_that_two_records_share(refused):
    text = "- {{code: {0}, name: {{fr: a, en: b}}, kind: forum, slug: {{fr: meme, en: {0}}}}}\n"
    assert refused(networks=text.format("un") + text.format("deux")) == [
        ("networks.yaml", "deux", "slug.fr", "Network with this Address [fr] already exists."),
    ]


# --- all at once -----------------------------------------------------------------------------------------------------


def test_every_problem_of_every_file_is_reported_at_once(refused):
    problems = refused(
        countries="code: NO",
        networks="- {code: a, status: published, name: {fr: Un}, kind: salon}\n- {nom: b}",
        nothing="",
        programmes="- {code: a, name: {fr: Un, en: One}, kind: grant, parent: b, themes: [c, diabetes, d]}",
    )
    assert [problem[:3] for problem in problems] == [
        ("countries.yaml", "", ""),
        ("networks.yaml", "a", "kind"),
        ("networks.yaml", "a", "name.en"),
        ("networks.yaml", "record 2", "code"),
        ("nothing.yaml", "", ""),
        ("programmes.yaml", "a", "parent"),
        ("programmes.yaml", "a", "themes"),
        ("programmes.yaml", "a", "themes"),
    ]


def test_every_rule_that_is_broken_is_reported_at_once(refused):
    page = "- {{code: {0}, status: published, name: {{fr: a, en: b}}, kind: strategy}}\n"
    assert refused(pages=page.format("un") + page.format("deux")) == [
        ("pages.yaml", code, "slug.fr", "A published record needs this in every language.") for code in ("deux", "un")
    ]


def test_a_record_that_is_refused_hides_no_problem_of_those_that_refer_to_it(refused):
    assert refused(
        countries=NORWAY,
        places=f"- {{{PLACE}, latitude: 91, longitude: 10}}",
        offices=f"- {{{OFFICE}, status: published}}",
    ) == [
        ("offices.yaml", "north", "slug.fr", "A published record needs this in every language."),
        ("places.yaml", "oslo", "", "Latitude goes from −90 to 90, longitude from −180 to 180."),
    ]


def test_a_record_that_is_refused_hides_no_problem_of_its_own_kind(refused):
    child = "- {code: child, name: {fr: a, en: b}, kind: forum, parent: parent}\n"
    parent = "- {code: parent, status: published, name: {fr: a, en: b}, kind: forum, slug: {fr: a b, en: b}}"
    ((file, record, field, _),) = refused(networks=child + parent)
    assert (file, record, field) == ("networks.yaml", "parent", "slug.fr")


def test_a_problem_reads_as_one_line():
    assert str(Problem("a.yaml", "b", "c", "d")) == "a.yaml: b: c: d"
    assert str(Problem("a.yaml", "", "", "d")) == "a.yaml: d"
    assert str(ContentError([Problem("a", "", "", "b"), Problem("c", "", "", "d")])) == "a: b\nc: d"


@pytest.mark.parametrize(
    ("file", "kind", "field"),
    [("pages", "help", "parent"), ("networks", "forum", "parent"), ("programmes", "grant", "successor")],
)
def test_a_circle_of_two(refused, file, kind, field):
    text = "- {{code: {0}, name: {{fr: {0}, en: {0}}}, kind: {2}, {3}: {1}}}\n"
    both = text.format("un", "deux", kind, field) + text.format("deux", "un", kind, field)
    assert refused(**{file: both}) == [
        (f"{file}.yaml", "deux", field, "This leads round in a circle: deux → un → deux."),
    ]
