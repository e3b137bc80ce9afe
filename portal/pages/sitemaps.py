"""What the machines' site map says of the pages of this room otherwise than of all records."""

from typing import Any

from portal.core.web.sitemaps import RecordSitemap
from portal.pages.models import Page

HOME = "home"
"""The code of the page that holds the words of the home page."""


class PageSitemap(RecordSitemap):
    """The editorial pages but the home page, which is there whatever is written of it."""

    def __init__(self) -> None:
        super().__init__(Page)

    def records(self) -> Any:
        return super().records().exclude(code=HOME)
