"""Where readers meet the library: texts, records, links that are shared, the API, and the files themselves."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from portal.core.text import sanitiser, values
from tests import factories
from tests.library.samples import make_document, make_image, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return make_image(picture(1000, 500), code="visit", caption_fr="Une visite", caption_en="A visit")


def test_a_text_shows_an_image_by_its_code(image):
    shown = sanitiser.render("<p>Before</p>\n<p>[[image.visit]]</p>")
    assert "<p>Before</p>\n<figure" in shown
    assert f'src="/media/{image.digest}-1000.jpg"' in shown
    assert f"/media/{image.digest}-480.webp 480w, /media/{image.digest}-960.webp 960w" in shown
    assert 'width="1000" height="500"' in shown
    assert 'loading="lazy"' in shown
    assert 'rel="license"' in shown


def test_each_language_has_its_own_words(image):
    with override("en"):
        shown = sanitiser.render("<p>[[image.visit]]</p>")
    assert f'alt="{image.alt_en}"' in shown
    assert ("A visit" in shown, "Une visite" in shown) == (True, False)


def test_a_decorative_image_is_silent():
    make_image(code="band", is_decorative=True, alt_fr="", alt_en="")
    assert 'alt=""' in sanitiser.render("<p>[[image.band]]</p>")


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_text_does_not_show_what_is_not_public(status):
    make_image(code="hidden", status=status)
    assert sanitiser.render("<p>a</p><p>[[image.hidden]]</p>") == "<p>a</p>"


def test_one_that_is_archived_stays_where_it_stands():
    make_image(code="old", status="archived")
    assert "<figure" in sanitiser.render("<p>[[image.old]]</p>")


def test_inside_a_line_its_words_stand_for_it(image):
    assert sanitiser.render("<p>See [[image.visit]].</p>") == f"<p>See {image.alt_fr}.</p>"
    assert values.filled("[[image.visit]]") == image.alt_fr


def test_no_other_way_leads_an_image_into_a_text():
    markup = '<p><img src="https://example.org/a.png" onerror="x()"></p><figure><picture>a</picture></figure>'
    assert sanitiser.render(markup) == "<p></p>a"


def test_the_words_of_an_image_are_words(image):
    image.alt_fr = image.caption_fr = '"><script>x()</script> [[publisher.email]] [[image.visit]]'
    image.save()
    shown = sanitiser.render("<p>[[image.visit]]</p>")
    assert ("<script" in shown, shown.count("<figure"), "[[" in shown) == (False, 1, False)


def test_a_link_to_a_document_says_what_opens():
    make_document(code="leaflet", digest="a" * 40, size=1_240_000, credit="Inserm", licence="open", name_fr="Dépliant")
    assert sanitiser.render("<p>Voir [[document.leaflet]].</p>") == (
        f'<p>Voir <a class="document-link" href="/media/{"a" * 40}.pdf" hreflang="fr" type="application/pdf">'
        "Dépliant (PDF, 1,2 Mo, en français)</a>.</p>"
    )


def test_a_document_elsewhere_is_a_link_too_and_one_without_address_its_title():
    make_document(code="there", url="https://example.org/a", language="en", name_fr="Là")
    make_document(code="nowhere", name_fr="Rien")
    assert 'href="https://example.org/a"' in sanitiser.render("<p>[[document.there]]</p>")
    assert sanitiser.render("<p>[[document.nowhere]]</p>") == "<p>Rien</p>"


def test_a_document_that_is_not_public_is_not_named():
    make_document(code="secret", status="draft", name_fr="Secret")
    assert sanitiser.render("<p>[[document.secret]]</p>") == "<p>–</p>"


def test_a_record_shows_its_picture_and_shares_it(image, visitor):
    record = factories.make_instrument(picture=image)
    page = visitor.get(record.get_absolute_url("en")).content.decode()
    assert page.count('<figure class="picture">') == 1
    assert re.search(rf'og:image" content="[^"]*/media/{image.digest}-1000.jpg"', page)
    assert 'og:image:width" content="1000"' in page


def test_a_draft_picture_leaves_no_trace(visitor):
    image = make_image(status="draft")
    record = factories.make_instrument(picture=image)
    page = visitor.get(record.get_absolute_url("en")).content.decode()
    assert (image.digest in page, image.code in page, 'class="picture"' in page) == (False, False, False)


def test_the_file_is_sent_for_ever_and_without_a_cookie(image, visitor):
    response = visitor.get(image.address(480, "webp"), headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert (response.cookies, response.has_header("Content-Encoding")) == ({}, False)
    again = visitor.get(image.address(480, "webp"), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_head_has_no_body(image):
    response = Client().head(image.address())
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"")


@pytest.mark.parametrize(
    "name",
    [
        "../settings.py",
        "%2e%2e/secret-key",
        "..%2fsecret-key",
        "secret-key",
        f"{'0' * 40}.pdf",
        f"{'0' * 40}-480.webp",
        f"{'0' * 40}-480.svg",
        f"{'0' * 39}.pdf",
        f"{'0' * 40}.pdf%00",
    ],
)
def test_no_other_file_is_sent(name, visitor):
    assert visitor.get(f"/media/{name}").status_code == 404


def test_the_api_gives_images_with_words_credit_licence_and_file(image, visitor):
    make_image(status="draft")
    (given,) = visitor.get("/api/v1/images/").json()["results"]
    assert (given["code"], given["alt"]["en"], given["credit"], given["licence"]) == (
        *("visit", image.alt_en, "Inserm", "open"),
    )
    assert f"/media/{image.digest}-1000.jpg" in str(given)


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_many_images_cost_a_text_no_query(rows, image, django_assert_num_queries):
    text = "<p>[[image.visit]]</p>" * rows
    with django_assert_num_queries(1):
        sanitiser.render(text)
