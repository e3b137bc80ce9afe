"""What of a text is shown for a query, and which words are marked in it."""

import pytest

from portal.search.ranking import whole
from portal.search.snippets import LENGTH, marked, snippet


def shown(text, words, language="fr"):
    """`text` with what is found in square brackets."""
    return "".join(
        f"[{part}]" if is_found else part for part, is_found in marked(text, language, whole(words, language))
    )


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Université de Pékin, 北京大学, Chine", "大学", "Université de Pékin, 北京[大学], Chine"),
        ("Université de Pékin, 北京大学, Chine", "北京大学", "Université de Pékin, [北京大学], Chine"),
        ("大学と大学院大学", "大学", "[大学]と[大学]院[大学]"),
        ("北京, 京大", "京大", "北京, [京大]"),
        ("X線の研究", "研究", "X線の[研究]"),
        ("Inserm北京", "inserm 北京", "[Inserm北京]"),
        ("Un appel, deux appels", "appel", "Un [appel], deux [appels]"),
        ("rien", "大学", "rien"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_found_is_marked_once(text, words, expected, language):
    assert shown(text, words, language) == expected


@pytest.mark.parametrize("before", [0, 5, 300, 900])
def test_the_parts_give_the_text_and_a_long_one_without_spaces_is_cut(before):
    text = "あ" * before + "北京大学" + "い" * 900
    parts = snippet([text], "fr", whole("大学", "fr"))
    assert [part for part, is_found in parts if is_found] == ["大学"]
    assert sum(len(part) for part, _ in parts) <= 2 * LENGTH
    assert "".join(part for part, _ in marked(text, "fr", whole("大学", "fr"))) == text
