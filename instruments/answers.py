"""Form of the finder: optional, language-neutral answers, from which a profile is made."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from instruments.eligibility import Profile, Span
from instruments.enums import Affiliation, Award, History, PartnerKind, Position
from sites.atlas.feature import FRENCH

NONE = "none"  # the answer "none of these awards"
MOST_PARTNERS = 999
FIRST_YEAR, LAST_YEAR = 1900, 2100
SPAN_PARTS = ("recruited-year", "recruited-month", "recruited-day")  # the controls of one answer
RULES = "rules"  # the key under which a link carries the version of the rules

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WRITTEN = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")


class OneField(forms.ChoiceField):
    """A choice whose error message cuts off long values."""

    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise _unlisted(value)


class SpanField(forms.CharField):
    """A date known to the year, month or day: 2021, 2021-11, 2021-11-05; also accepts 05/11/2021 and 11/2021."""

    default_error_messages = {
        "unreadable": _("Give the year in four figures; the month and the day in figures, if you know them."),
        "impossible": _("This date does not exist."),
    }

    def clean(self, value: Any) -> Span | None:
        text = super().clean(value)
        if not text:
            return None
        if found := _ISO.fullmatch(text):
            year, month, day = found.groups()
        elif found := _WRITTEN.fullmatch(text):
            day, month, year = found.groups()
        else:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        try:
            return _span(int(year), int(month) if month else None, int(day) if day else None)
        except ValueError:
            raise ValidationError(self.error_messages["impossible"], code="impossible") from None


def _unlisted(value: str) -> ValidationError:
    """Error for a value that is no choice."""
    return ValidationError(_("“%(value)s” is not in the list."), params={"value": value[:40]})


def _span(year: int, month: int | None, day: int | None) -> Span:
    """Span of a year, month or day; None means not given. Raises ValueError for a date that does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise ValueError(month)
    if day is None:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Span(date(year, month, day), date(year, month, day))


