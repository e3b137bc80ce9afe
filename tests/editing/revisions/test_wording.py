"""Differences as an editor reads them."""

import pytest

from portal.editing.revisions.wording import difference

ALIKE = "A laboratory and its partner work together on ageing."


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ""),
        ("", "New", "<ins>New</ins>"),
        ("Old", "", "<del>Old</del>"),
        (
            ALIKE,
            ALIKE.replace("laboratory", "team"),
            ALIKE.replace("laboratory", "<del>laboratory</del><ins>team</ins>"),
        ),
        ("One thing", "Quite another sentence", "<del>One thing</del> <ins>Quite another sentence</ins>"),
        ("<b>x</b>", "<b>y</b>", "&lt;b&gt;<del>x</del><ins>y</ins>&lt;/b&gt;"),
        ("", "<script>", "<ins>&lt;script&gt;</ins>"),
    ],
)
def test_what_went_and_what_came(before, after, shown):
    assert difference(before, after) == shown


def test_texts_that_differ_over_a_great_length_are_shown_one_after_the_other():
    before, after = "a word " * 1500, "one word " * 1500
    assert difference(before, after) == f"<del>{before}</del>\n<ins>{after}</ins>"


def test_a_small_change_in_a_very_long_text_is_shown_in_its_place():
    long = "word " * 30_000
    assert difference(f"{long}old {long}", f"{long}new {long}") == f"{long}<del>old</del><ins>new</ins> {long}"
