"""The editors' guide is at the desk, in its language, and opens at the part that the screen needs."""

import re

import pytest
from django.conf import settings

from portal.core.content import revisions
from tests.factories import make_figure, make_page
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LINK = re.compile(r'href="/admin/guide/#part-(\d+)"')


@pytest.mark.parametrize(("language", "first"), [("en", "1. Signing in"), ("fr", "1. Se connecter")])
def test_the_whole_guide_with_an_anchor_for_each_part(language, first):
    client = client_of(make_person("editor"), headers={"Accept-Language": language})
    page = client.get("/admin/guide/").content.decode()
    text = (settings.BASE_DIR / f"docs/editors-guide.{language}.md").read_text()
    assert len(re.findall(r'<h2 id="part-\d+">', page)) == text.count("\n## ")
    assert f'<h2 id="part-1">{first}</h2>' in page
    assert page.count("<img ") == text.count("![")
    assert [mark for mark in ("**", "](", "|--", "| --") if mark in page] == []


def test_each_screen_opens_its_own_part(office):
    figure, page = make_figure(), make_page()
    revisions.flush()
    screens = {
        "/admin/": "2",
        "/admin/pages/page/": "3",
        "/admin/find/": "3",
        f"/admin/pages/page/{page.pk}/change/": "7",
        f"/admin/pages/page/{page.pk}/history/": "11",
        "/admin/pages/page/add/": "6",
        f"/admin/pages/keyfigure/{figure.pk}/change/": "5",
        "/admin/core/source/import/": "13",
    }
    assert {path: LINK.search(office.get(path).content.decode())[1] for path in screens} == screens


def test_nobody_reads_it_without_signing_in(client):
    assert client.get("/admin/guide/").status_code == 302
