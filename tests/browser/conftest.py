"""A real Chromium before the live site, its real content loaded once for all the tests of this folder."""

import os
import shutil
import sqlite3
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from portal.core.content.load import load
from portal.core.models import Source
from portal.core.web.storage import bundle
from tests.browser.desk_fixtures import as_it_was, clock, hand, newcomer  # noqa: F401 - for the journeys at the desk

CHROMIUM = shutil.which("chromium")
HERE = Path(__file__).parent
HANGING = 60  # seconds after which nothing more will come; no test asks whether something comes sooner
# The first two draw the suggestions below an address bar that nobody sees, in a process for each visitor: half of what a
# visitor costs. The others are those of Playwright's own list, which this one replaces, that touch a page of ours.
UNSEEN = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"),
    *("LensOverlay", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)

# Playwright keeps an event loop in the thread of the tests; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker("django_db")  # pytest-django makes a test database only where a test says so
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium"))


@pytest.fixture
def _django_db_helper():
    """No transaction and no flush around each test, in place of pytest-django's: the content is loaded once."""


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's own Chromium, and no word from it to anybody."""
    quiet = ("background-networking", "component-update", "sync", "gpu", "quic", f"features={','.join(UNSEEN)}")
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture(scope="package")
def as_loaded(django_db_setup, django_db_blocker):
    """The content is loaded; the whole database as it is then, for those who need it so."""
    with django_db_blocker.unblock():
        assert not Source.objects.exists(), "a database with content in it is not one for tests"
        load(settings.CONTENT_DIR)
        with sqlite3.connect(":memory:") as copy:
            connection.connection.backup(copy)
            yield copy


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """The folders of static files, the portal's style sheet in one piece as visitors get it, not in thirty."""
    own = tmp_path_factory.mktemp("static")
    (own / "css").mkdir()
    (own / "css" / "portal.css").write_text(bundle(Path(finders.find("css/portal.css"))))
    return [own, *settings.STATICFILES_DIRS]


@pytest.fixture(scope="package")
def origin(as_loaded, folders, django_db_blocker):
    """Where the live site answers: http://localhost:port. By that name, since cookies here are Secure."""
    served = override_settings(ALLOWED_HOSTS=["localhost"], STATICFILES_DIRS=folders)
    with django_db_blocker.unblock(), served:
        server = LiveServer("localhost")
        yield server.url
        for thread in threading.enumerate():  # each keeps a connection that Chromium is just closing
            if "process_request_thread" in thread.name:
                thread.join(timeout=HANGING)
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


PATHS = {
    "fr": (
        "/fr/",
        "/fr/instruments/",
        "/fr/instruments/projet-de-recherche-international/",
        "/fr/instruments/trouver/?affiliation=inserm&history=new&partner=DE&partner=US&partners=-3",
        "/fr/instruments/regles/",
        "/fr/appels/",
        "/fr/appels/pri-2020/",
        "/fr/cooperations/",
        "/fr/cooperations/climatehealth/",
        "/fr/cooperations/?country=DE&sort=name",
        "/fr/partenariats/",
        "/fr/institutions/?kind=x&country=JP&theme=ageing",
        "/fr/bureaux/bruxelles/",
        "/fr/pays/canada/",
        "/fr/partenariats/accord-institutionnel/",
        "/fr/strategie/histoire/",
        "/fr/chiffres-cles/",
        "/fr/plan-du-site/",
        "/fr/accessibilite/",
        "/fr/carte/",
        "/fr/donnees/",
        "/fr/donnees/api/?resource=cooperations&limit=0",
        "/fr/signaler/?page=/fr/carte/",
        "/fr/corrections/",
        "/fr/instruments/trouver/?affiliation=inserm&history=new&partners=many&step=3",
        "/fr/instruments/trouver/?affiliation=inserm&recruited=2021-13&step=all",
        "/fr/nulle-part/",
    ),
    "en": (
        "/en/",
        "/en/instruments/",
        "/en/instruments/international-research-project/",
        "/en/instruments/find/?affiliation=inserm&history=new&partner=DE&partner=US&partners=-3",
        "/en/instruments/rules/",
        "/en/calls/",
        "/en/calls/irp-2020/",
        "/en/cooperations/",
        "/en/cooperations/climatehealth/",
        "/en/cooperations/?country=DE&sort=name",
        "/en/partnerships/",
        "/en/institutions/?kind=x&country=JP&theme=ageing",
        "/en/offices/brussels/",
        "/en/countries/canada/",
        "/en/partnerships/agreements/",
        "/en/strategy/history/",
        "/en/key-figures/",
        "/en/site-map/",
        "/en/accessibility/",
        "/en/map/",
        "/en/data/",
        "/en/data/api/?resource=instruments",
        "/en/report/?page=/en/map/",
        "/en/corrections/",
        "/en/instruments/find/?affiliation=inserm&history=new&step=4",
        "/en/instruments/find/?affiliation=inserm&history=established&partners=1&partner_kind=laboratory",
        "/en/nowhere/",
    ),
}


