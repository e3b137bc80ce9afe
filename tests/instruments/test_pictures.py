"""Cooperations, instruments and partnerships as pictures, with the real content: each that is drawn, in both languages."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

from instruments.drawings.cooperations import is_drawn
from instruments.models import Cooperation, Instrument
from instruments.pictures import cooperation_sheet
from partnerships.models import Partnership
from portal.core.pictures import share
from tests.core.pictures.png import size
from tests.factories import make_cooperation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content"), pytest.mark.one_database]
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def cooperations():
    return list(Cooperation.objects.published().for_detail())


def words(text):
    nodes = ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - written by ourselves
    return " ".join("".join(node.itertext()) for node in nodes).replace("\u00a0", " ").replace("\u202f", " ")


@LANGUAGES
def test_each_cooperation_with_a_drawing_is_a_sheet_with_its_name_and_its_towns(language):
    with override(language):
        drawn = [each for each in cooperations() if is_drawn(each)]
        assert len(drawn) == 12
        for each in drawn:
            said = words(cooperation_sheet(each, "https://example.org/"))
            assert each.get_absolute_url(language)
            assert "km" in said
            assert "https://example.org/" in said


@LANGUAGES
def test_no_sheet_refers_to_anything_outside_itself(language):
    with override(language):
        for each in cooperations():
            text = cooperation_sheet(each, "https://example.org/")
            assert bool(text) == is_drawn(each)
            ids = set(re.findall(r'id="([^"]+)"', text))
            assert {found.removeprefix("#") for found in re.findall(r'href="([^"]+)"', text)} <= ids


@LANGUAGES
def test_every_shared_picture_can_be_drawn_and_bears_its_name(language):
    with override(language):
        found = {}
        for model in (Cooperation, Instrument, Partnership):
            records = [share.find(model._meta.model_name, record.code) for record in model.objects.published()]
            texts = [share.drawn(*record) for record in records]
            found[model] = sum(map(bool, texts)) / len(texts)
            assert all(words(text) for text in texts if text)
        assert found[Cooperation] > 0.7
        assert found[Instrument] == 1
        assert found[Partnership] > 0.8


def test_a_cooperation_is_a_file_beside_its_page_and_one_without_a_drawing_is_not(visitor):
    paged = [each for each in cooperations() if "#" not in each.get_absolute_url("en")]
    drawn = next(each for each in paged if is_drawn(each))
    other = make_cooperation(slug_en="elsewhere", slug_fr="ailleurs")
    path = drawn.get_absolute_url("en").rstrip("/")
    page = visitor.get(f"{path}/").content.decode()
    assert f'href="{path}.svg"' in page
    assert size(visitor.get(f"{path}.png").content)[0] == 2400
    assert visitor.get(f"{path}.gif").status_code == 404
    without = other.get_absolute_url("en").rstrip("/")
    assert f"{without}.svg" not in visitor.get(f"{without}/").content.decode()
    assert visitor.get(f"{without}.svg").status_code == 404


def test_a_draft_is_no_file(visitor):
    make_cooperation(slug_en="hidden", slug_fr="cachee", status="draft")
    assert visitor.get("/en/cooperations/hidden.svg").status_code == 404


def test_the_slug_of_another_language_redirects(visitor):
    each = next(each for each in cooperations() if is_drawn(each))
    Cooperation.objects.filter(pk=each.pk).update(slug_fr="un", slug_en="one")
    response = visitor.get("/fr/cooperations/one.svg")
    assert (response.status_code, response.headers["Location"]) == (301, "/fr/cooperations/un.svg")
