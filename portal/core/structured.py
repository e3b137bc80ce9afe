"""What a page says to machines, in schema.org's words (JSON-LD): the page itself, and the thing that it is about.

A room says in its `kinds.py` what its records are, and beside a view what its page without a record holds (`page`).
Only what the page itself shows is said, in the page's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core import licence
from portal.core.dates import PartialDate
from portal.core.registry import Registry
from portal.core.text import languages

Node = dict[str, Any]
CONTEXT = "https://schema.org"
ROR = "https://ror.org/"

_of_records: Registry[type, Callable[[Any, str], Node | None]] = Registry("kinds")
_of_pages: dict[
    str, Callable[[dict[str, Any], str], Node | None]
] = {}  # a page that is asked for has its view, and this


def describes(model: type) -> Callable[..., Any]:
    """Registers `describe(record, origin) -> node` for the page of a record of `model`."""

    def add(describe: Callable[[Any, str], Node | None]) -> Callable[[Any, str], Node | None]:
        return _of_records.add(model, describe)

    return add


def page(name: str) -> Callable[..., Any]:
    """Registers `describe(context, origin) -> node` for the page whose address is called `name`."""

    def add(describe: Callable[[dict[str, Any], str], Node | None]) -> Callable[[dict[str, Any], str], Node | None]:
        _of_pages[name] = describe
        return describe

    return add


def graph(context: dict[str, Any], view: str, origin: str, path: str) -> Node:
    """Everything that one page says: `context` is its template's, `view` the name of its address."""
    record = context.get("record")
    about = None
    if type(record) in _of_records:
        about = _of_records[type(record)](record, origin)
    elif view in _of_pages:
        about = _of_pages[view](context, origin)
    here: Node = {
        "@type": "WebPage",
        "@id": origin + path,
        "url": origin + path,
        "inLanguage": languages.current(),
        "isPartOf": {"@id": f"{origin}/#site"},
        "mainEntity": about,
    }
    site: Node = {
        "@type": "WebSite",
        "@id": f"{origin}/#site",
        "name": _("International cooperation, Inserm"),
        "url": origin,
    }
    if about and about["@type"] == "WebSite":  # the home page
        site, here["mainEntity"] = {**site, **about}, None
    site["publisher"] = {"@id": f"{origin}/#institute"}
    return {"@context": CONTEXT, "@graph": [without_gaps(node) for node in (here, site, institute(origin))]}


def institute(origin: str) -> Node:
    """The publisher; its identifier where the settings give it."""
    return {
        "@type": "Organization",
        "@id": f"{origin}/#institute",
        "name": licence.PUBLISHER,
        "url": licence.PUBLISHER_URL,
        "sameAs": ROR + settings.PUBLISHER_ROR if settings.PUBLISHER_ROR else None,
    }


def thing(kind: str, record: Any, origin: str, **more: Any) -> Node:
    """A record as a thing of a `kind`: its name, its page, its summary, and what is given besides."""
    address = getattr(record, "public_address", None)
    acronym = languages.text_of(record, "acronym").value if _has(record, "acronym") else ""
    name = languages.text_of(record, "name").value
    return {
        "@type": kind,
        "name": name,
        "alternateName": acronym if acronym != name else None,
        "description": languages.text_of(record, "summary").value if _has(record, "summary") else None,
        "url": origin + address if address else None,
        **more,
    }


def _has(record: Any, field: str) -> bool:
    return hasattr(record, languages.localized(field, languages.codes()[0]))


def iso(day: PartialDate | None) -> str:
    """A date as schema.org writes it; "" for none, and for a decade."""
    return day.plain_iso if day else ""


def as_a(kind: str) -> Callable[[Any, str], Node]:
    """What describes a record as a thing of this type, by what every record has."""
    return lambda record, origin: thing(kind, record, origin)


def named(kind: str, record: Any) -> Node | None:
    """Another record that this one is tied to, by its name alone."""
    return {"@type": kind, "name": languages.text_of(record, "name").value} if record is not None else None


def point(record: Any) -> Node:
    """A record's point: WGS84 degrees."""
    return {"@type": "GeoCoordinates", "latitude": float(record.latitude), "longitude": float(record.longitude)}


def breadcrumb(steps: Iterable[tuple[str, str]]) -> Node:
    """Where a page stands: (name, absolute address or "") of each level."""
    items = [
        without_gaps({"@type": "ListItem", "position": number, "name": name, "item": address})
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def without_gaps(value: Any) -> Any:
    """The same without what is missing, all the way down."""
    if isinstance(value, dict):
        return {key: without_gaps(part) for key, part in value.items() if part not in (None, "", [], {})}
    if isinstance(value, list):
        return [without_gaps(part) for part in value if part not in (None, "", {})]
    return value