class SeveralField(forms.Field):
    """All values given under one key, blanks left out; the form validates them."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        return list(value or [])


def _choice(choices: Iterable[tuple[str, Any]], label: Any, help_text: Any) -> OneField:
    """An optional choice field; every answer may stay blank."""
    return OneField(choices=[("", _("no answer")), *choices], label=label, help_text=help_text, required=False)


class FinderForm(forms.Form):
    """The questions of the finder, all optional; an invalid answer is reported at its field and counts as none.

    `zones` maps country codes to zones. Questions that settle most verdicts come first.
    """

    affiliation = _choice(
        Affiliation.choices, _("Where do you work?"), _("An application comes from a team or a laboratory of Inserm.")
    )
    history = _choice(
        History.choices,
        _("Have you worked together?"),
        _("You and the team abroad, in whatever form: visits, papers, a student whom you share."),
    )
    partner_kind = _choice(
        PartnerKind.choices,
        _("Would you both want the label of a joint laboratory?"),
        _("A Joint Lab is a label for two laboratories, one of Inserm and one abroad. It takes nothing else away."),
    )
    partners = forms.IntegerField(
        min_value=0,
        max_value=MOST_PARTNERS,
        required=False,
        label=_("How many foreign partners?"),
        help_text=_("Some instruments take one only, others several."),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Give a whole number from 0 to 999.")),
    )
    position = _choice(
        Position.choices, _("What is your position?"), _("Some ways in are open to certain positions only.")
    )
    recruited = SpanField(
        required=False,
        label=_("When were you recruited?"),
        help_text=_("In that position, as precisely as you know: a year is enough."),
    )
    award = SeveralField(
        required=False, label=_("Do you hold one of these?"), help_text=_("An award may open a way in of its own.")
    )
    partner = SeveralField(
        required=False,
        label=_("In which country?"),
        help_text=_("The amount may depend on it."),
    )
    on = forms.DateField(
        required=False,
        label=_("On which day?"),
        help_text=_("Today, unless you choose another day: that of a call, for instance."),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": _("Write the day as 2027-03-14.")},
    )

    awards = (*Award.choices, (NONE, _("none of these")))

    def __init__(self, data: Any, zones: Mapping[str, str]) -> None:
        tidied = tidy(data)
        super().__init__(tidied)
        self.zones = zones
        self.given = dict(tidied.lists())

    @property
    def day(self) -> date:
        """The day for which eligibility is assessed, a Europe/Paris date."""
        return self.cleaned_data.get("on") or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """Reports several answers to a question for one, invalid awards and countries, and a recruitment in the future."""
        for key, field in self.fields.items():
            if not isinstance(field, SeveralField) and len(self.given.get(key, [])) > 1:
                self.add_error(key, _("This question takes one answer; several were given."))
        self._clean_award()
        self._clean_partner()
        recruited = self.cleaned_data.get("recruited")
        if recruited and recruited.earliest > self.day:
            self.add_error("recruited", _("This is after the day on which the case is judged."))
        return self.cleaned_data

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("Choose a day from %(first)s to %(last)s."), params={"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day

    def _clean_award(self) -> None:
        """Drops and reports awards that do not exist."""
        given = self.cleaned_data.get("award", [])
        known = [value for value in given if value in dict(self.awards)]
        self._refuse("award", [value for value in given if value not in known])
        if NONE in known and len(known) > 1:
            self.add_error("award", _("You chose both an award and “none of these”."))
            known = []
        self.cleaned_data["award"] = known

    def _clean_partner(self) -> None:
        """Drops and reports unknown countries, and France with its territories overseas: no foreign partner is there."""
        given = self.cleaned_data.get("partner", [])
        known = [value for value in given if value in self.zones and value not in FRENCH]
        self._refuse("partner", [value for value in given if value not in self.zones])
        if FRENCH & {*given}:
            self.add_error("partner", _("France is not abroad: a foreign partner is in another country."))
        self.cleaned_data["partner"] = known

    def _refuse(self, field: str, values: list[str]) -> None:
        """Adds errors for the first three invalid `values` of a field."""
        for value in values[:3]:
            self.add_error(field, _unlisted(value))


def short_label(question: str) -> str:
    """The label of a question where its answer stands beside it."""
    return str(
        {
            "affiliation": _("You work"),
            "history": _("Together before"),
            "partners": _("Foreign partners"),
            "partner": _("Country"),
            "position": _("Position"),
            "recruited": _("Recruited"),
            "award": _("Award"),
            "partner_kind": _("Joint label"),
            "on": _("Judged on"),
        }[question]
    )


def parts(name: str, text: str) -> list[tuple[str, str, str]]:
    """(name, label, value) of the controls for a date known in part: day, month, year.

    A text that is no such date stands in the control of the year, to be corrected.
    """
    if found := _WRITTEN.fullmatch(text):
        day, month, year = found.groups()
    else:
        year, month, day = (*text.split("-"), "", "")[:3] if text.count("-") < 3 else (text, "", "")
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    values = {"day": day, "month": month, "year": year}
    return [(f"{name}-{part}", str(label), values[part] or "") for part, label in labels.items()]


def _joined(data: Any) -> str:
    """The recruitment date from its controls, the year first: "2021-11"; "" when all are blank."""
    return "-".join(data.get(key, "").strip() for key in SPAN_PARTS).rstrip("-")


def is_tidy(data: Any) -> bool:
    """Whether the answers stand as their address keeps them: no blank, and a date under one key."""
    return not any(not value.strip() for values in data.lists() for value in values[1]) and not set(SPAN_PARTS) & set(
        data
    )


def tidy(data: Any) -> MultiValueDict[str, str]:
    """Normalises answers: each value once, no blanks or NULs (which databases refuse), country codes in capitals.

    A date given in controls of its own is put under one key.
    """
    found: MultiValueDict[str, str] = MultiValueDict()
    given = dict(data.lists())
    if set(SPAN_PARTS) & set(given):
        given = {key: values for key, values in given.items() if key not in SPAN_PARTS} | {"recruited": [_joined(data)]}
    for key, values in given.items():
        texts = [value.replace("\0", "\ufffd").strip() for value in values]
        if key == "partner":
            texts = [text.upper() if len(text) == 2 else text for text in texts]
        if kept := list(dict.fromkeys(text for text in texts if text)):
            found.setlist(key, kept)
    return found


def zones_of(countries: Iterable[Any]) -> dict[str, str]:
    """Zones of `countries` by ISO code."""
    return {country.code: country.zone for country in countries}


def parsed(text: str, zones: Mapping[str, str], on: date) -> FinderForm:
    """Form with the answers of a finder address (or of its query string), assessed on the day `on`."""
    data = QueryDict(urlsplit(text).query if "?" in text else text, mutable=True)
    data["on"] = on.isoformat()
    form = FinderForm(data, zones)
    form.is_valid()
    return form


def profile(form: FinderForm) -> Profile:
    """Profile made of the valid answers; missing and invalid ones stay unknown."""
    data = form.cleaned_data
    awards = data.get("award") or None
    return Profile(
        **{
            name: data.get(name) or None for name in ("affiliation", "history", "partner_kind", "position", "recruited")
        },
        partners=data.get("partners"),
        awards=None if awards is None else frozenset(awards) - {NONE},
        zones=frozenset(form.zones[code] for code in data.get("partner", [])) or None,
    )


def given(form: FinderForm) -> dict[str, list[str]]:
    """Answers as given, invalid ones included, blanks left out, keys in order."""
    return {key: form.given[key] for key in sorted(form.fields) if key in form.given}


def query(answers: Mapping[str, list[str]], version: str = "") -> str:
    """Query string of `answers` and the rules' `version`, keys in order, so that the same answers give one address."""
    pairs = [(key, value) for key in sorted(answers) for value in sorted(answers[key])]
    return urlencode([*pairs, (RULES, version)] if version and pairs else pairs)


def shared(data: Any) -> str:
    """Query string of the answers of somebody abroad, as the partner at Inserm gives them; "" without any answer."""
    given = {key: values for key, values in tidy(data).lists() if key in FinderForm.base_fields}
    return query({**given, "affiliation": [Affiliation.INSERM.value]}) if given else ""


def changed(answers: Mapping[str, list[str]], key: str, value: str) -> dict[str, list[str]]:
    """`answers` with one of them changed; an award is added, any other value replaces the former."""
    if key == "award":
        kept = [held for held in answers.get(key, []) if held not in (NONE, value)]
        return {**answers, key: [*kept, value]}
    return {**answers, key: [value]}
