"""What this room lists: the news."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.core.lists.record_list import Cell, Order, list_of, record_columns, register
from portal.core.text import numbers
from portal.pages.models import NewsItem


def _date(record: Any) -> Any:
    return record.date


NEWS = register(
    list_of(
        NewsItem,
        _("What is new in the international cooperation of Inserm and ANRS MIE."),
        title=_("News"),
        rank=90,
        how_many=lambda count: (
            ngettext("%(counter)s news item", "%(counter)s news items", count) % {"counter": numbers.number(count)}
        ),
        orders=(Order("newest", _("Newest first"), lambda: ("-date",)),),
        columns=record_columns(Cell("date", _("Date"), _("The day of the news."), _date, "date")),
    )
)
