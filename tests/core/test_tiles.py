"""A tile server in the settings: asked for by its own variables, refused when it is not understood."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env

URL, ATTRIBUTION = "PORTAL_TILES_URL", "PORTAL_TILES_ATTRIBUTION"


def tiles(monkeypatch, url, attribution="The map people"):
    monkeypatch.setenv(URL, url)
    monkeypatch.setenv(ATTRIBUTION, attribution)
    return env.tiles(URL, ATTRIBUTION)


def test_without_an_address_nobody_is_asked(monkeypatch):
    assert tiles(monkeypatch, "") is None


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://tiles.example.org:8443/{z}/{x}/{y}.png?key=1", "https://tiles.example.org:8443"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "https://*.example.org"),
    ],
)
def test_the_policy_opens_for_its_origin_alone(monkeypatch, url, origin):
    assert tiles(monkeypatch, url).origin == origin


@pytest.mark.parametrize(
    "url",
    [
        *("http://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org/{z}/{x}.png", "tiles.example.org"),
        *("https:///{z}/{x}/{y}.png", "https://a b/{z}/{x}/{y}", "https://a;script-src *.b/{z}/{x}/{y}"),
    ],
)
def test_an_address_that_is_not_understood_stops_the_start(monkeypatch, url):
    with pytest.raises(ImproperlyConfigured, match=URL):
        tiles(monkeypatch, url)


def test_somebody_must_be_named(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match=ATTRIBUTION):
        tiles(monkeypatch, "https://tiles.example.org/{z}/{x}/{y}.png", "")
