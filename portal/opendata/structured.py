from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core import licence
from portal.core.structured import Node, page
from portal.core.text import languages


@page("opendata:data")
def data(context: dict[str, Any], origin: str) -> Node:
    """schema.org data of the open data page: every dataset with its files."""
    about = {
        "license": licence.URL,
        "isAccessibleForFree": True,
        "inLanguage": languages.current(),
        "creator": {"@id": f"{origin}/#institute"},
    }
    sets = [
        {
            "@type": "Dataset",
            "name": found.title,
            "description": found.description,
            "url": origin + found.page,
            "dateModified": found.changed.isoformat(timespec="seconds") if found.changed else None,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.name,
                    "encodingFormat": file.media_type,
                    "contentUrl": origin + file.address,
                }
                for file in found.files
            ],
            **about,
        }
        for found in context["sets"]
    ]
    return {"@type": "DataCatalog", "name": _("Open data"), "url": origin + reverse("opendata:data"), "dataset": sets}
