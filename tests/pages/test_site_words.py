"""What editors write of the site itself: the menu, notices, news, questions, the home page, previews of a shared page."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.content import version
from portal.core.web import navigation
from portal.pages.models import FeaturedRecord, MenuEntry, Page
from tests.factories import (
    make_cooperation,
    make_instrument,
    make_menu_entry,
    make_news,
    make_notice,
    make_office,
    make_page,
    make_question,
)
from tests.kept import load_content
from tests.world import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HIDDEN = [
    {"status": "draft"},
    {"status": "review"},
    {"publish_at": timezone.now() + timedelta(days=1)},
    {"unpublish_at": timezone.now() - timedelta(days=1)},
]


def read(visitor, path):
    return visitor.get(path).content.decode()


def row(page, name):
    """The labels of one navigation of the page, by its class."""
    markup = page.split(f'class="{name}"')[1].split("</nav>")[0]
    return [" ".join(label.split()) for label in re.findall(r"<a [^>]*>(.*?)</a>", markup, re.DOTALL)]


# --- the menu ---------------------------------------------------------------------------------------------------------


def test_an_entry_bears_the_editors_words_in_their_language_alone(visitor):
    make_menu_entry(page="instruments:calls", label_en="Open calls", about_en="What is open.")
    assert "Open calls" in row(read(visitor, "/en/funding/"), "second-nav")
    assert "What is open." in read(visitor, "/en/funding/")
    assert "Appels" in row(read(visitor, "/fr/financer/"), "second-nav")


def test_a_door_bears_them_in_its_title_and_in_the_site_map(visitor):
    make_menu_entry(page="world", label_en="Across the world")
    assert "Across the world" in row(read(visitor, "/en/"), "main-nav")
    assert "<h1>Across the world</h1>" in read(visitor, "/en/world/")
    assert "Across the world" in read(visitor, "/en/site-map/")


def test_entries_stand_in_the_editors_order():
    usual = [door.code for door in navigation.doors()]
    make_menu_entry(page="contacts", order=1)
    make_menu_entry(page="instruments:rules", order=5)
    assert [door.code for door in navigation.doors()] == ["contacts", *usual[:-1]]
    assert navigation.door("funding").behind[0].page == "instruments:rules"


def test_what_is_hidden_keeps_its_door_and_its_place_in_the_site_map(visitor):
    make_menu_entry(page="instruments:rules", is_hidden=True)
    page = read(visitor, "/en/instruments/rules/")
    assert "The rules we apply" not in row(page, "second-nav")
    assert "Calls" in row(page, "second-nav")
    assert 'href="/en/instruments/rules/"' in read(visitor, "/en/site-map/")


def test_a_hidden_door_leaves_the_menu_and_answers(visitor):
    make_menu_entry(page="world", is_hidden=True)
    page = read(visitor, "/en/world/")
    assert "In the world" not in row(page, "main-nav")
    assert "Map" in row(page, "second-nav")


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_public_leaves_the_menu_as_declared(hidden):
    make_menu_entry(page="funding", label_fr="Secret", label_en="Secret", order=99, is_hidden=True, **hidden)
    assert navigation.doors() == tuple(navigation.DOORS)


def test_a_row_of_no_entry_changes_nothing(visitor):
    make_menu_entry(page="no:such-page", label_en="Nowhere", order=1)
    assert [str(door.label) for door in navigation.doors()] == [str(door.label) for door in navigation.DOORS]
    assert "Nowhere" not in read(visitor, "/en/funding/")


def test_the_site_s_own_rows_leave_the_menu_as_declared():
    load_content()
    assert [door.code for door in navigation.doors()] == [door.code for door in navigation.DOORS]
    assert [door.behind for door in navigation.doors()] == [door.behind for door in navigation.DOORS]
    assert {entry.page for entry in MenuEntry.objects.all()} == {
        page for door in navigation.DOORS for page in (door.page, *(each.page for each in door.behind))
    }


# --- notices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "words"), [("/fr/", "Site fermé."), ("/en/glossary/", "Site closed.")])
def test_a_notice_stands_above_every_page(visitor, path, words):
    make_notice(text_fr="Site fermé.", text_en="Site closed.", level="important")
    page = read(visitor, path)
    assert page.index("</header>") < page.index(words) < page.index("<main")


@pytest.mark.parametrize("hidden", [*HIDDEN, {"status": "archived"}])
def test_a_notice_that_is_not_public_shows_nowhere(visitor, hidden):
    make_notice(text_en="Secret words.", **hidden)
    assert "Secret words." not in read(visitor, "/en/")
    assert "site-notices" not in read(visitor, "/en/")


def test_a_missing_page_shows_it_too(visitor):
    make_notice(text_en="Site closed.")
    assert "Site closed." in read(visitor, "/en/nothing-here/")


def test_its_link_is_a_record_or_an_address(visitor):
    office = make_office()
    make_notice(link_en=f"office/{office.code}", link_words_en="The office")
    make_notice(link_en="/en/calls/", link_words_en="The calls")
    page = read(visitor, "/en/")
    assert f'<a href="{office.get_absolute_url("en")}">The office</a>' in page
    assert '<a href="/en/calls/">The calls</a>' in page


def test_its_link_never_leads_to_a_draft(visitor):
    office = make_office(status="draft")
    make_notice(text_en="Moved.", link_en=f"office/{office.code}", link_words_en="The office")
    page = read(visitor, "/en/")
    assert ("Moved." in page, "The office" in page) == (True, False)


def test_the_other_language_stands_in_and_says_which_it_is(visitor):
    make_notice(text_fr="Fermé.", text_en="")
    assert re.search(r'<p class="site-notice" lang="fr">\s*Fermé', read(visitor, "/en/"))


def test_the_content_is_another_when_its_window_opens_and_ends():
    now = timezone.now()
    make_notice(publish_at=now + timedelta(hours=1), unpublish_at=now + timedelta(hours=3))
    assert version._span(now).until == now + timedelta(hours=1)
    assert version._span(now + timedelta(hours=2)).until == now + timedelta(hours=3)


# --- news -------------------------------------------------------------------------------------------------------------


def test_the_home_page_tells_the_three_newest(visitor):
    for month in (1, 4, 2, 3):
        make_news(date=f"2026-0{month}-01", name_en=f"News of month {month}")
    found = re.findall(r"News of month \d", read(visitor, "/en/"))
    assert found == ["News of month 4", "News of month 3", "News of month 2"]


def test_without_news_the_home_page_says_nothing_of_them(visitor):
    make_news(status="draft", name_en="Secret")
    page = read(visitor, "/en/")
    assert ('id="news"' in page, "Secret" in page) == (False, False)


@pytest.mark.parametrize(("language", "folder"), [("fr", "actualites"), ("en", "news")])
def test_a_news_item_has_its_page_its_list_and_its_feed(visitor, language, folder):
    item = make_news(date="2026-03-02")
    make_news(status="draft", slug_fr="secret", slug_en="secret", name_fr="Secret", name_en="Secret")
    own, name = item.get_absolute_url(language), getattr(item, f"name_{language}")
    assert own == f"/{language}/{folder}/{getattr(item, f'slug_{language}')}/"
    page = read(visitor, own)
    assert (f"<h1>{name}" in page, 'datetime="2026-03-02"' in page) == (True, True)
    assert '"@type":"NewsArticle"' in page
    feed = visitor.get(f"/{language}/{folder}.atom").getvalue().decode()
    for told in (read(visitor, f"/{language}/{folder}/"), feed):
        assert (name in told, "Secret" in told) == (True, False)
    assert visitor.get(f"/{language}/{folder}/secret/").status_code == 404


# --- questions --------------------------------------------------------------------------------------------------------


def test_questions_stand_part_by_part_in_the_editors_order(visitor):
    make_question(group="site", order=1, name_en="Last?")
    make_question(group="who", order=2, name_en="Second?")
    make_question(group="who", order=1, name_en="First?")
    make_question(group="who", status="draft", name_en="Secret?")
    page = read(visitor, "/en/questions/")
    assert re.findall(r"<h3>(\w+\?)</h3>", page) == ["First?", "Second?", "Last?"]


def test_machines_read_each_question_with_its_answer(visitor):
    make_question(name_fr="Qui ?", answer_fr="<p>Une <em>équipe</em>.</p>")
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(visitor, "/fr/questions/"))[1]
    [about] = [node["mainEntity"] for node in json.loads(said)["@graph"] if "mainEntity" in node]
    assert about["@type"] == "FAQPage"
    assert about["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Qui ?",
            "acceptedAnswer": {"@type": "Answer", "text": "<p>Une <em>équipe</em>.</p>"},
        }
    ]


def test_the_site_s_own_answers_say_where_they_come_from(visitor):
    load_content()
    for path in ("/fr/questions/", "/en/questions/"):
        page = read(visitor, path)
        assert page.count("<h3>") == 11
        assert 'href="#"' not in page
        assert "[[" not in page


# --- the home page ----------------------------------------------------------------------------------------------------


@pytest.fixture
def home():
    return make_page(code="home", kind="help", name_en="Our own words", summary_en="A lead.")


def featured(visitor):
    markup = read(visitor, "/en/").partition('class="two-doors"')[2].partition("</ul>")[0]
    return re.findall(r'<h3><a href="(.*?)">(.*?)</a>', markup)


def test_its_words_are_the_editors(visitor, home):
    page = read(visitor, "/en/")
    assert '<h1 id="hero-title">Our own words</h1>' in page
    assert "A lead." in page


def test_it_features_what_editors_choose_in_their_order(visitor, home):
    lab, office = make_instrument(name_en="Lab", name_plural_en="Labs"), make_office(name_en="Rome")
    for _ in range(2):
        make_cooperation(lab)
    FeaturedRecord.objects.create(page=home, order=2, record=f"instrument/{lab.code}")
    FeaturedRecord.objects.create(page=home, order=1, record=f"office/{office.code}", label_en="Our office")
    assert featured(visitor) == [
        (office.get_absolute_url("en"), "Our office"),
        (f"/en/cooperations/?instrument={lab.code}", "2 Labs"),
    ]


@pytest.mark.parametrize("hidden", [*HIDDEN, {"status": "archived"}])
def test_it_features_nothing_that_is_not_public(visitor, home, hidden):
    FeaturedRecord.objects.create(page=home, record=f"office/{make_office(**hidden).code}")
    FeaturedRecord.objects.create(page=home, record="office/none")
    FeaturedRecord.objects.create(page=home, record="nonsense")
    assert featured(visitor) == []


def test_without_its_words_it_answers(visitor, home):
    Page.objects.update(status="draft")
    page = visitor.get("/en/")
    assert (page.status_code, "Our own words" in page.content.decode()) == (200, False)


# --- a page that is shared --------------------------------------------------------------------------------------------


def test_a_shared_page_bears_its_own_title_and_description_where_editors_write_them(visitor):
    make_page(code="privacy", name_en="Personal data", share_title_en="Your data", share_description_en="None.")
    english, french = read(visitor, "/en/privacy/"), read(visitor, "/fr/donnees-personnelles/")
    assert '<meta property="og:title" content="Your data">' in english
    assert '<meta property="og:description" content="None.">' in english
    assert "<title>Personal data" in english
    assert "Your data" not in french


# --- what the frame costs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_page_asks_nothing_of_its_frame_once_that_is_known(visitor, rows):
    for number in range(rows):
        make_notice(link_en="/en/calls/", link_words_en="Calls")
        make_menu_entry(page=f"page-{number}")
    make_page(code="privacy")
    with remembered():
        visitor.get("/en/privacy/?w=1")
        with CaptureQueriesContext(connection) as queries:
            page = read(visitor, "/en/privacy/?w=2")
    assert page.count('class="site-notice"') == rows
    asked = [each["sql"] for each in queries]
    assert [sql for sql in asked if "pages_notice" in sql or "pages_menuentry" in sql] == []
