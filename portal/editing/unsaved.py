"""What is typed at the desk and not saved yet: the browser keeps it (static/js/desk-keep.js); here is what it asks for.

A form that is kept has a number of its own in the hidden field `_kept`. Once the server has saved it, the next page of the desk
says so, and the browser forgets it. Taken up again, it is sent as it was typed: it comes back unsaved, with what stands against it.
"""

from __future__ import annotations

import json
import time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.text import languages, typography
from portal.editing.people import sessions

NUMBER, TAKE_UP = "_kept", "_take_up"
SAVED = "desk_saved"  # session key
LONGEST_NUMBER = 40  # characters


def note_saved(request: HttpRequest) -> None:
    """Notes that the form of this request is saved."""
    if number := request.POST.get(NUMBER, "")[:LONGEST_NUMBER]:
        request.session[SAVED] = [*request.session.get(SAVED, []), number]


def saved(request: HttpRequest) -> str:
    """Returns the numbers of the forms saved since the last page, parted by spaces; they are said once."""
    found = request.session.pop(SAVED, []) if SAVED in request.session else []
    return " ".join(number for number in found if number.isalnum())


def seconds_left(request: HttpRequest) -> int:
    """Returns the seconds until the session ends whatever is done."""
    return max(0, round(request.session.get(sessions.STARTED, 0) + sessions.LONGEST - time.time()))


def words() -> str:
    """Returns the messages of the script as JSON, in the language of the page; {…} are filled by it."""
    said: dict[str, Any] = {
        "unsaved": _("Not saved yet; kept on this device"),
        "found": _("What you typed here on {when} is not saved. It is kept on this device."),
        "take_up": _("Put it back into the form"),
        "drop": _("Delete it"),
        "elsewhere": _("Kept on this device and not saved:"),
        "full": _("This device has no more room: what you type is not kept until you save it."),
        "offline": _("No answer from the site: nothing is lost, what you typed is kept on this device. Try again."),
        "ended": _(
            "Your session has ended. Sign in again in another window: what you typed stays here, and is saved then."
        ),
        "other": _("Somebody else is signed in on this device. Sign in as yourself: what you typed stays here."),
        "sign_in": _("Sign in in another window"),
        "ends": _(
            "Your session ends at {when}, for everybody’s safety. What you typed is kept, and you can go on after signing in again."
        ),
        "leaving": _(
            "Text that is not saved is kept on this device. Delete it before you sign out? Others may use this device."
        ),
        "delete": _("Delete it and sign out"),
        "keep": _("Keep it and sign out"),
        "stay": _("Stay"),
    }
    return json.dumps({key: typography.plain(text, languages.current()) for key, text in said.items()})
