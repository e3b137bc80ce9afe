"""How often one visitor may ask the API."""

import pytest
from django.core.cache import caches

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    caches["process"].clear()


def test_who_asks_too_often_waits(visitor, settings):
    settings.API_PER_MINUTE = 3
    answers = [visitor.get("/api/v1/places/", headers={"Accept-Language": "en"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json() == {"detail": "Too many questions in one minute. Please wait a little."}
    assert visitor.get("/api/v1/places/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert visitor.get("/en/").status_code == 200


def test_a_visitor_is_known_behind_as_many_proxies_as_are_trusted(visitor, settings):
    settings.API_PER_MINUTE, settings.PROXIES = 1, 0
    through = {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}
    assert visitor.get("/api/v1/places/", headers=through).status_code == 200
    # Nobody is trusted: what the header says of the visitor changes nothing.
    assert visitor.get("/api/v1/places/", headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 429
    settings.PROXIES = 1
    assert visitor.get("/api/v1/places/", headers=through).status_code == 200
    assert visitor.get("/api/v1/places/", headers={"X-Forwarded-For": "9.9.9.9, 198.51.100.1"}).status_code == 429
