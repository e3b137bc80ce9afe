"""The pages of this room that the machines' site map names otherwise than one for each record."""

from typing import Any

from portal.core.content import revisions
from portal.core.web.sitemaps import Entry, RecordSitemap, paths
from portal.pages.models import NewsItem, Page

HOME = "home"
"""The code of the page that holds the words of the home page."""


class NewsSitemap(RecordSitemap):
    """The news, and their list as long as there are any."""

    def __init__(self) -> None:
        super().__init__(NewsItem)

    def entries(self) -> list[Entry]:
        found = super().entries()
        return [Entry(paths("pages:news"), revisions.newest(NewsItem.objects.published())), *found] if found else []


class PageSitemap(RecordSitemap):
    """The editorial pages but the home page, which is there whatever is written of it."""

    def __init__(self) -> None:
        super().__init__(Page)

    def records(self) -> Any:
        return super().records().exclude(code=HOME)
