"""The table of contents is made from the headings a page has."""

import pytest
from django.template import Context, Template

from portal.core.text.table_of_contents import headings


def listed(markup):
    return Template("{% contents %}" + markup + "{% endcontents %}").render(Context())


def sections(count):
    return "".join(f'<h2 id="part-{n}">Part {n}</h2><p>…</p>' for n in range(count))


def test_headings_in_order_with_their_anchors():
    assert headings('<h2 id="a">One</h2><h3>No</h3><h2 class="x" id="b">Two</h2>')[1] == [("a", "One"), ("b", "Two")]


def test_a_heading_without_an_anchor_gets_one_that_is_no_word_of_a_language():
    assert headings('<h2>Objectifs</h2><h2 id="b">Two</h2><h2>Fin</h2>') == (
        '<h2 id="text-1">Objectifs</h2><h2 id="b">Two</h2><h2 id="text-3">Fin</h2>',
        [("text-1", "Objectifs"), ("b", "Two"), ("text-3", "Fin")],
    )


def test_a_link_in_a_heading_is_not_a_link_in_the_list():
    assert headings('<h2 id="a"><a href="/x/">One</a> <em>more</em></h2>')[1] == [("a", "One <em>more</em>")]


@pytest.mark.parametrize(("count", "is_listed"), [(0, False), (8, False), (9, True), (30, True)])
def test_only_a_long_page_has_a_list(count, is_listed):
    page = listed(sections(count))
    assert page.count('<nav class="contents"') == is_listed
    assert page.count('<a href="#part-') == (count if is_listed else 0)
    assert page.endswith(sections(count))
