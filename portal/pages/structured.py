from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.structured import Node, page
from portal.core.text import languages


@page("pages:glossary")
def glossary(context: dict[str, Any], origin: str) -> Node:
    """Every term with its definition."""
    address = origin + reverse("pages:glossary")
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{address}#{term.code}",
            "name": languages.text_of(term, "name").value,
            "alternateName": languages.in_language(term, "acronym", languages.current()),
            "description": languages.text_of(term, "definition").value,
        }
        for term in context["terms"]
    ]
    return {"@type": "DefinedTermSet", "name": _("Glossary"), "url": address, "hasDefinedTerm": terms}
