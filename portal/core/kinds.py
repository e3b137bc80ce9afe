"""The kinds of the ground floor: sources, themes, and where the sources disagree."""

from portal.core import kind
from portal.core.kind import Api, child, on_a_list
from portal.core.models import Discrepancy, DiscrepancyValue, Redirect, Source, Theme

kind.register(
    Source,
    "sources",
    "The pages and documents that facts come from.\n"
    "basis: stated (dated by its publisher), about (undated, period inferred), after (undated, not before), period.\n"
    "url: only where the address is known.",
)
kind.register(Theme, "themes", "Subjects of research, as the sources name them.")
kind.register(
    Discrepancy,
    "discrepancies",
    "Where the sources disagree: what each says, newest first, and what the portal shows.\n"
    "shown: values are named rather than copied: [[amount.irp.europe]], [[duration.tcp]], [[figure.usa-share]], [[event.inpp-2024]].\n"
    "measure, exactness, value: versions that all measure the same are drawn on one scale; a date is that of as_of.",
    rows={"values": child(DiscrepancyValue, "discrepancy")},
    api=Api(address=on_a_list("pages:discrepancies")),
)
kind.register(
    Redirect,
    "redirects",
    "Old paths and the addresses that answer for them: what lost its page, or is told under another address.",
    api=None,
    search=None,
)
