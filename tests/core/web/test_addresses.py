"""Addresses: one per language, kept for ever, and nothing shown that is not public."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.enums import Status
from portal.core.models import FormerAddress
from tests.factories import make_office, make_page

pytestmark = pytest.mark.django_db

FRENCH_ONLY = {"name_en": None, "slug_en": None, "summary_en": None}


def make_brussels(**overrides):
    names = {"name_fr": "Bruxelles", "name_en": "Brussels", "slug_fr": "bruxelles", "slug_en": "brussels"}
    return make_office(**{**names, **overrides})


def redirect_of(response):
    return response.status_code, response.headers.get("Location")


def alternates_of(response):
    """{hreflang: address} of the page's head."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', response.content.decode()))


def switch_of(response, language):
    """(address, words beside it) of the language switch."""
    pattern = rf'<a lang="{language}" hreflang="{language}" href="([^"]*)" data-portal-language>.*?</a>(.*?)</li>'
    address, beside = re.search(pattern, response.content.decode(), re.S).groups()
    return address, re.sub(r"<[^>]+>", "", beside).strip().replace("\u00a0", " ")


def former_slugs():
    return sorted(FormerAddress.objects.values_list("language", "slug"))


# --- right and wrong slugs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/fr/bureaux/bruxelles/", "/en/offices/brussels/"])
def test_the_right_slug_answers(visitor, address):
    make_brussels()
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("query", ["", "?page=2&q=%C3%A9t%C3%A9", "?a=b&a=c"])
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/fr/bureaux/brussels/", "/fr/bureaux/bruxelles/"),
        ("/en/offices/bruxelles/", "/en/offices/brussels/"),
    ],
)
def test_the_other_language_s_slug_leads_to_the_right_one(visitor, wrong, right, query):
    make_brussels()
    assert redirect_of(visitor.get(wrong + query)) == (301, right + query)


@pytest.mark.parametrize("address", ["/fr/bureaux/rome/", "/en/offices/rome/", "/fr/offices/rome/"])
def test_an_unknown_address_is_not_found(visitor, address):
    make_brussels()
    assert visitor.get(address).status_code == 404


def test_a_page_points_to_itself_and_to_its_twin(visitor):
    make_brussels()
    french, english = "http://testserver/fr/bureaux/bruxelles/", "http://testserver/en/offices/brussels/"
    for address in (french, english):
        response = visitor.get(address)
        assert alternates_of(response) == {"fr": french, "en": english, "x-default": french}
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


@pytest.mark.parametrize("query", ["", "?page=2&amp;q=a"])
def test_the_switch_leads_to_the_twin_and_keeps_the_query(visitor, query):
    make_brussels()
    french = visitor.get("/fr/bureaux/bruxelles/" + query.replace("&amp;", "&"))
    english = visitor.get("/en/offices/brussels/" + query.replace("&amp;", "&"))
    assert switch_of(french, "en") == ("/en/offices/brussels/" + query, "")
    assert switch_of(english, "fr") == ("/fr/bureaux/bruxelles/" + query, "")


# --- former slugs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("slug_fr", "/fr/bureaux/bruxelles/", "/fr/bureaux/neuf/"),
        ("slug_en", "/en/offices/brussels/", "/en/offices/neuf/"),
    ],
)
def test_a_former_slug_leads_to_the_new_one_and_keeps_the_query(visitor, field, old, new):
    office = make_brussels()
    setattr(office, field, "neuf")
    office.save()
    assert visitor.get(new).status_code == 200
    assert redirect_of(visitor.get(f"{old}?a=1")) == (301, f"{new}?a=1")


def test_a_former_french_slug_leads_to_the_english_page_under_the_english_prefix(visitor):
    office = make_brussels()
    office.slug_fr = "neuf"
    office.save()
    assert redirect_of(visitor.get("/en/offices/bruxelles/")) == (301, "/en/offices/brussels/")


@pytest.mark.parametrize("old", ["un", "deux"])
def test_after_two_changes_each_former_slug_leads_straight_to_the_last(visitor, old):
    office = make_brussels(slug_fr="un")
    for slug in ("deux", "trois"):
        office.slug_fr = slug
        office.save()
    assert redirect_of(visitor.get(f"/fr/bureaux/{old}/")) == (301, "/fr/bureaux/trois/")


def test_a_slug_that_comes_back_answers_again(visitor):
    office = make_brussels(slug_fr="un")
    for slug in ("deux", "un"):
        office.slug_fr = slug
        office.save()
    assert visitor.get("/fr/bureaux/un/").status_code == 200
    assert redirect_of(visitor.get("/fr/bureaux/deux/")) == (301, "/fr/bureaux/un/")


