"""Somebody at the desk in Chromium, who knows no Django: sees labels, links and buttons, and follows them."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from tests.people import PASSWORD, code, secret_of


def exactly(words, ending=""):
    """A pattern for these words, whatever their apostrophes and spaces: a person reads the words."""
    pattern = re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(words)).replace("'", "['’]")
    return re.compile(rf"^\s*{pattern}\s*{ending}\s*$", re.IGNORECASE)


PARIS = ZoneInfo("Europe/Paris")


@dataclass
class Hand:
    """One person at the desk: their browser, their language, and a visitor elsewhere who looks at the public pages."""

    page: Any
    visitor: Any
    language: str
    user: Any = None

    def says(self, message, **values):
        """A message of the site as the desk says it to this person."""
        with override(self.language):
            return gettext(message) % values if values else gettext(message)

    # --- signing in ---------------------------------------------------------------------------------------------------

    def sign_in(self):
        """With the password and the second factor, from the desk's address."""
        self.page.goto("/admin/")
        self.write("Username", self.user.username)
        self.write("Password", PASSWORD)
        self.press("Sign in")
        self.page.locator("input[name=code]").fill(code(secret_of(self.user)))
        self.press("Sign in")
        self.is_at("What do you want to change?")

    def is_at(self, title, **values):
        heading = self.page.locator("#content > h1, main > h1, #content h1").first
        assert heading.inner_text() == self.says(title, **values)

    # --- reading and following ----------------------------------------------------------------------------------------

    def home(self):
        """The desk's first page."""
        self.page.goto("/admin/")

    def room(self, model):
        """From the first page to the list of one kind of record."""
        self.home()
        self.follow(self.kind(model), within="#content-main")

    def kind(self, model):
        return self._first(model._meta.verbose_name_plural)

    def named(self, model):
        return self._first(model._meta.verbose_name)

    def _first(self, words):
        with override(self.language):
            return capfirst(str(words))

    def name(self, record):
        with override(self.language):
            return str(record)

    def find(self, words, name):
        """By the field of the first page: from there to the form of a record."""
        self.home()
        self.page.get_by_label(self.says("Find a record, by a word or a number in it")).fill(words)
        self.press("Find")
        self.follow(name, within="#content-main")

    def follow(self, words, within="body"):
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=exactly(words)).first.click()

    def press(self, message, **values):
        """A button that leads to another page; the last of those so named, which is the one at the end of a form."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("button", name=exactly(self.says(message, **values))).last.click()

    # --- writing ------------------------------------------------------------------------------------------------------

    def label(self, message, language=""):
        return exactly(f"{self.says(message)} [{language}]" if language else self.says(message), ":?")

    def field(self, message, language="", within=None):
        found = (within or self.page).get_by_label(self.label(message, language))
        return found.and_(self.page.locator(":not(.empty-form *)"))  # the row that Django keeps to make others from

    def write(self, message, text, language="", within=None):
        self.field(message, language, within).fill(text)

    def choose(self, message, text, within=None, page=None):
        """In a field that finds records while one types."""
        page = page or self.page
        label = self.says(message)
        box = (
            (within or page)
            .get_by_role("combobox", name=re.compile(rf"^\s*{re.escape(label)}\s*:", re.IGNORECASE))
            .first
        )
        box.click()
        # A moment passes before the field that opens has the focus: keys pressed sooner, as no person can, go nowhere.
        page.locator(".select2-container--open .select2-search__field").press_sequentially(text)
        page.get_by_role("option", name=re.compile(re.escape(text), re.IGNORECASE)).first.click()
        assert text.lower() in box.inner_text().lower()

    def heading(self, message):
        return self.page.get_by_role("heading", name=exactly(self.says(message)))

    def group(self, message):
        """The rows of one kind in a form."""
        return self.page.locator(".inline-group").filter(has=self.heading(message))

    @contextmanager
    def aside(self, model, within=None):
        """The "+" of a field: a window in which a new record is made; saving it there chooses it in the field."""
        name = self.says("Add another %(model)s", model=self.named(model).lower())
        with self.page.expect_popup() as opened:
            (within or self.page).get_by_role("link", name=exactly(name)).first.click()
        other = replace(self, page=opened.value)
        yield other
        save = other.page.get_by_role("button", name=exactly(self.says("Save"))).last
        with other.page.expect_event("close"):
            save.click()

    # --- publishing ---------------------------------------------------------------------------------------------------

    def saved(self):
        """The messages after a save that was not refused."""
        wrong = self.page.locator(".errornote, .errorlist").all_inner_texts()
        assert wrong == []
        return " ".join(self.page.locator(".messagelist").inner_text().split())

    def send(self, button):
        """Presses `button`, the last of that name, and waits for the page that follows."""
        last = self.page.get_by_role("button", name=exactly(self.says(button))).last
        last.scroll_into_view_if_needed()
        with self.page.expect_navigation(wait_until="commit"):
            last.click()

    def publish(self, button, addresses, wanted):
        """Presses `button`, lets a visitor read the page in each language; gives what the desk said."""
        self.send(button)
        self.visitor_reads(addresses, wanted)
        return self.saved()

    def visitor_reads(self, addresses, wanted):
        for language, address in addresses.items():
            self.visitor.goto(address, wait_until="domcontentloaded")
            text = " ".join(self.visitor.locator("main").inner_text().split()).replace("’", "'")
            missing = [each for each in wanted[language] if each.replace("’", "'") not in text]
            assert missing == [], (language, address, text[:500])

    def links_said(self):
        """{language: address} of the public pages to which the desk's messages lead."""
        links = self.page.locator(".messagelist a[hreflang]").all()
        return {link.get_attribute("hreflang"): link.get_attribute("href") for link in links}
