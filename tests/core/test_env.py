"""Settings that the environment gives: what is not understood stops the start with its name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env


def test_a_domain_has_its_default_and_is_in_small_letters(monkeypatch):
    monkeypatch.delenv("PORTAL_X", raising=False)
    assert env.domain("PORTAL_X", "inserm.fr") == "inserm.fr"
    monkeypatch.setenv("PORTAL_X", " Coop.Example.ORG ")
    assert env.domain("PORTAL_X", "inserm.fr") == "coop.example.org"


@pytest.mark.parametrize("value", ["https://inserm.fr", "inserm", "inserm.fr/", "-a.fr", "a b.fr", "inserm.fr,2026"])
def test_what_is_no_domain_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORTAL_X", value)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_X must be a domain name"):
        env.domain("PORTAL_X", "inserm.fr")
