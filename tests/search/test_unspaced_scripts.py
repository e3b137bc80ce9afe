"""Names in scripts that are written without spaces: found by a part of them, and marked."""

import re

import pytest

from portal.search import index
from portal.search.results import search
from sites.models import Institution
from tests.factories import make_institution

pytestmark = pytest.mark.django_db


def _hits(words, language):
    """The institutions that a search finds, each once."""
    return [
        Institution.objects.get(pk=hit.object_id) for hit in search(words, language).hits if hit.kind == "institution"
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("大学", "大学"),
        ("北京", "北京"),
        ("北京大学", "北京大学"),
        ("京大", "京大"),
        ("大", "大学"),
        ("大学 pékin", "Pékin"),
    ],
)
def test_a_name_in_characters_is_found_by_a_part_of_it_and_marked(language, words, mark, visitor):
    """A name without spaces is no single word: 大学 is the university in 北京大学."""
    peking = {
        "local_name": "北京大学",
        "local_language": "zh",
        "name_fr": "Université de Pékin",
        "name_en": "Pékin University",
    }
    make_institution(code="peking", **peking)
    make_institution(code="other", local_name="上海交通", local_language="zh")
    index.rebuild()
    assert [hit.code for hit in _hits(words, language)] == ["peking"]
    text = visitor.get({"fr": "/fr/recherche/", "en": "/en/search/"}[language], {"q": words}).content.decode()
    assert mark in re.findall(r"<mark>([^<]+)</mark>", text)


def test_two_names_that_share_signs_but_no_pair_are_told_apart():
    make_institution(code="a", local_name="東京大学", local_language="ja")
    make_institution(code="b", local_name="大東学京", local_language="ja")
    index.rebuild()
    assert [[record.code for record in _hits(words, "fr")] for words in ("東京", "学京")] == [["a"], ["b"]]
