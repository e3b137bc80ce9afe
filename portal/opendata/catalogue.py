"""The data catalogue in DCAT-AP for other catalogues to harvest: every dataset in all languages, with its files."""

from __future__ import annotations

from dataclasses import dataclass

from portal.core import licence
from portal.core.content import version


@dataclass(frozen=True)
class Format:
    """A format of the catalogue: its name, its media type, its name in rdflib."""

    name: str
    media_type: str
    writer: str


FORMATS = {
    "ttl": Format("Turtle", "text/turtle; charset=utf-8", "turtle"),
    "jsonld": Format("JSON-LD", "application/ld+json", "json-ld"),
}
HEADERS = {
    "Link": f'<{licence.URL}>; rel="license"',
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=0, stale-if-error=86400",
}


@version.kept
def written(origin: str, ending: str) -> str:
    """Serialises the catalogue in one of `FORMATS`; the same content gives the same bytes."""
    from portal.opendata.graph import graph

    return str(graph(origin).serialize(format=FORMATS[ending].writer))
