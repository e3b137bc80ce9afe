"""Outside links are asked when somebody says so; a local server plays the outside world."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.editing.upkeep.asking import ask
from portal.editing.upkeep.links import CheckedLink, LinkUse, used
from portal.pages.models import PageFact
from tests.factories import make_institution, make_page, make_source
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STATUS = {"/fine": 200, "/gone": 410, "/missing": 404, "/broken": 500, "/shy": 403, "/busy": 429, "/only-get": 200}


class World(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []
    healed: set[str] = set()

    def do_HEAD(self):
        self.answer("HEAD")

    def do_GET(self):
        self.answer("GET")

    def answer(self, method):
        type(self).asked.append((method, self.path))
        if self.path in ("/moved", "/for-now", "/round"):
            self.send_response(302 if self.path == "/for-now" else 301)
            self.send_header("Location", {"/round": "/round"}.get(self.path, "/fine"))
        elif self.path == "/only-get" and method == "HEAD":
            self.send_response(405)
        else:
            self.send_response(200 if self.path in self.healed else STATUS.get(self.path, 404))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Silence: pytest shows what failed."""


@pytest.fixture
def world():
    World.asked, World.healed = [], set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), World)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/fine", "fine", 200),
        ("/only-get", "fine", 200),
        ("/moved", "fine", 200),
        ("/for-now", "fine", 200),
        ("/gone", "broken", 410),
        ("/missing", "broken", 404),
        ("/broken", "broken", 500),
        ("/shy", "refused", 403),
        ("/busy", "refused", 429),
        ("/round", "broken", 301),
    ],
)
def test_what_an_address_answers(world, path, state, status):
    answer = ask(world + path, timeout=60)
    assert (answer.state, answer.status) == (state, status)


def test_only_a_move_for_good_is_told(world):
    assert [ask(world + path, 60).moved_to for path in ("/moved", "/for-now")] == [world + "/fine", ""]


def test_head_is_enough_where_it_answers(world):
    ask(world + "/fine", 60)
    ask(world + "/only-get", 60)
    assert World.asked == [("HEAD", "/fine"), ("HEAD", "/only-get"), ("GET", "/only-get")]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "ftp://127.0.0.1/", "http://", "http://[::1", "http://a..b/"])
def test_an_address_that_cannot_be_asked_is_broken(url):
    assert ask(url, timeout=1).state == "broken"


def test_every_outside_address_of_the_content_is_known():
    source = make_source(url="https://a.example/")
    page = make_page(body_fr='<p><a href="https://b.example/?x=1&amp;y=2">b</a> <a href="/fr/">nous</a></p>')
    PageFact.objects.create(page=page, text_fr='<a href="https://c.example/">c</a>', text_en="c")
    body = make_institution(ror="02vjkv261")
    found = {url: [(use.record, use.field) for use in uses] for url, uses in used().items()}
    assert found == {
        "https://a.example/": [(source, "url")],
        "https://b.example/?x=1&y=2": [(page, "body_fr")],
        "https://c.example/": [(page, "facts: text_fr")],
        "https://ror.org/02vjkv261": [(body, "ror")],
    }


def check(*options):
    """(what the command said, whether it found a broken link)"""
    said = StringIO()
    try:
        call_command("check_links", "--pause=0", "--timeout=60", *options, stdout=said)
    except CommandError as error:
        return said.getvalue(), error.returncode
    return said.getvalue(), 0


def test_the_command_keeps_the_answers_and_says_where_links_stand(world):
    make_source(url=world + "/fine")
    page = make_page(body_en=f'<a href="{world}/missing">x</a>')
    said, code = check()
    assert said == f"404  {world}/missing\n    pages.page {page.code}, body_en\nLinks: 2 asked, 1 broken.\n"
    assert code == 1
    kept = CheckedLink.objects.values_list("url", "state", "status").order_by("url")
    assert list(kept) == [(world + "/fine", "fine", 200), (world + "/missing", "broken", 404)]
    use = LinkUse.objects.get(link__url=world + "/missing")
    assert (use.model, use.object_id, use.field) == ("pages.page", page.pk, "body_en")


def test_since_when_a_link_is_broken(world):
    make_source(url=world + "/missing")
    check()
    first = CheckedLink.objects.get()
    check()
    again = CheckedLink.objects.get()
    assert (again.first_failed_at, again.checked_at > first.checked_at) == (first.first_failed_at, True)
    World.healed.add("/missing")
    assert check("--only-broken")[1] == 0
    healed = CheckedLink.objects.get()
    assert (healed.state, healed.first_failed_at) == ("fine", None)
    assert check("--only-broken")[0] == "Links: 0 asked, 0 broken.\n"


def test_a_link_that_stands_nowhere_any_more_is_forgotten(world):
    source = make_source(url=world + "/missing")
    check()
    source.delete()
    check()
    assert CheckedLink.objects.count() == 0


def test_editors_see_the_answers_and_cannot_change_them(world):
    make_source(url=world + "/missing")
    make_source(url=world + "/fine")
    check()
    client = client_of(make_person("superuser", username="ada"), headers={"Accept-Language": "en"})
    address = "/admin/upkeep/checkedlink/?check=broken-link"
    assert address in client.get("/admin/").content.decode()
    (link,) = client.get(address).context["cl"].queryset
    assert link.url == world + "/missing"
    page = client.get(f"/admin/upkeep/checkedlink/{link.pk}/change/").content.decode()
    assert f"/admin/core/source/{link.uses.get().object_id}/change/" in page
    assert 'name="_save"' not in page
    assert client.get("/admin/upkeep/checkedlink/add/").status_code == 403
