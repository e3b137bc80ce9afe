"""A citation says who, what, when and where, in each language, on the page and as files; of what is not public there is none."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from partnerships.models import Modality, Partnership
from portal.core.content import revisions
from portal.core.models import Revision
from portal.core.resource import resources
from portal.opendata.citation import Citation
from portal.opendata.citation_files import FORMATS, bibtex, ris
from tests.factories import (
    make_call,
    make_cooperation,
    make_country,
    make_figure,
    make_institution,
    make_instrument,
    make_office,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CITE = {"fr": "/fr/citer/", "en": "/en/cite/"}
SITE = {"fr": "Coopération internationale, Inserm", "en": "International cooperation, Inserm"}
HOST = "http://testserver"
TODAY = date(2026, 11, 28)
FIELD = re.compile(r"  ([a-z]+) = (?:\{(.*)\}|([a-z]{3})),?")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 28, 12, tzinfo=UTC))


def from_bibtex(text: str) -> dict[str, str]:
    """An entry read line by line: every line but the first and the last is one field, its braces match."""
    first, *lines, last = text.splitlines()
    assert re.fullmatch(r"@misc\{[A-Za-z0-9_-]+,", first)
    assert last == "}"
    assert [line for line in lines if line.count("{") != line.count("}")] == []
    assert [line.endswith(",") for line in lines] == [True] * (len(lines) - 1) + [False]
    found = {match[1]: match[2] or match[3] for line in lines if (match := FIELD.fullmatch(line))}
    assert len(found) == len(lines)
    return {"key": first[6:-1], **found}


def from_ris(text: str) -> dict[str, str]:
    """A record read line by line: two signs, two spaces, a dash, a space; it begins with its type, and ends."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert [line for line in lines if not re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line)] == []
    found = {line[:2]: line[6:] for line in lines}
    assert (len(found), lines[0], lines[-1]) == (len(lines), "TY  - WEB", "ER  - ")
    return found


def asked(visitor, language, path, ending):
    answer = visitor.get(f"{CITE[language]}{path}.{ending}")
    assert answer.status_code == 200, path
    return {"bib": from_bibtex, "ris": from_ris}[ending](answer.content.decode())


def changed_on(record, day):
    """As if its content had last changed on that day."""
    revisions.flush()
    Revision.objects.filter(model=record._meta.label_lower, object_id=record.pk).update(at=day)


# --- what it says ----------------------------------------------------------------------------------------------------


def lab():
    texts = {"name_fr": "Labo à Genève", "name_en": "Lab in Geneva", "slug_fr": "labo", "slug_en": "lab"}
    record = make_cooperation(make_instrument(code="joint-lab"), code="joint-lab-geneva", **texts)
    changed_on(record, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))  # 2 March in Paris
    return record


@pytest.mark.parametrize(
    ("language", "title", "path", "langid"),
    [("fr", "Labo à Genève", "/fr/cooperations/labo/", "french"), ("en", "Lab in Geneva", "/en/cooperations/lab/", "english")],
)  # fmt: skip
def test_a_joint_lab(visitor, language, title, path, langid):
    lab()
    assert asked(visitor, language, "cooperations/joint-lab-geneva", "bib") == {
        "key": f"inserm-cooperations-joint-lab-geneva-{language}",
        "author": "{Inserm}",
        "title": f"{{{title}}}",
        "howpublished": SITE[language],
        "year": "2026",
        "month": "mar",
        "day": "2",
        "url": HOST + path,
        "urldate": "2026-11-28",
        "langid": langid,
    }
    assert asked(visitor, language, "cooperations/joint-lab-geneva", "ris") == {
        "TY": "WEB",
        "AU": "Inserm",
        "TI": title,
        "T2": SITE[language],
        "PB": "Inserm",
        "PY": "2026",
        "DA": "2026/03/02",
        "UR": HOST + path,
        "Y2": "2026/11/28",
        "LA": language,
        "ER": "",
    }


@pytest.mark.parametrize(("language", "path"), [("fr", "/fr/pays/allemagne/"), ("en", "/en/countries/germany/")])
def test_a_country_with_a_tie(visitor, language, path):
    make_office()
    said = asked(visitor, language, "countries/DE", "ris")
    assert (said["TI"], said["UR"]) == ({"fr": "Allemagne", "en": "Germany"}[language], HOST + path)


@pytest.mark.parametrize("code", ["JP", "GP"])
def test_a_country_without_a_page_of_its_own_has_no_citation(visitor, code):
    make_country(code=code, name_fr="Pays", name_en="Country", slug_fr="pays", slug_en="country")
    assert visitor.get(f"/en/cite/countries/{code}.bib").status_code == 404


