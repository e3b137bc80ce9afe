"""Form field and widget of HTML texts: an editor over a textarea, sanitised on save as on output."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from portal.core.fields import BODY
from portal.core.text import languages, numbers, sanitiser

DEEPEST = 20  # levels of nested lists

_insertable: dict[str, str] = {}  # what a text may show besides words, with the name of the page that searches it


def insertable(kind: str, page: str) -> None:
    """Lets the editor offer records of a `kind` (`portal/core/text/inserted.py`), found by the admin page named `page`."""
    _insertable[kind] = page


_LIST = re.compile(r"<(/?)[uod]l\b", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)")
_QUOTED = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_ATTRIBUTE = re.compile(r"(?<![\w=-])[a-zA-Z][\w-]*")


def is_rich(column: Any) -> bool:
    """Whether a column of a model holds HTML."""
    name = getattr(getattr(column, "translated_field", None), "name", column.name)
    return name in getattr(column.model, "html_fields", ())


def rich(column: Any, field: forms.Field) -> RichTextField:
    """A rich-text form field with the label, help text and attributes of `field`, the form field of `column`."""
    language = getattr(column, "language", "") or languages.current()
    return RichTextField(
        label=field.label,
        help_text=format_html('{} <span class="richtext-by-hand">{}</span>', field.help_text, _by_hand()),
        required=field.required,
        widget=RichText(language, field.widget.attrs),
    )


def _by_hand() -> str:
    """Help text for writing the HTML without the editor."""
    words = _("HTML. A link to a record of the portal is written {example}: its kind and its code.")
    return format_html(words, example=format_html("<code>{}</code>", '<a href="[[ref:instrument/irp]]">…</a>'))


class RichText(AdminTextareaWidget):
    """A textarea of HTML that a script replaces by the editor; `language` is the language of the text."""

    class Media:
        css = {"all": ("css/richtext.css",)}
        js = (Script("js/richtext.js", type="module"),)

    def __init__(self, language: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "lang": language, "spellcheck": "true"})
        self.language = language

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-portal-richtext"] = json.dumps(self.config())
        return context

    def config(self) -> dict[str, Any]:
        """Configuration of the script: addresses of its files, length limit, labels in the admin's language."""
        return {
            "language": self.language,
            "limit": BODY,
            "references": reverse("desk:references"),
            "insert": {kind: reverse(page) for kind, page in _insertable.items()},
            "modules": {
                "editor": static("prose-editor/editor.js"),
                "schema": static("js/richtext-schema.js"),
                "links": static("js/richtext-links.js"),
                "insert": static("js/richtext-insert.js"),
                "paste": static("js/richtext-paste.js"),
            },
            "words": labels(),
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        # Browsers send CR LF for line ends: without this, an unchanged text would count as changed.
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class RichTextField(forms.CharField):
    """HTML sanitised by `portal.core.text.sanitiser`; `removed` names what the last `clean` removed."""

    removed: tuple[str, ...] = ()

    def clean(self, value: Any) -> str:
        """Returns the sanitised text; raises ValidationError if it is too long or its lists are nested too deep."""
        text = super().clean(value)
        _check_length(text)
        _check_depth(text)
        cleaned = sanitiser.clean(text).strip() if "<" in text else text
        _check_length(cleaned)  # the sanitiser closes open tags, which may add much
        self.removed = tuple(lost(text, cleaned))
        return cleaned


def _check_length(text: str) -> None:
    """Raises ValidationError if the text is longer than a page may be."""
    if len(text) <= BODY:
        return
    words = _(
        "This text has %(count)s characters, and a page may have %(limit)s. "
        "Shorten it, or share it out over several pages."
    )
    raise ValidationError(words, "too_long", {"count": numbers.number(len(text)), "limit": numbers.number(BODY)})


def _check_depth(text: str) -> None:
    """Raises ValidationError for lists nested deeper than DEEPEST: thousands would keep a parser busy for seconds."""
    depth = deepest = 0
    for closed in _LIST.findall(text):
        depth += -1 if closed else 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        words = _("Lists may stand inside one another up to %(limit)s deep; these are deeper.")
        raise ValidationError(words, "too_deep", {"limit": numbers.number(DEEPEST)})


def removals(form: Any) -> Iterator[str]:
    """Yields one sentence for each text of a saved form from which the sanitiser removed something."""
    for field in form.fields.values():
        if removed := getattr(field, "removed", ()):
            what = get_text_list(removed, _("and"))
            yield _("Taken out of “%(field)s”, where it may not stand: %(what)s.") % {
                "field": field.label,
                "what": what,
            }


def lost(before: str, after: str) -> list[str]:
    """Names of the tags and attributes that `before` has more often than `after`."""
    return [name for name, count in found(before).items() if count > found(after)[name]] if before != after else []


def found(markup: str) -> Counter[str]:
    """Counts the forbidden tags in `markup`, and the attributes of the others.

    For messages to editors only, in linear time; the sanitiser alone decides what is safe.
    """
    names: Counter[str] = Counter()
    for closed, tag, inside in _TAG.findall(markup):
        if tag.lower() not in sanitiser.TAGS:
            names[f"<{tag.lower()}>"] += not closed
        else:
            names.update(name.lower() for name in _ATTRIBUTE.findall(_QUOTED.sub("=", inside)))
    return names


def labels() -> dict[str, str]:
    """Labels of the editor, in the language of the admin."""
    return {
        "toolbar": _("Tools of the text"),
        "heading2": _("Heading"),
        "heading3": _("Heading inside a section"),
        "heading4": _("Heading inside a subsection"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "superscript": _("Superscript"),
        "subscript": _("Subscript"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quote"),
        "link": _("Link (Ctrl+K)"),
        "linkTitle": _("Link"),
        "unlink": _("Remove the link"),
        "table": _("Insert a table"),
        "rowAfter": _("Row below"),
        "rowAway": _("Delete the row"),
        "columnAfter": _("Column after this one"),
        "columnAway": _("Delete the column"),
        "headingCell": _("Heading cell, or not"),
        "tableAway": _("Delete the table"),
        "image": _("Insert an image of the library"),
        "imageTitle": _("Image of the library"),
        "imageWhere": _("Part of its name, or of what it shows"),
        "document": _("Link to a document of the library"),
        "documentTitle": _("Document of the library"),
        "documentWhere": _("Part of its title"),
        "chooseHelp": _("Type to narrow the list, then choose."),
        "foundFiles": _("Found in the library"),
        "nothingFiles": _("Nothing in the library has this in its name."),
        "hidden": _("not public: not shown until it is"),
        "insert": _("Insert"),
        "pick": _("Choose one of the list first."),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "source": _("Source (HTML)"),
        "kept": _("This text holds HTML that the editor could not give back as it is: here is its source."),
        "long": _("This text is longer than a page may be."),
        "paste": _("What you want to paste is far longer than a page may be. Nothing was changed."),
        "leftOut": _("Left out of what was pasted: {what}."),
        "pictures": _("pictures ({count})"),
        "footnotes": _("links of footnotes ({count}); their words stay"),
        "links": _("links that lead nowhere from here ({count}); their words stay"),
        "where": _("Page of the portal, or address"),
        "whereHelp": _("Type a part of a name and choose; or an address that starts with https:// or mailto:"),
        "found": _("Pages found"),
        "nothing": _("No page of the portal has this in its name."),
        "failed": _("The list of pages did not come. Are you still signed in?"),
        "wrong": _("Choose a page from the list, or write an address that starts with https:// or mailto:"),
        "draft": _("not public: words without a link until it is"),
        "done": _("Set the link"),
        "cancel": _("Cancel"),
    }
