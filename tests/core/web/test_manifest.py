"""The site on the screen of a telephone: its name in both languages, its sign, its colours."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal.core.pictures import colours
from tests.core.pictures.png import size

pytestmark = pytest.mark.one_database

NAMES = {"fr": "Coopération internationale", "en": "International cooperation"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", NAMES)
def test_each_page_leads_to_the_manifest_of_its_language(visitor, language):
    page = visitor.get(f"/{language}/").content.decode()
    (address,) = re.findall(r'<link rel="manifest" href="([^"]+)">', page)
    response = visitor.get(address)
    said = response.json()
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (said["lang"], said["short_name"], said["start_url"]) == (language, NAMES[language], f"/{language}/")
    assert not response.cookies


@pytest.mark.django_db
def test_the_signs_have_the_sizes_that_are_told_and_weigh_little(visitor):
    icons = visitor.get("/en/manifest.webmanifest").json()["icons"]
    told = {icon["src"]: icon["sizes"] for icon in icons} | {"/static/img/icon-180.png": "180x180"}
    for path, sizes in told.items():
        data = Path(finders.find(path.removeprefix("/static/"))).read_bytes()
        assert "x".join(map(str, size(data))) == sizes
        assert len(data) < 8_000


@pytest.mark.django_db
def test_the_colours_of_the_window_are_the_tokens(visitor):
    page = visitor.get("/en/").content.decode()
    (light,) = re.findall(r'<meta name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: light\)">', page)
    said = visitor.get("/en/manifest.webmanifest").json()
    assert light == said["theme_color"] == colours.light()["sheet"]
    assert said["background_color"] == colours.light()["paper"]
