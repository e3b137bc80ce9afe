"""Reads dates and hours as people write them, the day before the month: the same in forms, tables and pending changes.

What can be read in two ways, or is no moment at all, raises ValidationError with the form that is wanted.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from portal.core.dates import PartialDate
from portal.core.fields import PartialDateField

PARIS = ZoneInfo("Europe/Paris")
ENDS = ("closes_at", "ended_at", "unpublish_at")  # a day without an hour means all of it
_MONTHS = (
    "january janvier jan janv",
    "february fevrier feb fev fevr",
    "march mars mar",
    "april avril apr avr",
    "may mai",
    "june juin jun",
    "july juillet jul juil",
    "august aout aug",
    "september septembre sep sept",
    "october octobre oct",
    "november novembre nov",
    "december decembre dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = (
    *("monday lundi mon lun", "tuesday mardi tue mar", "wednesday mercredi wed mer", "thursday jeudi thu jeu"),
    *("friday vendredi fri ven", "saturday samedi sat sam", "sunday dimanche sun dim"),
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

_ISO = re.compile(r"(\d{4}|\d{3}x)(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_SHORT = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}|[a-z]+[ .-]+\d{2}")
_WORDS = re.compile(r"(?:([a-z]+)\.? )?(\d{1,2})(?:er|st|nd|rd|th)?[ -]([a-z]+)\.?[ -](\d{4})")
_MONTH_FIRST = re.compile(r"(?:([a-z]+)\.? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_WORD_YEAR = re.compile(r"([a-z]+)\.?[ -](\d{4})")
_DECADE = re.compile(r"(?:(?:les )?annees |the )(\d{3})0s?")
_DECADE_ENGLISH = re.compile(r"(\d{3})0s")
_OFFSET = re.compile(r"(.*\d:\d{2}(?::\d{2})?(?:\.\d+)?)(z|[+-]\d{2}:?\d{2})")
_CLOCK = re.compile(r"(\d{1,2}) ?(?:[h:]|:) ?(\d{2})?(?::(\d{2}))? ?(?:min)?")
_HALVES = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))? ?([ap]) ?\.? ?m\.?")
# Where the hour begins: after the "T" of ISO, a comma, a word, or a space before what only an hour can be.
_HOUR = re.compile(
    r"^(.*?\d)(?:t(?=\d)|,? +(?:a|at|by|jusqu'a)? ?|, ?)((?:\d{1,2} ?[h:].*|\d{1,2}(?:[:.]\d{2})? ?[ap] ?\.? ?m\.?|midi|noon|minuit|midnight))$"
)
_ASIDE = re.compile(r"\(?\b(?:heure de paris|paris time|heures)\b\)?")


def partial(text: str) -> str:
    """Reads a date known to the day, month, year or decade, as ISO text: "3 avril 2027" and "03/04/2027" are 2027-04-03."""
    if not text.strip():
        return ""
    found = _iso(_day_of(text))
    if found is None:
        words = _(
            "“%(value)s” is not a date. Write a day, a month or a year: 3 April 2027, 03/04/2027 (the day first), "
            "2027-04, 2027; a decade: 199X."
        )
        raise ValidationError(words, "invalid", {"value": text[:40]})
    return found


def day(text: str) -> str:
    """Reads a whole day, as ISO text."""
    return _whole_day(_day_of(text), text) if text.strip() else ""


def _whole_day(plain: str, text: str) -> str:
    found = _iso(plain)
    if found is None or len(found) < len("2027-04-03"):
        words = _("“%(value)s” is not a day. Write 3 April 2027, 03/04/2027 (the day first) or 2027-04-03.")
        raise ValidationError(words, "invalid", {"value": text[:40]})
    return found


def moment(text: str, *, is_end: bool = False) -> datetime | None:
    """Reads a day and an hour of Paris; None for "". Of what ends (`is_end`), a day alone is read as its end."""
    plain = _plain(text)
    if not plain:
        return None
    if found := _OFFSET.fullmatch(plain):  # it says by itself how far it is from UTC
        return _with_offset(text, *found.groups())
    split = _HOUR.match(plain)
    on = date.fromisoformat(_whole_day(split[1] if split else plain, text))
    if split:
        return _in_paris(on, *_hour(split[2], text, is_end))
    if is_end:
        return _in_paris(on, time(), 1)
    words = _("“%(value)s” says no hour. Write it as well: 3 April 2027 17:00, 03/04/2027 17h00 or 2027-04-03 17:00.")
    raise ValidationError(words, "hour", {"value": text[:40]})


def _with_offset(text: str, plain: str, offset: str) -> datetime:
    try:
        if found := parse_datetime(text.strip()):
            return found
        split = _HOUR.match(plain)
        if not split:
            raise ValueError(text)
        at, days = _hour(split[2], text, is_end=False)
        on = date.fromisoformat(_whole_day(split[1], text)) + timedelta(days=days)
        return datetime.fromisoformat(f"{on.isoformat()}T{at.isoformat()}{offset.upper()}")
    except ValueError:
        raise _no_hour(text) from None


def _in_paris(on: date, at: time, days: int = 0) -> datetime:
    """The moment in Paris, `days` later. The hour that is left out in March is none, that of October comes twice."""
    naive = datetime.combine(on + timedelta(days=days), at)
    first, second = (naive.replace(tzinfo=PARIS, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    words = _("There is no %(hour)s in Paris on that day: the clocks go forward. Write another hour.")
    if first.utcoffset() > second.utcoffset():  # type: ignore[operator]
        words = _("%(hour)s comes twice in Paris on that day: the clocks go back. Write another hour.")
    raise ValidationError(words, "clock", {"hour": f"{at:%H:%M}"})


def _hour(plain: str, text: str, is_end: bool) -> tuple[time, int]:
    """(hour, days to add) of "17h00", "5 pm", "24:00", "minuit"."""
    if plain in ("midi", "noon"):
        return time(12), 0
    if plain in ("minuit", "midnight") and is_end:
        return time(), 1
    clock, halves = _CLOCK.fullmatch(plain), _HALVES.fullmatch(plain)
    if halves and 1 <= int(halves[1]) <= 12:
        return _time(int(halves[1]) % 12 + (12 if halves[3] == "p" else 0), halves[2], None, text), 0
    if clock and int(clock[1]) == 24 and not int(clock[2] or 0):
        return time(), 1
    if clock:
        return _time(int(clock[1]), clock[2], clock[3], text), 0
    raise _no_hour(text)


def _time(hours: int, minutes: str | None, seconds: str | None, text: str) -> time:
    try:
        return time(hours, int(minutes or 0), int(seconds or 0))
    except ValueError:
        raise _no_hour(text) from None


def _no_hour(text: str) -> ValidationError:
    words = _(
        "“%(value)s” says no hour that can be read in one way. Write 17:00, 17h00 or 5 pm; midnight is 00:00, or 24:00."
    )
    return ValidationError(words, "hour", {"value": text[:40]})


def _plain(text: str) -> str:
    """Small letters without accents, single spaces; without what says no more than the field."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(_ASIDE.sub(" ", bare).split()).strip(" ,")


