"""For the tests of the catalogues: a content that is made up, and the ids of a list in every format."""

import csv
import io
import json
import random
from xml.etree import ElementTree

from django.test import Client
from openpyxl import load_workbook

from instruments.models import Cooperation, Partner
from partnerships.models import Modality, Participant, Partnership, Project
from portal.core.models import Theme
from tests.factories import make_country, make_institution, make_instrument, make_place, make_source

ADDRESSES = {
    "cooperations": {"fr": "/fr/cooperations", "en": "/en/cooperations"},
    "partnerships": {"fr": "/fr/partenariats/liste", "en": "/en/partnerships/list"},
    "projects": {"fr": "/fr/projets", "en": "/en/projects"},
    "institutions": {"fr": "/fr/institutions", "en": "/en/institutions"},
}
COUNTRIES = {"CI": "africa", "DE": "europe", "FR": "europe", "JP": "asia", "SN": "africa"}
THEMES = ("ageing", "cancer", "vaccines")
STATES = ("running", "foreseen", "ended", "unknown")
YEARS = ("2019", "2021", "2025")
HIDDEN = ("draft", "review")
FORMULA = "=1+1"


def names(code):
    return {
        "name_fr": f"Nom {code}",
        "name_en": f"Name {code}",
        "slug_fr": f"{code}-fr",
        "slug_en": f"{code}-en",
        "summary_fr": f"« Résumé » de {code}, le bref",
        "summary_en": f"{FORMULA}, “summary” of {code} & <more>",
    }


def record(kind, number, dice):
    """Code, words and status of a record: one in eight is not public."""
    code = f"{kind}-{number:03}"
    status = dice.choice(HIDDEN) if number % 8 == 7 else "published"
    dates = {"started": dice.choice([None, "2019", "2021-05", "2025-10-15"]), "as_of": dice.choice([None, "2021"])}
    return {"code": code, "status": status, **names(code), **(dates if kind != "institution" else {})}


def some(dice, values, most=2):
    return dice.sample(list(values), dice.randint(0, most))


def make_content(cooperations=70):
    """Records of all four lists, always the same ones; among them drafts, which nobody may see."""
    dice = random.Random(1)
    source = make_source(url="https://example.org/source")
    countries = {
        code: make_country(
            code=code, name_fr=f"Pays {code}", name_en=f"Country {code}", continent=continent, **slugs(code)
        )
        for code, continent in COUNTRIES.items()
    }
    places = {code: make_place(country=country, latitude=10, longitude=20) for code, country in countries.items()}
    themes = {
        code: Theme.objects.create(code=code, name_fr=f"Thème {code}", name_en=f"Theme {code}") for code in THEMES
    }
    forms = [
        Modality.objects.create(code=code, status="published", order=n, **names(code))
        for n, code in enumerate(("prisme", "site"))
    ]
    instruments = [make_instrument(code=code, order=n, **names(code)) for n, code in enumerate(("irp", "tcp"))]
    hidden = make_instrument(code="hidden", status="draft", **names("hidden"))
    bodies = []
    for n in range(24):
        code = dice.choice(list(COUNTRIES))
        where = dice.choice([(places[code],), ()])
        kind = dice.choice(["university", "hospital", "unit"])
        bodies.append(
            make_institution(where, **{**record("institution", n, dice), "kind": kind, "country": countries[code]})
        )
        bodies[-1].sources.add(source)
    for n in range(cooperations):
        instrument = hidden if n == 5 else dice.choice(instruments)
        made = Cooperation.objects.create(
            **record("cooperation", n, dice), instrument=instrument, state=dice.choice(STATES)
        )
        made.themes.set(themes[code] for code in some(dice, THEMES))
        Partner.objects.create(cooperation=made, side="french", institution=dice.choice(bodies))
        for body in some(dice, bodies, 3):
            own = places[dice.choice(list(COUNTRIES))] if dice.random() < 0.4 else None
            Partner.objects.create(cooperation=made, side="foreign", institution=body, place=own)
    for n in range(24):
        made = Partnership.objects.create(**record("partnership", n, dice), modality=dice.choice(forms))
        made.themes.set(themes[code] for code in some(dice, THEMES))
        made.countries.set(countries[code] for code in some(dice, COUNTRIES))
        made.institutions.set(some(dice, bodies))
        project = Project.objects.create(**record("project", n, dice), kind=dice.choice(["project", "event"]))
        project.themes.set(themes[code] for code in some(dice, THEMES))
        project.countries.set(countries[code] for code in some(dice, COUNTRIES))
        Participant.objects.create(project=project, institution=dice.choice(bodies), role="lead")


def slugs(code):
    return {"slug_fr": f"{code.lower()}-fr", "slug_en": f"{code.lower()}-en"}


# --- ids of a list, as each format has them --------------------------------------------------------------------------


def get(path):
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer


def page_ids(name, query="", language="en"):
    """Codes of the rows of every page, in their order."""
    found, number, last = [], 1, 1
    while number <= last:
        selection = get(f"{ADDRESSES[name][language]}/?{query}&page={number}").context["selection"]
        found += [record.code for group in selection.groups for record in group.records]
        number, last = number + 1, selection.page.paginator.num_pages
    return found


def text(name, ending, query="", language="en"):
    return get(f"{ADDRESSES[name][language]}.{ending}?{query}").getvalue().decode()


def sheet(name, query="", language="en"):
    """The values of every cell of a workbook, row by row."""
    data = get(f"{ADDRESSES[name][language]}.xlsx?{query}").getvalue()
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]


def file_ids(name, query="", language="en"):
    """{ending: codes of the rows}, in their order."""
    lines = list(csv.DictReader(io.StringIO(text(name, "csv", query, language).removeprefix("\ufeff"))))
    entries = ElementTree.fromstring(text(name, "atom", query, language)).iter("{http://www.w3.org/2005/Atom}entry")  # noqa: S314
    return {
        "csv": [line["id"] for line in lines],
        "xlsx": [row[0] for row in sheet(name, query, language)[1:]],
        "json": [row["id"] for row in json.loads(text(name, "json", query, language))["results"]],
        "geojson": [row["id"] for row in json.loads(text(name, "geojson", query, language))["features"]],
        "atom": [entry.findtext("{http://www.w3.org/2005/Atom}id").rpartition("/")[2] for entry in entries],
    }
