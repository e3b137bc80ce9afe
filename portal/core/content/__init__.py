"""The content files: what they hold, how they are read, checked, loaded and written back.

This module also registers the ground floor's own concepts, as each room's `content.py` does for its own.
"""

from portal.core.content.specs import child, register
from portal.core.models import Discrepancy, DiscrepancyValue, Source, Theme

register(
    Source,
    "sources",
    "The pages and documents that facts come from.\n"
    "basis: stated (dated by its publisher), about (undated, period inferred), after (undated, not before), period.\n"
    "url: only where the address is known.",
)
register(Theme, "themes", "Subjects of research, as the sources name them.")
register(
    Discrepancy,
    "discrepancies",
    "Where the sources disagree: what each says, newest first, and what the portal shows.",
    values=child(DiscrepancyValue, "discrepancy"),
)