@pytest.mark.parametrize(("checked", "said"), [(date(2026, 6, 30), "2026/06/30"), (date(2026, 1, 15), "2026/03/02")])
def test_an_instrument_has_the_date_of_its_last_change_or_of_a_later_check(visitor, checked, said):
    record = make_instrument(code="irp", reviewed_on=checked)
    changed_on(record, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert asked(visitor, "en", "instruments/irp", "ris")["DA"] == said


def collaborations(**values):
    source = make_source(basis="stated", dated="2021", title_fr="Rapport d'activité", title_en="Annual report")
    texts = {"name_fr": "Collaborations", "name_en": "Collaborations", "scope_fr": "Par an", "scope_en": "Per year"}
    return make_figure(code="declared", source=source, **{"value": 6580, "reference_date": "2020", **texts, **values})


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("fr", "Valeur : 6 580 (2020). Par an. Source : Inserm, Rapport d'activité, 2021."),
        ("en", "Value: 6,580 (2020). Per year. Source: Inserm, Annual report, 2021."),
    ],
)
def test_a_figure_names_its_value_its_year_and_its_source(visitor, language, note):
    collaborations()
    said = asked(visitor, language, "key-figures/declared", "ris")
    assert re.sub(r"[\u00a0\u202f]", " ", said["N1"]) == note
    assert said["UR"].endswith("#figure-declared")
    assert asked(visitor, language, "key-figures/declared", "bib")["note"].replace("~", " ") == note


def test_a_figure_says_its_unit(visitor):
    collaborations(value=52, unit="percent", qualifier="over")
    assert "Value: more than 52% (2020)." in asked(visitor, "en", "key-figures/declared", "ris")["N1"]
    assert r"Value: more than 52\% (2020)." in asked(visitor, "en", "key-figures/declared", "bib")["note"]


def test_a_figure_without_a_date_has_that_of_its_source_once(visitor):
    make_figure(code="some", source=make_source(basis="about", dated="2023"))
    said = asked(visitor, "en", "key-figures/some", "ris")["N1"]
    assert said == "Value: 100 (about 2023). per year. Source: Inserm, Trial page."


# --- the two formats -------------------------------------------------------------------------------------------------


def a_citation(**values):
    said = {
        "resource": "cooperations",
        "code": "a",
        "language": "en",
        "title": "A",
        "note": "",
        "address": f"{HOST}/en/a/",
        "changed": None,
        "consulted": TODAY,
    }
    return Citation(**{**said, **values})


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Santé & société : 100 % – n° 1_a #2 $3", r"Santé \& société : 100 \% – n° 1\_a \#2 \$3"),
        ("An {open brace", r"An \textbraceleft{}open brace"),
        ("A \\ and ~ and ^ and }", r"A \textbackslash{} and \textasciitilde{} and \textasciicircum{} and \textbraceright{}"),
        ("7\u202f000 à\u00a0b", "7~000 à~b"),
        ("Two\nlines", "Two lines"),
    ],
)  # fmt: skip
def test_bibtex_keeps_accents_and_writes_its_own_signs_as_text(title, written):
    assert from_bibtex(bibtex(a_citation(title=title)))["title"] == f"{{{written}}}"


def test_an_address_is_literal_in_bibtex():
    said = from_bibtex(bibtex(a_citation(address=f"{HOST}/en/a/#figure-a_b%20")))
    assert said["url"] == f"{HOST}/en/a/#figure-a_b%20"


def test_a_line_break_ends_no_field_of_ris():
    assert from_ris(ris(a_citation(title="Two\r\nER  - lines")))["TI"] == "Two ER  - lines"


def test_without_a_date_of_change_none_is_said():
    assert not {"year", "month", "day"} & set(from_bibtex(bibtex(a_citation())))
    assert not {"PY", "DA"} & set(from_ris(ris(a_citation())))


# --- the files -------------------------------------------------------------------------------------------------------

TYPES = {"bib": "application/x-bibtex; charset=utf-8", "ris": "application/x-research-info-systems; charset=utf-8"}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_kept_under_its_name_and_not_indexed(visitor, ending):
    make_instrument(code="irp")
    headers = visitor.get(f"/fr/citer/instruments/irp.{ending}").headers
    assert headers["Content-Type"] == TYPES[ending]
    assert headers["Content-Disposition"] == f'attachment; filename="inserm-instruments-irp.{ending}"'
    assert (headers["Content-Language"], headers["X-Robots-Tag"]) == ("fr", "noindex")


def test_a_head_request_has_the_headers_alone_and_nothing_is_written(visitor):
    make_instrument(code="irp")
    answer = visitor.head("/en/cite/instruments/irp.bib")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"", TYPES["bib"])
    assert visitor.post("/en/cite/instruments/irp.bib").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_what_has_not_changed_is_not_sent_again(visitor):
    make_instrument(code="irp")
    tag = visitor.get("/en/cite/instruments/irp.bib").headers["ETag"]
    again = visitor.get("/en/cite/instruments/irp.bib", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_no_file_is_in_the_site_map(visitor):
    make_instrument(code="irp")
    assert b"irp.bib" not in visitor.get("/sitemap.xml").content


# --- what has none ---------------------------------------------------------------------------------------------------

NOT_FOUND = {"fr": "Cette page n’est pas sur la carte", "en": "This page is not on the map"}


def has_none(visitor, path):
    for language, prefix in CITE.items():
        for ending in FORMATS:
            answer = visitor.get(f"{prefix}{path}.{ending}")
            assert (answer.status_code, NOT_FOUND[language] in answer.content.decode()) == (404, True), path


HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "review"},
    "tomorrow": {"status": "published", "publish_at": datetime(2026, 11, 29, 12, tzinfo=UTC)},
}
STILL = {
    "archived": {"status": "archived"},
    "until yesterday": {"status": "published", "unpublish_at": datetime(2026, 11, 27, tzinfo=UTC)},
}
KINDS = {
    "instruments": make_instrument,
    "cooperations": make_cooperation,
    "institutions": make_institution,
    "offices": make_office,
    "calls": make_call,
    "key-figures": make_figure,
}


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("name", KINDS)
def test_what_is_not_public_has_none(visitor, name, state):
    KINDS[name](code="secret", **HIDDEN[state])
    has_none(visitor, f"{name}/secret")


