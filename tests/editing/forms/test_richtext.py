"""Texts that are HTML at the desk: cleaned at save with a word about it, links that follow a renamed record."""

import html
import json
from contextlib import suppress

import html5lib
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.enums import Status
from portal.core.fields import BODY
from portal.core.text import record_links, sanitiser
from portal.editing.forms import richtext
from portal.editing.lookup import link_targets
from portal.pages.models import Page
from tests.core.text.test_sanitiser import ALLOWED, HOSTILE, elements_of, scheme_of
from tests.factories import make_cooperation, make_instrument, make_page
from tests.people import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def saved(text):
    """A text as the form keeps it."""
    return richtext.RichTextField(required=False, widget=richtext.RichText("fr")).clean(text)


def link_to(*codes):
    return "".join(f'<p><a href="[[ref:{code}]]">words</a></p>' for code in codes)


# --- the field --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["body_fr", "body_en"])
def test_the_form_gives_the_editor_its_words_and_the_language_of_the_text(desk, field):
    page = html5lib.parse(desk.open(make_page()), namespaceHTMLElements=False)
    area = next(each for each in page.iter("textarea") if each.get("name") == field)
    config = json.loads(area.get("data-portal-richtext"))
    assert (area.get("lang"), config["language"]) == (field[-2:], field[-2:])
    assert (config["words"]["bold"], config["limit"]) == ("Bold", BODY)
    assert config["references"] == "/admin/references/"


def test_the_words_of_the_editor_are_in_the_language_of_the_desk(desk):
    desk.client = client_of(desk.user, headers={"Accept-Language": "fr"})
    assert '"bold": "Gras"' in html.unescape(desk.open(make_page()))


def test_a_short_text_has_no_editor(desk):
    page = desk.open(make_page())
    assert page.count("data-portal-richtext=") == 2  # the body in both languages, not the summary


