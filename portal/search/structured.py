from typing import Any

from django.urls import reverse

from portal.core.structured import Node, page


@page("home")
def home(context: dict[str, Any], origin: str) -> Node:
    """schema.org data of the home page: the web site and its search (`origin` is scheme and host)."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{origin}{reverse('search:results')}?q={{search_term_string}}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {"@type": "WebSite", "potentialAction": action}
