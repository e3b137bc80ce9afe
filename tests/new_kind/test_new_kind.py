"""A public model is told in five files of its room: it is then listed, searched, given away, mapped for machines and edited."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

EXAMPLE = Path(__file__).parent / "expeditions"

SETTINGS = """
from portal.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "expeditions"]
SECURE_SSL_REDIRECT = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""

# What a developer does once the files are written, then a record that is public and one that is not, then visits.
ADD_AND_VISIT = """
import gc, importlib, json, sys
import django
from django.core.management import call_command

gc.set_threshold(200_000)  # migrations make models by the thousand
django.setup()
call_command("makemigrations", "expeditions", verbosity=0)
importlib.invalidate_caches()
call_command("migrate", verbosity=0)

from django.test import Client
from expeditions.models import Expedition
from tests.people import client_of, make_person

for code, status in (("antarctica", "published"), ("secret", "draft")):
    texts = {"name_en": f"Voyage {code}", "name_fr": f"Traversée {code}", "slug_en": f"voyage-{code}", "slug_fr": f"traversee-{code}"}
    Expedition.objects.create(code=code, status=status, summary_en="Ice.", summary_fr="Glace.", **texts)

visitor, editor = Client(), client_of(make_person("superuser"))
answers = {}
for path in sys.argv[1:]:
    answer = (editor if path.startswith("/admin/") else visitor).get(path)
    answers[path] = answer.status_code, b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
print(json.dumps(answers))
"""

PAGES = {
    "en list": "/en/expeditions/",
    "fr list": "/fr/expeditions/",
    "en record": "/en/expeditions/voyage-antarctica/",
    "fr record": "/fr/expeditions/traversee-antarctica/",
    "draft": "/en/expeditions/voyage-secret/",
    "filtered": "/en/expeditions/?sort=name&page=1",
    "csv": "/en/expeditions.csv",
    "json": "/fr/expeditions.json",
    "feed": "/en/expeditions.atom",
    "search": "/en/search/?q=antarctica",
    "api": "/api/v1/expeditions/",
    "api record": "/api/v1/expeditions/antarctica/",
    "openapi": "/api/v1/openapi.json",
    "machines": "/sitemap.xml",
    "people": "/en/site-map/",
    "data": "/en/data/",
    "desk": "/admin/expeditions/expedition/",
    "form": "/admin/expeditions/expedition/add/",
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """What the portal with the room answers, by the names above."""
    place = tmp_path_factory.mktemp("portal")
    shutil.copytree(EXAMPLE, place / "expeditions", ignore=shutil.ignore_patterns("__pycache__"))
    (place / "expeditions" / "migrations").mkdir()
    (place / "expeditions" / "migrations" / "__init__.py").touch()
    (place / "with_expeditions.py").write_text(SETTINGS)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join((str(place), str(settings.BASE_DIR))),
        "DJANGO_SETTINGS_MODULE": "with_expeditions",
        "PORTAL_VAR": str(place / "var"),
        "PORTAL_HOSTS": "testserver",
        "PORTAL_HTTPS": "0",
    }
    command = [sys.executable, "-c", ADD_AND_VISIT, *PAGES.values()]
    done = subprocess.run(command, cwd=place, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    return {name: answers[path] for name, path in PAGES.items()}


pytestmark = pytest.mark.skipif(
    "EXPECT_POSTGRES" in os.environ, reason="always uses an SQLite of its own: one run is enough"
)


def test_it_is_told_in_five_files():
    files = {path.name for path in EXAMPLE.glob("*.py")} - {"__init__.py"}
    assert files == {"models.py", "translation.py", "kinds.py", "lists.py", "admin.py"}


def test_contributing_names_the_five_files():
    told = (settings.BASE_DIR / "CONTRIBUTING.md").read_text().partition("## Add a public model")[2]
    assert re.findall(r"^\d\. `(\w+\.py)`", told, re.MULTILINE) == [
        *("models.py", "translation.py", "kinds.py", "lists.py", "admin.py"),
    ]


def test_every_page_answers(portal):
    codes = {name: code for name, (code, _) in portal.items()}
    assert codes == {**dict.fromkeys(PAGES, 200), "draft": 404}


@pytest.mark.parametrize(
    ("language", "address", "name"),
    [
        ("en", "/en/expeditions/voyage-antarctica/", "Voyage antarctica"),
        ("fr", "/fr/expeditions/traversee-antarctica/", "Traversée antarctica"),
    ],
)
def test_it_is_listed_and_has_a_page(portal, language, address, name):
    listed, page = portal[f"{language} list"][1], portal[f"{language} record"][1]
    assert f'<a href="{address}">{name}</a>' in listed
    assert f"<h1>{name}" in page
    assert f'href="/{language}/expeditions/"' in page  # where it stands


def test_it_is_in_the_files_and_in_the_feed(portal):
    assert "antarctica,Voyage antarctica,http://testserver/en/expeditions/voyage-antarctica/,Ice." in portal["csv"][1]
    assert [row["name"] for row in json.loads(portal["json"][1])["results"]] == ["Traversée antarctica"]
    assert re.findall(r"<entry><id>[^<]*/(\w+)</id>", portal["feed"][1]) == ["antarctica"]


def test_it_is_found(portal):
    assert "/en/expeditions/voyage-antarctica/" in portal["search"][1]


def test_the_api_gives_it(portal):
    assert [record["code"] for record in json.loads(portal["api"][1])["results"]] == ["antarctica"]
    assert json.loads(portal["api record"][1])["ship"] == ""
    assert "/api/v1/expeditions/" in json.loads(portal["openapi"][1])["paths"]


def test_the_site_maps_name_the_list_and_the_record(portal):
    addresses = set(re.findall(r"<loc>http://testserver(/../expeditions/[^<]*)</loc>", portal["machines"][1]))
    assert addresses == {PAGES[name] for name in ("en list", "fr list", "en record", "fr record")}
    assert 'href="/en/expeditions/"' in portal["people"][1]
    assert 'href="/en/expeditions/voyage-antarctica/"' in portal["people"][1]


def test_its_files_are_open_data(portal):
    assert "/en/expeditions.csv" in portal["data"][1]


def test_its_page_says_what_it_is(portal):
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', portal["en record"][1])[1]
    assert '"@type":"Project","name":"Voyage antarctica"' in said


def test_it_is_edited(portal):
    assert "antarctica" in portal["desk"][1]
    assert "secret" in portal["desk"][1]
    assert 'name="ship"' in portal["form"][1]


def test_a_draft_is_nowhere(portal):
    told = {name for name, (_, text) in portal.items() if "secret" in text and name != "draft"}
    assert told == {"desk"}