def test_swapped_slugs_belong_to_their_present_owners(visitor):
    rome, madrid = make_brussels(slug_fr="rome"), make_office(name_fr="Madrid", slug_fr="madrid")
    for office, slug in ((rome, "autre"), (madrid, "rome"), (rome, "madrid")):
        office.slug_fr = slug
        office.save()
    assert "<h1>Madrid</h1>" in visitor.get("/fr/bureaux/rome/").content.decode()
    assert "<h1>Bruxelles</h1>" in visitor.get("/fr/bureaux/madrid/").content.decode()
    assert redirect_of(visitor.get("/fr/bureaux/autre/")) == (301, "/fr/bureaux/madrid/")


def test_a_former_slug_that_another_record_takes_is_the_other_s(visitor):
    first = make_brussels(slug_fr="rome")
    first.slug_fr = "neuf"
    first.save()
    make_office(name_fr="Rome", slug_fr="rome")
    assert "<h1>Rome</h1>" in visitor.get("/fr/bureaux/rome/").content.decode()


def test_a_slug_that_is_another_record_s_in_the_other_language_answers_for_its_own(visitor):
    make_brussels(name_fr="Un", slug_fr="meme", slug_en="one")
    make_office(name_en="Two", slug_fr="deux", slug_en="meme")
    assert "<h1>Un</h1>" in visitor.get("/fr/bureaux/meme/").content.decode()
    assert "<h1>Two</h1>" in visitor.get("/en/offices/meme/").content.decode()


def test_only_a_slug_that_changed_is_remembered():
    office = make_brussels(slug_en=None)
    office.name_fr, office.slug_en = "Autre nom", "brussels"
    office.save()
    assert former_slugs() == []
    office.slug_en = "new"
    office.save()
    assert former_slugs() == [("en", "brussels")]


def test_a_slug_that_is_taken_away_is_remembered(visitor):
    office = make_brussels()
    office.slug_en = None
    office.save()
    assert former_slugs() == [("en", "brussels")]
    assert redirect_of(visitor.get("/fr/bureaux/brussels/")) == (301, "/fr/bureaux/bruxelles/")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_a_former_slug_does_not_tell_of_a_record_that_is_not_public(visitor, status):
    office = make_brussels(slug_fr="un")
    office.slug_fr, office.status = "secret", status
    office.save()
    for address in ("/fr/bureaux/un/", "/fr/bureaux/secret/"):
        response = visitor.get(address)
        assert response.status_code == 404
        assert "Bruxelles" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/fr/bureaux/deux/", id="former slug"),
        pytest.param("/en/offices/un/", id="slug of the other language"),
        pytest.param("/fr/bureaux/un", id="without the last slash"),
        pytest.param("/fr/pays/regions/africa/", id="continent of the other language"),
        pytest.param("/", id="home page"),
    ],
)
def test_no_browser_keeps_a_redirect(visitor, address):
    """Kept, the two of "un", "deux" and "un" again would lead to each other for ever."""
    office = make_brussels(slug_fr="un")
    for slug in ("deux", "un"):
        office.slug_fr = slug
        office.save()
    response = visitor.get(address)
    assert response.status_code in (301, 302)
    assert response.headers["Cache-Control"] == "no-cache"


# --- not translated --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["bruxelles", "ancien"])
def test_a_record_without_english_page_is_not_found_there_and_offers_the_french_one(visitor, slug):
    office = make_brussels(**{**FRENCH_ONLY, "slug_fr": "ancien"})
    office.slug_fr = "bruxelles"
    office.save()
    response = visitor.get(f"/en/offices/{slug}/")
    assert response.status_code == 404
    offer = '<a lang="fr" hreflang="fr" href="/fr/bureaux/bruxelles/">Bruxelles</a>'
    assert f"<p>The page exists in another language: {offer}</p>" in response.content.decode()


def test_the_offer_names_the_record_in_the_language_it_is_marked_as(visitor):
    make_brussels(slug_en=None)
    offer = '<a lang="fr" hreflang="fr" href="/fr/bureaux/bruxelles/">Bruxelles</a>'
    assert offer in visitor.get("/en/offices/bruxelles/").content.decode()


def test_an_unknown_address_offers_nothing(visitor):
    make_brussels(**FRENCH_ONLY)
    assert "The page exists in another language" not in visitor.get("/en/offices/rome/").content.decode()


def test_a_page_without_english_version_says_so_and_leads_to_the_nearest_english_page(visitor):
    make_brussels(**FRENCH_ONLY)
    response = visitor.get("/fr/bureaux/bruxelles/?page=2")
    words = "cette page n’est pas traduite : page la plus proche"
    assert switch_of(response, "en") == ("/en/offices/", words)


