"""Where a link leads that editors write in a field of its own: a record, an address of this site, or another site's.

A record is named by its kind and code ("office/brussels"), so that a changed address breaks no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.content import reference
from portal.core.text import record_links

RECORD = re.compile(r"[a-z-]{1,20}/[A-Za-z0-9_-]{1,80}")
PATH = re.compile(r"/(?!/)\S*")
ELSEWHERE = re.compile(r"https?://\S+")


def reference_in(typed: str) -> str:
    """The kind and code that `typed` names, also as texts write it, "[[ref:office/brussels]]"; "" for an address."""
    found = record_links.parts(typed.strip())
    words = "/".join(found) if found else typed.strip()
    return words if RECORD.fullmatch(words) else ""


def validate_record(typed: str) -> None:
    """Refuses what names no kind of record. Whether there is such a record, the desk says: the files may bring it later."""
    reference.validate_reference(reference_in(typed) or typed)


def validate(typed: str) -> None:
    """Refuses what is neither a record, nor an address of this site, nor a whole web address."""
    if named := reference_in(typed):
        reference.validate_reference(named)
    elif not PATH.fullmatch(typed) and not (ELSEWHERE.fullmatch(typed) and urlsplit(typed).hostname):
        raise ValidationError(_("A record, an address of this site such as /en/calls/, or a whole web address."))


def addresses_of(links: Iterable[str]) -> dict[str, str]:
    """The addresses that some targets have in the active language, without records that visitors may not open.

    One query for each kind of record.
    """
    named = {link: reference_in(link) for link in links if link}
    tokens = "".join(record_links.token(*name.split("/")) for name in named.values() if name)
    open_ones = {"/".join(key): address for key, address in record_links.addresses(tokens).items()}
    found = {link: open_ones.get(name, "") if name else link for link, name in named.items()}
    return {link: address for link, address in found.items() if address}
