"""News: the list, a page for each, and the latest ones for the home page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from portal.core.content import version
from portal.core.lists.views import ListingView
from portal.core.web.views import RecordView
from portal.pages.lists import NEWS
from portal.pages.models import NewsItem

MOST = 3  # on the home page


@version.kept
def latest_news() -> list[Any]:
    """The newest public ones."""
    return list(NewsItem.objects.published()[:MOST])


class NewsList(ListingView):
    """Every news item, the newest first."""

    record_list = NEWS
    card: ClassVar[str] = "components/news.html"


class NewsDetail(RecordView):
    """One news item, with its date."""

    model = NewsItem
    crumb = ("pages:news", _("News"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(eyebrow=self.object.date, **kwargs)