@pytest.fixture(scope="session")
def paths():
    """One page of each kind by language, a missing one last."""
    return PATHS


@pytest.fixture
def open_page(browser, origin):
    """open_page(**context options): a page of a fresh visitor, who likes no motion unless the options say otherwise."""
    contexts = []

    def new(**options):
        contexts.append(browser.new_context(base_url=origin, **{"reduced_motion": "reduce", **options}))
        contexts[-1].set_default_timeout(HANGING * 1000)
        return contexts[-1].new_page()

    yield new
    for context in contexts:
        context.close()


def until(page, script):
    """Waits until `script` is true in the page. Playwright's own waiting uses eval, which the policy refuses."""
    for _ in range(HANGING * 1000 // 50):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {script}")


@dataclass
class Tour:
    """What one visitor met on a walk through every kind of page in both languages."""

    said: list[tuple[str, str]] = field(default_factory=list)  # (address of the page, what its console said)
    asked: list[str] = field(default_factory=list)  # addresses
    failed: list[str] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)  # cookies
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)  # by path, by measure


REFUSED = "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.blockedURI))"
MEASURES = {
    "refused": "window.refused",
    "stored": "[localStorage.length, sessionStorage.length]",
    "moving": """[...document.querySelectorAll('*')].filter(e => {
        const style = getComputedStyle(e);
        return style.transitionDuration !== '0s' || style.animationName !== 'none';
    }).map(e => e.className || e.tagName)""",
}
# Without `preload`: no rule here reads the style sheets a second time. Gives rule, how often, first place.
AXE = """axe.run({resultTypes: ['violations'], preload: false}).then(found =>
    found.violations.map(fault => [fault.id, fault.nodes.length, fault.nodes[0].target[0]]))"""
# WCAG 1.4.12; through the object model, since the policy refuses a style element. Gives what is cut off; what is clipped
# on purpose is for screen readers alone.
SPACED_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
    return [...document.querySelectorAll("body *")].filter(e => getComputedStyle(e).overflow === "hidden" &&
        getComputedStyle(e).clipPath === "none" && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)).map(e => e.className || e.tagName);
}"""


# Each kind of page is seen wide and narrow, light and dark: one way in French, the other way in English; the next kind
# the other way round.
SIGHTS = (
    {"fr": (1280, "light"), "en": (320, "dark")},
    {"fr": (320, "light"), "en": (1280, "dark")},
    {"fr": (320, "dark"), "en": (1280, "light")},
    {"fr": (1280, "dark"), "en": (320, "light")},
)


def measure(page, seen, scheme):
    """One page at every width, looked at by axe at the one in which it is `seen`."""
    found = {name: page.evaluate(script) for name, script in MEASURES.items()}
    page.evaluate(AXE_SCRIPT)
    for width in (1920, 1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found["width", width] = page.evaluate("document.documentElement.scrollWidth")
        if width == seen:
            page.emulate_media(color_scheme=scheme)
            found["axe", width] = page.evaluate(AXE)
    found["cut"] = page.evaluate(SPACED_OUT)
    found["width", "spaced out"] = page.evaluate("document.documentElement.scrollWidth")
    return found


@pytest.fixture(scope="package")
def tour(browser, origin, paths):
    """The walk, taken once: each page is opened one time and asked everything."""
    walk, context = Tour(), browser.new_context(base_url=origin, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(REFUSED)
    page.on("console", lambda message: walk.said.append((page.url, message.text)))
    page.on("pageerror", lambda error: walk.said.append((page.url, str(error))))
    page.on("request", lambda request: walk.asked.append(request.url))
    page.on("requestfailed", lambda request: walk.failed.append(request.url))
    for language, listed in paths.items():
        for number, path in enumerate(listed):
            page.goto(path)
            walk.pages[path] = measure(page, *SIGHTS[number % len(SIGHTS)][language])
    walk.kept = context.cookies()
    context.close()
    return walk
