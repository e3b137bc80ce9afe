from portal.editing.upkeep.links import register
from sites.models import Institution


def registry_entry(institution: Institution) -> str:
    """The page of the institution in the Research Organization Registry."""
    return f"https://ror.org/{institution.ror}" if institution.ror else ""


register(Institution, "ror", registry_entry)