@pytest.mark.parametrize("text", ["un\ndeux", "R&D", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>", *ALLOWED])
def test_what_may_stand_is_kept_as_it_was_typed(text):
    assert saved(text) == text


def test_a_browser_s_line_ends_change_nothing(desk):
    page = make_page(body_fr="<p>a</p>\n<p>b</p>", body_en="<p>c</p>\n<p>d</p>")
    desk.save(page, body_fr="<p>a</p>\r\n<p>b</p>", body_en="<p>c</p>\r\n<p>d!</p>")
    page.refresh_from_db()
    assert (page.body_fr, page.body_en) == ("<p>a</p>\n<p>b</p>", "<p>c</p>\n<p>d!</p>")


def test_the_texts_of_the_content_are_kept_as_they_are(django_db_setup):
    import yaml
    from django.conf import settings as site

    rows = [row for path in sorted(site.CONTENT_DIR.glob("*.yaml")) for row in yaml.safe_load(path.read_text()) or []]
    texts = [text for row in rows if isinstance(row, dict) for text in (row.get("body") or {}).values()]
    assert ([text for text in texts if saved(text) != text], len(texts) > 20) == ([], True)


# --- what is taken out ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_dangerous_is_kept(markup):
    kept = saved(markup) if "<" in markup else sanitiser.clean(markup)
    for element in elements_of(kept):
        assert element.tag in sanitiser.TAGS
        assert set(element.attrib) <= sanitiser.ATTRIBUTES["*"] | sanitiser.ATTRIBUTES.get(element.tag, set())
        assert scheme_of(element.get("href", "")) in {"", "https", "http", "mailto"}


PIECES = st.sampled_from(
    [
        *HOSTILE,
        *ALLOWED,
        "<",
        ">",
        '"',
        "'",
        "&",
        "[[",
        "]]",
        "[[ref:instrument/irp]]",
        "<a href=",
        "</a>",
        "<!--",
        "\n",
    ]
)


@given(
    st.lists(
        st.one_of(PIECES, st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=8)),
        max_size=8,
    ).map("".join)
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_nothing_dangerous_is_kept_or_shown(text):
    kept = saved(text)
    shown = sanitiser.render(kept if "<" in kept else f"<p>{kept}</p>")
    for element in elements_of(shown):
        assert element.tag in sanitiser.TAGS
        assert set(element.attrib) <= sanitiser.ATTRIBUTES["*"] | sanitiser.ATTRIBUTES.get(element.tag, set())
        assert scheme_of(element.get("href", "")) in {"", "https", "http", "mailto"}
    assert saved(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>", "&lt;script&gt;"),
        ('<p onclick="x()">a</p>', "<p>a</p>", "onclick"),
        ('<p><a href="javascript:x()">a</a></p>', "<p><a>a</a></p>", "href"),
        ('<h1>a</h1><p style="color:red">b</p>', "a<p>b</p>", "&lt;h1&gt; and style"),
    ],
)
def test_what_is_taken_out_is_told(desk, typed, kept, said):
    page = make_page(body_en="<p>a</p>")
    answer = desk.client.get(desk.save(page, body_en=typed, button="_continue").url).content.decode()
    page.refresh_from_db()
    assert page.body_en == kept
    assert f"Taken out of “Text [en]”, where it may not stand: {said}." in answer


def test_a_prepared_change_tells_it_too(desk):
    page = make_page(body_en="<p>a</p>")
    answer = desk.client.get(desk.save(page, body_en="<p>b</p><script>x</script>", button="_prepare").url)
    page.refresh_from_db()
    assert page.body_en == "<p>a</p>"
    assert "where it may not stand: &lt;script&gt;." in answer.content.decode()


# --- too much ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [100_001, 10_000_000])
def test_a_text_that_is_too_long_is_told_at_its_field_and_nothing_is_lost(desk, size):
    page, text = make_page(body_en="<p>a</p>"), "é" * size
    answer = desk.client.post(
        desk.address(page),
        "&".join(
            f"{key}={value}" for key, value in {"body_en": text, "summary_en": "Typed+as+well", "_save": "1"}.items()
        ),
        content_type="application/x-www-form-urlencoded",
    )
    shown = answer.content.decode()
    page.refresh_from_db()
    assert (answer.status_code, page.body_en) == (200, "<p>a</p>")
    assert f"This text has {size:,} characters, and a page may have 100,000." in shown
    assert (text in shown, "Typed as well" in shown) == (True, True)


def test_a_stranger_s_long_form_is_not_read(visitor):
    answer = visitor.post("/admin/login/", "a=" + "b" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


SLOW = ("<em>", "<p><em>", "<a href=", "<ul><li>", "<!--", "[[ref:", "<p lang='")  # pieces of texts made to be slow


@pytest.mark.parametrize("piece", SLOW)
def test_a_text_made_to_be_slow_is_read_or_refused(piece):
    """How soon it is read is measured by tests/bench/bench_texts.py."""
    with suppress(ValidationError):  # some are too deep, some too long once all that is open is closed
        sanitiser.render(saved(piece * (BODY // len(piece))))


def test_lists_inside_lists_have_an_end():
    assert saved("<ul><li>" * 20) == "<ul><li>" * 20 + "</li></ul>" * 20
    with pytest.raises(ValidationError, match="20"):
        saved("<ul><li>" * 21)


# --- links to records -------------------------------------------------------------------------------------------------


def test_a_link_follows_the_record_it_names(desk, visitor):
    instrument = make_instrument(slug_fr="ancien", slug_en="old")
    text = link_to(f"instrument/{instrument.code}")
    page = make_page(kind="strategy", body_fr=text, body_en=text)
    desk.save(instrument, slug_fr="nouveau", slug_en="new")
    shown = {code: visitor.get(page.get_absolute_url(code)).content.decode() for code in ("fr", "en")}
    assert '<a href="/fr/instruments/nouveau/">words</a>' in shown["fr"]
    assert '<a href="/en/instruments/new/">words</a>' in shown["en"]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.DRAFT},
        {"status": Status.REVIEW},
        {"publish_at": timezone.now() + timezone.timedelta(days=1)},
    ],
)
def test_a_link_to_what_is_not_public_is_words(changes):
    record = make_instrument(**changes)
    assert sanitiser.render(link_to(f"instrument/{record.code}")) == "<p>words</p>"


def test_a_link_to_what_belongs_to_a_draft_is_words():
    cooperation = make_cooperation(make_instrument(status=Status.DRAFT))
    assert sanitiser.render(link_to(f"cooperation/{cooperation.code}")) == "<p>words</p>"


def test_a_link_to_what_is_archived_stays_a_link():
    record = make_instrument(status=Status.ARCHIVED, slug_fr="vieux")
    assert sanitiser.render(link_to(f"instrument/{record.code}")) == '<p><a href="/fr/instruments/vieux/">words</a></p>'


@pytest.mark.parametrize("key", ["instrument/nothing", "nothing/irp", "figure/irp", "term/irp"])
def test_a_link_to_what_there_is_not_is_words(key):
    assert sanitiser.render(f'<p>a <a href="[[ref:{key}]]" lang="en"><em>b</em></a></p>') == "<p>a <em>b</em></p>"


@pytest.mark.parametrize("rows", [1, 3, 120])
def test_the_queries_do_not_grow_with_the_links(django_assert_num_queries, rows):
    instruments = [make_instrument() for _ in range(rows)]
    cooperations = [make_cooperation(instruments[0], partners=0) for _ in range(rows)]
    text = link_to(
        *(f"instrument/{each.code}" for each in instruments), *(f"cooperation/{c.code}" for c in cooperations)
    )
    with django_assert_num_queries(2):
        assert sanitiser.render(text).count("<a href=") == 2 * rows


def test_a_text_without_references_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        sanitiser.render('<p><a href="[[url:privacy]]">a</a></p>')


# --- finding them -----------------------------------------------------------------------------------------------------


def ask(desk, **query):
    return desk.client.get(reverse("desk:references"), query).json()["results"]


def test_a_record_is_found_by_its_name_in_either_language_and_by_its_code(desk):
    record = make_instrument(code="abc-1", name_fr="Équipe à Conakry", name_en="A team in Conakry")
    told = {
        "href": "[[ref:instrument/abc-1]]",
        "code": "abc-1",
        "name": "A team in Conakry",
        "kind": "instrument",
        "is_public": True,
    }
    for words in ("equipe", "Équipe à", "team in", "abc-1", "ABC-1", "[[ref:instrument/abc-1]]"):
        assert ask(desk, q=words, language="en") == [told]
    assert ask(desk, q="team", language="fr")[0]["name"] == record.name_fr


def test_a_draft_is_found_and_said_to_be_one(desk):
    make_page(code="abc", status=Status.DRAFT)
    assert [found["is_public"] for found in ask(desk, q="abc")] == [False]


@pytest.mark.parametrize(
    "words", ["", "a", "%", "\x00", "zzzz", "[[ref:nothing/x]]", "[[ref:figure/x]]", "'\"<", "é" * 999]
)
def test_other_words_find_nothing(desk, words):
    make_page()
    assert ask(desk, q=words, language="klingon") == []


def test_only_editors_are_answered(visitor):
    assert visitor.get(reverse("desk:references"), {"q": "abc"}).status_code == 302
    reader = get_user_model().objects.create_user("reader", password="x")
    visitor.force_login(reader)
    assert visitor.get(reverse("desk:references"), {"q": "abc"}).status_code == 302


@pytest.mark.parametrize("rows", [1, 3, 120])
def test_one_query_for_each_kind(django_assert_num_queries, rows):
    for number in range(rows):
        make_page(code=f"trial-{number}")
    kinds = record_links.kinds()
    with django_assert_num_queries(len(kinds)):
        assert len(link_targets.results("trial", "fr")) == min(rows, 6)


# --- the policy -------------------------------------------------------------------------------------------------------


def test_the_form_keeps_the_policy_of_the_public_pages(desk, visitor):
    page = make_page(kind="strategy", body_fr="<p>a</p>")
    form = desk.client.get(desk.address(page)).headers["Content-Security-Policy"]
    public = visitor.get(page.get_absolute_url("fr")).headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in form.split(";"))
    assert form == public
    assert (directives["script-src"], directives["style-src"]) == ("'self'", "'self'")


# --- two editors, two languages ---------------------------------------------------------------------------------------


def test_a_colleague_s_text_is_taken_over_where_nothing_was_typed(desk, colleague):
    page = make_page(body_fr="<p>a</p>\n<p>b</p>", body_en="<p>c</p>")
    opened = desk.open(page)
    colleague.save(page, body_fr="<p>A</p>\n<p>b</p>")
    answer = desk.save(page, opened, body_fr="<p>a</p>\r\n<p>b</p>", body_en="<p>typed</p>").content.decode()
    assert "&lt;p&gt;A&lt;/p&gt;" in answer
    assert "&lt;p&gt;typed&lt;/p&gt;" in answer


def test_a_text_whose_lines_a_browser_ended_its_way_outdates_nothing(desk):
    page = make_page(body_fr="<p>a</p>\n<p>b</p>", body_en="<p>c</p>")
    desk.save(page, body_fr="<p>a</p>\r\n<p>b</p>")
    assert "text-outdated" not in desk.open(page)
    assert Page.objects.get(pk=page.pk).body_fr == "<p>a</p>\n<p>b</p>"


def test_each_tool_has_a_name_of_its_own_in_both_languages():
    for code in ("fr", "en"):
        with override(code):
            found = richtext.labels()
        assert (all(found.values()), len(set(found.values()))) == (True, len(found))
