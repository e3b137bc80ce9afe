"""The public form for reporting an error: needs no account, cookie or third party; guarded against robots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.core.web import visitors
from portal.editing.upkeep.reports import LONGEST, own_path

SALT = "portal.editing.report"
LEAST = 3  # seconds from opening the form to sending it; faster is a robot
MOST = 24 * 3600  # seconds after which an opened form is no longer accepted
TRIES, WINDOW = 5, 3600  # at most so many reports from one address, in so many seconds


class ReportForm(forms.Form):
    """A report: `page` is an address of this site, `text` says what is wrong. Only robots see and fill in `website`."""

    page = forms.CharField(
        label=_("Which page?"),
        max_length=400,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Its address on this site."),
        error_messages={"required": _("Tell us which page it is: copy its address.")},
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "And where the right information can be found, if you know. Please name no person, yourself included."
        ),
        error_messages={
            "required": _("Tell us what is wrong, in a few words."),
            "max_length": _("This is %(show_value)d characters long; we can take %(limit_value)d."),
        },
    )
    website = forms.CharField(required=False, max_length=400)
    opened = forms.CharField(required=False, max_length=100)

    def __init__(self, data: Any = None, *, origin: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="report-%s")
        self.origin = origin
        for name in ("page", "text"):
            attributes = self.fields[name].widget.attrs
            attributes["aria-describedby"] = f"report-{name}-help"
            if self.is_bound and name in self.errors:
                attributes["aria-describedby"] += f" report-{name}-error"
                attributes["aria-invalid"] = "true"

    def clean_page(self) -> str:
        """Returns the path of the page; raises ValidationError unless it is an address of this site."""
        path = own_path(self.cleaned_data["page"], self.origin)
        if path is None:
            raise ValidationError(_("This is not the address of a page of this site."))
        return path

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError if the form was sent too soon after it was opened, or too late."""
        stamp = self.data.get("opened", "")
        if self.is_robot or self.errors:  # with errors, the form is sent again anyway
            return self.cleaned_data
        if not was_opened_within(stamp, MOST):
            raise ValidationError(_("The form was open for too long. Send it again: it is still as you wrote it."))
        if was_opened_within(stamp, LEAST):
            raise ValidationError(_("That was fast. Please read your report once more and send it again."))
        return self.cleaned_data

    @property
    def is_robot(self) -> bool:
        """Whether the hidden field was filled in."""
        return bool(self.data.get("website"))


def opened_now() -> str:
    """Signed timestamp of now, for the form's field `opened`; a robot cannot forge an older one."""
    return signing.TimestampSigner(salt=SALT).sign("report")


def was_opened_within(stamp: str, seconds: int) -> bool:
    """Whether `stamp` is a valid timestamp, at most `seconds` old."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=seconds)
    except signing.BadSignature:
        return False
    return True


def may_send(request: HttpRequest) -> bool:
    """Counts one more report from the request's address, and says whether it is within the limit.

    The cache holds a keyed hash of the address for `WINDOW` seconds, never the address.
    """
    key = "report:" + visitors.key(request, SALT)
    if cache.add(key, 1, WINDOW):
        return True
    try:
        return cache.incr(key) <= TRIES
    except ValueError:  # it has just expired
        return True