def test_a_page_without_english_version_has_no_english_alternate(visitor):
    make_brussels(**FRENCH_ONLY)
    address = "http://testserver/fr/bureaux/bruxelles/"
    assert alternates_of(visitor.get(address)) == {"fr": address, "x-default": address}


def test_a_page_without_english_version_is_in_the_site_map_for_machines_once(visitor):
    make_brussels(**FRENCH_ONLY)
    found = re.findall(
        r"http://testserver(/\w+/(?:bureaux|offices)/\w+/)", visitor.get("/sitemap.xml").content.decode()
    )
    assert set(found) == {"/fr/bureaux/bruxelles/"}


@pytest.mark.parametrize("address", ["/fr/rien/", "/fr/bureaux/rien/"])
def test_the_switch_of_an_error_page_leads_home(visitor, address):
    assert switch_of(visitor.get(address), "en") == ("/en/", "")


# --- not public ------------------------------------------------------------------------------------------------------

SOON, LATELY = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
HIDDEN = [
    pytest.param({"status": Status.DRAFT}, id="draft"),
    pytest.param({"status": Status.REVIEW}, id="in review"),
    pytest.param({"publish_at": SOON}, id="scheduled"),
    pytest.param({"status": Status.ARCHIVED, "publish_at": SOON}, id="archived and scheduled"),
]
KEPT = [
    pytest.param({"unpublish_at": LATELY}, id="unpublished"),
    pytest.param({"status": Status.ARCHIVED}, id="archived"),
]
LISTS = ["/fr/bureaux/", "/en/offices/", "/fr/plan-du-site/", "/en/site-map/", "/sitemap.xml"]


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize(
    "address",
    ["/fr/bureaux/bruxelles/", "/fr/bureaux/brussels/", "/en/offices/brussels/", "/en/offices/bruxelles/"],
)
def test_what_is_not_public_yet_is_not_found_in_any_language(visitor, state, address):
    make_brussels(**state)
    response = visitor.get(address)
    assert response.status_code == 404
    assert "Bruxelles" not in response.content.decode()
    assert "Brussels" not in response.content.decode()


@pytest.mark.parametrize("state", KEPT)
@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("/fr/bureaux/bruxelles/", "Cette page est archivée"),
        ("/en/offices/brussels/", "This page is archived"),
    ],
)
def test_what_is_no_longer_public_answers_with_a_notice(visitor, state, address, notice):
    make_brussels(**state)
    response = visitor.get(address)
    assert response.status_code == 200
    assert f'<p class="notice">{notice}' in response.content.decode()


@pytest.mark.parametrize("state", [*HIDDEN, *KEPT])
@pytest.mark.parametrize("address", LISTS)
def test_what_is_not_public_is_in_no_list(visitor, state, address):
    make_brussels(**state)
    make_office(slug_fr="rome", slug_en="rome")
    markup = visitor.get(address).content.decode()
    assert "/rome/" in markup
    assert "/bruxelles/" not in markup
    assert "/brussels/" not in markup


def test_what_is_public_has_no_notice_and_is_in_every_list(visitor):
    make_brussels(publish_at=LATELY, unpublish_at=SOON)
    assert 'class="notice"' not in visitor.get("/fr/bureaux/bruxelles/").content.decode()
    for address in LISTS:
        assert re.search("/bruxelles/|/brussels/", visitor.get(address).content.decode()), address


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("address", ["/fr/mentions-legales/", "/en/legal-notice/"])
def test_a_page_with_a_fixed_address_is_not_found_before_it_is_public(visitor, state, address):
    make_page(code="legal-notice", **state)
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("state", KEPT)
def test_a_page_with_a_fixed_address_answers_with_a_notice_once_it_is_no_longer_public(visitor, state):
    make_page(code="legal-notice", **state)
    response = visitor.get("/fr/mentions-legales/")
    assert response.status_code == 200
    assert "Cette page est archivée" in response.content.decode()


def test_a_draft_takes_no_former_address_from_a_public_record(visitor):
    """Named as a public record once was, then renamed: readers of the old address are still led to the public one."""
    office = make_brussels(slug_en="old")
    office.slug_en = "new"
    office.save()
    draft = make_office(slug_en="old", status="draft")
    draft.slug_en = "renamed"
    draft.save()
    assert redirect_of(visitor.get("/en/offices/old/")) == (301, "/en/offices/new/")
    other = make_office(slug_en="old")  # a public one does
    other.slug_en = "elsewhere"
    other.save()
    assert redirect_of(visitor.get("/en/offices/old/")) == (301, "/en/offices/elsewhere/")
