"""Formats numbers, money and dates in the active language."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core.dates import PartialDate
from portal.core.text.typography import NBSP


def number(value: int | Decimal) -> str:
    """Formats a number: "60 000" or "60,000"; with decimals only if the value has some."""
    exact = Decimal(value)
    places = max(0, -int(exact.normalize().as_tuple().exponent))
    return formats.number_format(exact, decimal_pos=places, use_l10n=True, force_grouping=True)


def euros(amount: int | Decimal) -> str:
    """Formats an amount in euros: "60 000 €" or "€60,000"."""
    return pgettext("money", "€%(amount)s") % {"amount": number(amount)}


def percent(value: int | Decimal) -> str:
    """Formats a percentage: "52 %" or "52%"."""
    return pgettext("share", "%(value)s%%") % {"value": number(value)}


def kilometres(length: int) -> str:
    """Formats a distance: "10 800 km" or "10,800 km"."""
    return f"{number(length)}{NBSP}km"


def years(count: int) -> str:
    """Formats a duration in years: "1 year", "3 years"."""
    return ngettext("%(count)s year", "%(count)s years", count) % {"count": number(count)}


def day(value: date) -> str:
    """Formats a day: "1er octobre 2025" (typography.py makes the ending superscript) or "1 October 2025"."""
    text = formats.date_format(value, "DATE_FORMAT")
    return pgettext("first of the month", "1%(rest)s") % {"rest": text[1:]} if value.day == 1 else text


def year_of(value: PartialDate) -> str:
    """Formats the year or decade of a date: "1994", "1990s"."""
    return pgettext("decade", "%(year)ss") % {"year": value.year} if value.precision == "decade" else value.iso[:4]


def partial_date(value: PartialDate) -> str:
    """Formats a date as precisely as it is known: "années 1990", "2025", "octobre 2025", "15 octobre 2025"."""
    if value.precision in ("decade", "year"):
        return year_of(value)
    if value.precision == "month":
        return formats.date_format(value.earliest, "YEAR_MONTH_FORMAT")
    return day(value.earliest)


def source_date(basis: str, start: PartialDate | None, end: PartialDate | None) -> str:
    """Formats the date of a source by its `basis` (a `SourceBasis`): "2024", "about 2021–2022"; "" without a date."""
    if start is None:
        return ""
    period = partial_date(start)
    if end:
        period = pgettext("period", "%(start)s–%(end)s") % {"start": period, "end": partial_date(end)}
    return {
        "stated": period,
        "about": _("about %(period)s") % {"period": period},
        "after": _("%(period)s or later") % {"period": period},
        "period": _("for %(period)s") % {"period": period},
    }[basis]


def figure(qualifier: str, value: Decimal, value_to: Decimal | None, unit: str) -> list[tuple[str, str]]:
    """Formats a key figure as (CSS class, text) pairs: "more than" etc. if qualified, then "7,000" or "4 to 5"."""
    form = {"percent": percent, "euro": euros, "rank": rank}.get(unit, number)
    text = form(value)
    if value_to is not None:
        ranges = {"euro": pgettext("range of money", "€%(start)s to €%(end)s"), "percent": _("%(start)s to %(end)s%%")}
        text = ranges.get(unit, pgettext("range", "%(start)s to %(end)s")) % {
            "start": number(value),
            "end": number(value_to),
        }
    exactness = {
        "over": pgettext("before a figure", "more than"),
        "about": pgettext("before a figure", "about"),
        "nearly": pgettext("before a figure", "nearly"),
        "up-to": pgettext("before a figure", "up to"),
    }.get(qualifier)
    before = [("figure-exactness", exactness)] if exactness else []
    return [*before, ("figure-number", text)]


def rank(value: int | Decimal) -> str:
    """Formats a rank: "no. 1"."""
    return pgettext("rank", "no. %(rank)s") % {"rank": number(value)}


def clock(value: time) -> str:
    """Formats a time of day: "17 h", "17 h 30" or "17:00", "17:30"; seconds only if not zero; with no-break spaces."""
    text = formats.time_format(value, "TIME_FORMAT").removesuffix(f"{NBSP}00")
    if not value.second:
        return text
    whole = pgettext("time of day with seconds", "%(time)s:%(second)s")
    return (whole % {"time": text, "second": f"{value.second:02}"}).replace(" ", NBSP)


def moment(value: datetime) -> str:
    """Formats an aware datetime in Europe/Paris: "15 March 2027 at 17:00 (Paris time, UTC+1)"."""
    here = timezone.localtime(value)
    text = pgettext("moment", "%(day)s at %(time)s (Paris time, UTC+%(offset)s)")
    return text % {"day": day(here.date()), "time": clock(here.time()), "offset": _offset(here)}


def end(value: datetime) -> str:
    """Formats the moment at which something ends, as `moment`; at 00:00 it is the midnight of the day before.

    "28 February 2027, midnight (Paris time, UTC+1)": a reader of "1 March at 0:00" takes it for a day later.
    """
    here = timezone.localtime(value)
    if here.time() != time.min:
        return moment(value)
    text = pgettext("end of a day", "%(day)s, midnight (Paris time, UTC+%(offset)s)")
    return text % {"day": day(last_day(value)), "offset": _offset(here)}


def last_day(value: datetime) -> date:
    """The last day, in Europe/Paris, of what ends at an aware datetime: at 00:00 the day before."""
    return timezone.localtime(value - timedelta(microseconds=1)).date()


def _offset(here: datetime) -> int:
    """Hours between a local time and UTC."""
    return round((here.utcoffset() or timedelta()) / timedelta(hours=1))
