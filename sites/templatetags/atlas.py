"""The words of the map's templates."""

from django import template

register = template.Library()

# A kind that an editor adds has a sign at once, if not its own.
DRAWN = {
    *("joint-lab", "tcp", "irp", "umi", "cnrs-inserm-network", "anrs-partner-site", "prisme", "ad-hoc", "office"),
    *("institutional-agreement", "inserm-abroad"),
}


@register.filter
def mark(kind: str) -> str:
    """The id of the sign of a kind in `components/map_marks.html`."""
    return f"mark-{kind if kind in DRAWN else 'other'}"
