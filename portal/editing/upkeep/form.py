"""The form that reports an error: without an account, a cookie or a third party, and of no use to robots."""

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
LEAST = 3  # seconds from opening the form to sending it: nobody writes a report in less
MOST = 24 * 3600  # seconds: a form saved by a robot goes stale
TRIES, WINDOW = 5, 3600  # reports from one address in so many seconds


class ReportForm(forms.Form):
    """`page`: an address of ours; `text`: what is wrong. `website` is seen by robots alone: who fills it is one."""

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
        path = own_path(self.cleaned_data["page"], self.origin)
        if path is None:
            raise ValidationError(_("This is not the address of a page of this site."))
        return path

    def clean(self) -> dict[str, Any]:
        stamp = self.data.get("opened", "")
        if self.is_robot or self.errors:  # a reader who has something to mend comes back anyway
            return self.cleaned_data
        if not was_opened_within(stamp, MOST):
            raise ValidationError(_("The form was open for too long. Send it again: it is still as you wrote it."))
        if was_opened_within(stamp, LEAST):
            raise ValidationError(_("That was fast. Please read your report once more and send it again."))
        return self.cleaned_data

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))


def opened_now() -> str:
    """A stamp of the moment, for the form; signed, so that a robot cannot make an older one."""
    return signing.TimestampSigner(salt=SALT).sign("report")


def was_opened_within(stamp: str, seconds: int) -> bool:
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=seconds)
    except signing.BadSignature:
        return False
    return True


def may_send(request: HttpRequest) -> bool:
    """Counts one more report from the request's address, and says whether it is not one too many.

    The cache holds a keyed hash of the address for the length of the window, never the address.
    """
    key = "report:" + visitors.key(request, SALT)
    if cache.add(key, 1, WINDOW):
        return True
    try:
        return cache.incr(key) <= TRIES
    except ValueError:  # it has just expired
        return True
