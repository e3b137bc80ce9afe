"""What the machines' site map says of the pages of this room otherwise than of all records."""

from typing import Any

from portal.core.web.sitemaps import RecordSitemap
from portal.pages.models import STRATEGY, Page

HOME = "home"
"""The code of the page that holds the words of the home page."""

OF_VIEWS = (HOME, STRATEGY)
"""Pages that hold the words of what is there whatever is written of it, and that the site map names as such."""


class PageSitemap(RecordSitemap):
    """The editorial pages but those of `OF_VIEWS`."""

    def __init__(self) -> None:
        super().__init__(Page)

    def records(self) -> Any:
        return super().records().exclude(code__in=OF_VIEWS)