def _day_of(text: str) -> str:
    """`_plain`, without the 00:00 that spreadsheets put behind a day."""
    return re.sub(r"[ t]00:00(?::00)?$", "", _plain(text))


def _iso(plain: str) -> str | None:
    """ISO text of a date; None where it is none. Raises ValidationError for a year of two digits."""
    if _SHORT.fullmatch(plain):
        raise ValidationError(
            _("“%(value)s”: write the year in full, with four digits."), "short", {"value": plain[:40]}
        )
    bare = plain.replace(",", " ").replace("  ", " ")
    for pattern, read in _READERS:
        if found := pattern.fullmatch(bare):
            try:
                return PartialDate.parse(read(*found.groups())).iso
            except (ValueError, KeyError):
                return None
    return None


def _padded(year: str, *others: str | int | None) -> str:
    return "-".join([year, *(f"{int(each):02}" for each in others if each)])


def _named_day(weekday: str | None, number: str, month: str, year: str) -> str:
    """Raises ValueError where the day of the week is another."""
    iso = _padded(year, MONTHS[month], number)
    if weekday and WEEKDAYS[weekday] != date.fromisoformat(iso).weekday():
        raise ValueError(iso)
    return iso


_READERS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (_ISO, lambda year, month, number: _padded(year.upper(), month, number)),
    (_YEAR_FIRST, _padded),
    (_NUMBERS, lambda number, _between, month, year: _padded(year, month, number)),
    (_MONTH, lambda month, year: _padded(year, month)),
    (_WORDS, _named_day),
    (_MONTH_FIRST, lambda weekday, month, number, year: _named_day(weekday, number, month, year)),
    (_DECADE, lambda decade: f"{decade}X"),
    (_DECADE_ENGLISH, lambda decade: f"{decade}X"),
    (_WORD_YEAR, lambda month, year: _padded(year, MONTHS[month])),
)


# --- in forms --------------------------------------------------------------------------------------------------------


class DayField(forms.DateField):
    """Field of a whole day."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(day(value)) if isinstance(value, str) else super().to_python(value)


class PartialField(forms.CharField):
    """Field of a date known in part."""

    def to_python(self, value: Any) -> Any:
        return partial(super().to_python(value) or "")


class MomentInput(AdminSplitDateTime):
    """Day and hour, side by side; what ends at 00:00 ends at 24:00 of the day before, as the pages say it."""

    def __init__(self, is_end: bool, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.is_end = is_end

    def decompress(self, value: Any) -> list[Any]:  # type: ignore[override]
        if not value:
            return [None, None]
        there = localtime(value, PARIS) if is_aware(value) else value.replace(tzinfo=PARIS)
        if self.is_end and there.time() == time():
            return [(there - timedelta(hours=12)).date(), "24:00"]
        hour = f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
        if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
            hour += there.isoformat()[-6:]  # this hour comes twice: which of them
        return [there.date(), hour]


class MomentField(forms.SplitDateTimeField):
    """Field of a day and an hour in Paris, together or in the two inputs."""

    def __init__(self, *, is_end: bool, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": MomentInput(is_end)})
        self.is_end = is_end

    def _read(self, parts: Any) -> datetime | None:
        return moment(" ".join(str(part) for part in parts or () if part), is_end=self.is_end)

    def clean(self, value: Any) -> datetime | None:
        found = self._read(value)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        self.run_validators(found)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            found = self._read(data)
        except ValidationError:
            return True
        # In UTC: Python never takes two moments of an hour that comes twice for equal across zones.
        return (found and found.astimezone(UTC)) != (initial and initial.replace(microsecond=0).astimezone(UTC))


def dated(column: models.Field, field: Any) -> Any:
    """The form field of a model's field, reading dates as people write them; any other as it is."""
    if isinstance(column, PartialDateField) and type(field) is forms.CharField:
        field.__class__ = PartialField
    elif isinstance(field, forms.SplitDateTimeField):
        said = {"required": field.required, "label": field.label, "help_text": field.help_text}
        return MomentField(is_end=column.name in ENDS, initial=field.initial, **said)
    elif type(field) is forms.DateField:
        field.__class__ = DayField
    return field
