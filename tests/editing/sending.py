"""Sending a form of the admin as a browser does: as it was shown, with what the editor typed."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """The fields of one form of a page. A page is read for a hundred saves: a parser that builds no tree will do."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        self.identifier = identifier
        self.is_inside = self.was_seen = False
        self.values: dict[str, object] = {}
        self.text: tuple[str, list[str]] | None = None  # the name of the open textarea, what stands in it
        self.choice: tuple[str, bool, list[str]] | None = None  # of the open select: name, whether many, what is chosen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form" and has.get("id") == self.identifier:
            self.is_inside = self.was_seen = True
        elif self.is_inside and tag == "option" and self.choice:
            self.choice[2].extend([has.get("value") or ""] if "selected" in has else [])
        elif self.is_inside and (name := has.get("name")) and "__prefix__" not in name:
            self.field(tag, name, has)

    def field(self, tag: str, name: str, has: dict[str, str | None]) -> None:
        kind = has.get("type")
        if tag == "textarea":
            self.text = (name, [])
        elif tag == "select":
            self.choice = (name, "multiple" in has, [])
        elif tag == "input" and kind not in ("submit", "button", "checkbox", "radio"):
            self.values[name] = has.get("value") or ""
        elif tag == "input" and kind in ("checkbox", "radio") and "checked" in has:
            value = has.get("value", "on" if kind == "checkbox" else "")
            before = self.values.get(name)  # boxes of one name are ticked together
            self.values[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text:
            self.values[self.text[0]] = "".join(self.text[1]).removeprefix("\n")
            self.text = None
        elif tag == "select" and self.choice:
            name, is_many, chosen = self.choice
            self.values[name] = chosen if is_many else (chosen or [""])[0]
            self.choice = None
        elif tag == "form":
            self.is_inside = False


def sent(page: str, form: str, **typed: str) -> dict[str, object]:
    """All fields of the form named `form` as they stand in the page, and what was typed over them."""
    found = Form(form)
    found.feed(page)
    found.close()
    assert found.was_seen, form
    return {**found.values, **typed}
