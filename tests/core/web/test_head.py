"""HEAD: the headers of GET, and not a byte of its body. A server that has to drop one warns each time."""

import io
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application

from tests.factories import make_call, make_cooperation, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(method, address, **more):
    """(status, headers, body) as the server gets them: Django's own test client would drop the body itself."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": address, "HTTP_HOST": "testserver", **more}
    setup_testing_defaults(environ)
    environ["wsgi.errors"] = io.StringIO()
    found = {}

    def start(status, headers, _=None):
        found.update(status=int(status[:3]), headers=dict(headers))

    response = get_wsgi_application()(environ, start)
    body = b"".join(response)
    response.close()
    return found["status"], found["headers"], body


@pytest.mark.parametrize(
    "address",
    [
        *("/en/", "/fr/appels/", "/en/calls/call/", "/en/instruments/find/", "/fr/mentions-legales/"),
        *("/en/calls.csv", "/en/calls.xlsx", "/fr/appels.atom", "/en/calls.ics", "/en/cooperations.geojson"),
        *("/en/map.geojson", "/en/embed/map/", "/api/v1/", "/api/v1/calls/", "/api/v1/calls/none/"),
        *("/sitemap.xml", "/robots.txt", "/data/catalog.ttl", "/health/live", "/favicon.ico"),
        *("/", "/fr/calls/", "/en/nothing/", "/en/nothing.csv", "/admin/", "/admin/login/"),
    ],
)
@pytest.mark.parametrize("compressed", ["", "gzip"])
def test_a_head_has_no_body_and_the_headers_of_the_page(address, compressed):
    make_call(code="call", slug_en="call"), make_cooperation(), make_page(code="legal-notice")
    whole = asked("GET", address, HTTP_ACCEPT_ENCODING=compressed)
    status, headers, body = asked("HEAD", address, HTTP_ACCEPT_ENCODING=compressed)
    assert (status, body) == (whole[0], b"")
    assert headers.get("Content-Length", "none") != "0" or whole[2] == b""
    assert headers["Content-Type"] == whole[1]["Content-Type"]


def test_the_length_of_a_page_is_that_of_its_body():
    _, headers, _ = asked("HEAD", "/en/")
    assert int(headers["Content-Length"]) == len(asked("GET", "/en/")[2]) > 1000


def test_get_has_its_body_still():
    assert b"</html>" in asked("GET", "/en/")[2]
    assert asked("GET", "/en/calls.csv")[2].startswith(b"\xef\xbb\xbfid,")