@pytest.mark.parametrize("state", STILL)
@pytest.mark.parametrize("name", KINDS)
def test_what_was_public_can_be_cited_for_its_address_answers(visitor, name, state):
    KINDS[name](code="past", **STILL[state])
    assert asked(visitor, "en", f"{name}/past", "ris")["TI"]


def test_what_is_only_in_the_other_language_has_none_in_this_one(visitor):
    make_institution(code="only-french", name_en="", slug_en=None)
    assert visitor.get("/fr/citer/institutions/only-french.bib").status_code == 200
    assert visitor.get("/en/cite/institutions/only-french.bib").status_code == 404


def test_a_row_of_another_page_has_none(visitor):
    form = Modality.objects.create(code="form", status="published", name_fr="f", name_en="f", slug_fr="f", slug_en="f")
    texts = {"name_fr": "r", "name_en": "r", "slug_fr": "r", "slug_en": "r"}
    row = Partnership.objects.create(code="row", status="published", modality=form, has_page=False, **texts)
    assert "#" in row.address_in("en")
    has_none(visitor, "partnerships/row")


@pytest.mark.parametrize(
    "path",
    ["instruments/nothing", "nothing/irp", "instruments/IRP", "instruments/irp%00", "instruments/a.b", "terms/irp"],
)
def test_what_does_not_exist_has_none(visitor, path):
    make_instrument(code="irp")
    has_none(visitor, path)


@pytest.mark.parametrize("ending", ["txt", "BIB", "bibtex", "json", "bib.ris"])
def test_another_ending_has_none(visitor, ending):
    make_instrument(code="irp")
    assert visitor.get(f"/fr/citer/instruments/irp.{ending}").status_code == 404


# --- the pages -------------------------------------------------------------------------------------------------------


def spoken(page: str) -> str:
    """The citation on a page as it is read."""
    found = re.search(r'<p class="citation">(.*?)</p>', page, re.DOTALL)
    return re.sub(r"[\u00a0\u202f]", " ", re.sub("<[^>]+>", "", found[1]))


def test_a_record_s_page_says_how_to_cite_it(visitor):
    lab()
    french, english = (
        visitor.get(path).content.decode() for path in ("/fr/cooperations/labo/", "/en/cooperations/lab/")
    )
    assert spoken(french) == (
        f"Inserm, « Labo à Genève », {SITE['fr']}, 2 mars 2026, {HOST}/fr/cooperations/labo/, consulté le 28 novembre 2026."
    )
    assert spoken(english) == (
        f"Inserm, “Lab in Geneva”, {SITE['en']}, 2 March 2026, {HOST}/en/cooperations/lab/, consulted on 28 November 2026."
    )
    for language, page in (("fr", french), ("en", english)):
        links = re.findall(r'href="([^"]+\.(?:bib|ris))"', page)
        assert links == [f"{CITE[language]}cooperations/joint-lab-geneva.{ending}" for ending in FORMATS]


def test_a_country_s_page_says_how_to_cite_it(visitor):
    make_office()
    page = visitor.get("/en/countries/germany/").content.decode()
    assert spoken(page).startswith("Inserm, “Germany”, ")
    assert 'href="/en/cite/countries/DE.bib"' in page


def test_every_key_figure_says_how_to_cite_it(visitor):
    collaborations()
    make_figure(code="other")
    make_figure(code="secret", status="draft")
    page = visitor.get("/en/key-figures/").content.decode()
    assert spoken(page).endswith(
        "28 November 2026. Value: 6,580 (2020). Per year. Source: Inserm, Annual report, 2021."
    )
    assert set(re.findall(r"/en/cite/key-figures/([a-z-]+)\.bib", page)) == {"declared", "other"}


@pytest.mark.parametrize("days", [0, 1])
def test_a_page_says_the_day_on_which_it_is_read(visitor, monkeypatch, days):
    lab()
    day = datetime(2026, 11, 28, 12, tzinfo=UTC) + timedelta(days)
    monkeypatch.setattr(timezone, "now", lambda: day)
    assert f"consulted on {28 + days} November 2026" in spoken(visitor.get("/en/cooperations/lab/").content.decode())


def test_every_resource_is_asked_for_without_a_fault(visitor):
    for name in resources():
        assert visitor.get(f"/en/cite/{name}/nothing.bib").status_code == 404
