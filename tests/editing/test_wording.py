"""Differences as an editor reads them."""

import pytest

from portal.editing.wording import difference

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


def test_very_long_texts_are_shown_one_after_the_other():
    long = "word " * 3000
    assert difference(long, long + "more") == f"<del>{long}</del>\n<ins>{long}more</ins>"
