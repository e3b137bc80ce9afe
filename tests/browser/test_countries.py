"""Countries in a browser: the reader's own region first, a page in a small window, cards on another site."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

LISTS = {"fr": "/fr/pays/", "en": "/en/countries/"}
FIRST = {
    "fr": ("Ma région", "Asie", "Votre région vient en premier"),
    "en": ("My region", "Asia", "Your region comes first"),
}


def headings(page):
    return page.locator("[data-portal-regions] h2").all_inner_texts()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_region_chosen_comes_first_is_said_and_is_kept_without_a_cookie(open_page, language):
    label, region, said = FIRST[language]
    page = open_page()
    page.goto(LISTS[language])
    before, note = headings(page), page.locator("[data-portal-region-first]")
    expect(note).to_be_hidden()
    page.locator(".site-footer [data-portal-reading-open] button").press("Enter")
    page.get_by_label(label, exact=True).select_option(label=region)
    assert headings(page) == [region, *(name for name in before if name != region)]
    expect(note).to_contain_text(said)
    page.reload()
    assert headings(page)[0] == region
    expect(note).to_contain_text(region)
    page.locator(".site-footer [data-portal-reading-open] button").press("Enter")
    page.get_by_label(label, exact=True).select_option(value="")
    assert headings(page) == before
    expect(note).to_be_hidden()
    assert page.context.cookies() == []


def test_the_list_of_the_map_follows_the_region(open_page):
    page = open_page()
    page.goto(LISTS["en"])
    page.evaluate("localStorage.setItem('portal-region', 'africa')")
    page.goto("/en/map/")
    expect(page.locator("[data-portal-region-first]")).to_contain_text("Africa")
    first = page.locator("[data-portal-regions] tbody").first
    expect(first).to_have_attribute("data-portal-region", "africa")


def test_a_region_that_is_not_one_changes_nothing(open_page):
    page = open_page()
    page.goto(LISTS["en"])
    before = headings(page)
    page.evaluate("localStorage.setItem('portal-region', '\"]x')")
    page.reload()
    assert headings(page) == before
    expect(page.locator("[data-portal-region-first]")).to_be_hidden()


@pytest.fixture
def elsewhere():
    """elsewhere(body): the address of another site, on another port, whose page is `body`."""
    servers = []

    def serve(body):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args):
                """Nothing: the tests' output is for tests."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("path", "shown"), [("/en/embed/countries/canada/", True), ("/en/countries/canada/", False)])
def test_another_site_may_frame_the_card_and_not_the_page(open_page, origin, elsewhere, path, shown):
    page = open_page()
    page.goto(elsewhere(f'<!doctype html><title>x</title><iframe src="{origin}{path}" title="x"></iframe>'))
    expect(page.frame_locator("iframe").get_by_role("heading", name="Canada", level=1)).to_have_count(int(shown))
