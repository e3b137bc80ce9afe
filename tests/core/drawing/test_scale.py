"""Axes of values begin at zero and end at a round number."""

from decimal import Decimal

import pytest

from portal.core.drawing.labels import folded, width
from portal.core.drawing.scale import ends_at, up_to


@pytest.mark.parametrize(
    ("most", "end"),
    [
        (0, 1),
        (1, 2),
        (4, 5),
        (8, 10),
        (9, 10),
        (26, 30),
        (97, 100),
        (102, 150),
        (5502, 6000),
        (123456789012, 150000000000),
    ],
)
def test_a_small_axis_ends_at_the_next_round_number(most, end):
    assert ends_at(Decimal(most), 208).end == end


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (9, [0, 2, 4, 6, 8, 10]), (7350, [0, 2000, 4000, 6000, 8000])],
)
def test_a_large_axis_has_at_most_five_equal_steps(most, ticks):
    assert list(up_to(Decimal(most), 600).ticks) == ticks


def test_shares_may_have_parts_of_one_and_things_that_are_counted_may_not():
    assert up_to(Decimal("0.5"), 100, is_whole=False).step == Decimal("0.1")
    assert up_to(Decimal("0.5"), 100).step == 1


def test_values_are_in_proportion_from_zero():
    axis = up_to(Decimal(8), 400)
    assert [axis.at(Decimal(value)) for value in (0, 2, 4, 8)] == [0, 100, 200, 400]


def test_words_are_folded_where_they_would_be_too_wide():
    words = "Agreement with the Ministry of Health of Rwanda"
    lines = folded(words, 13, 220)
    assert " ".join(lines) == words
    assert all(width(line, 13) <= 220 for line in lines)
    lines = folded("Pneumonoultramicroscopicsilicovolcanoconiosis", 13, 100)
    assert "".join(lines) == "Pneumonoultramicroscopicsilicovolcanoconiosis"
    assert all(width(line, 13) <= 100 for line in lines)
