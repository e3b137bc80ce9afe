"""Addresses of other sites that our pages lead to, and what answered there the last time somebody asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.content.specs import Shape, concepts
from portal.core.models import choices_hold
from portal.core.registry import Registry
from portal.core.text import languages

_HREF = re.compile(r"""\bhref\s*=\s*["'](https?://[^"'\s]+)["']""", re.IGNORECASE)


class LinkState(models.TextChoices):
    FINE = "fine", _("answers")
    REFUSED = "refused", _("refuses robots: look yourself")
    BROKEN = "broken", _("broken")


class CheckedLink(models.Model):
    """One address, and its last answer. `first_failed_at` is the first of the failures without a success between them."""

    url = models.CharField(_("address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LinkState.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    moved_to = models.CharField(_("has moved to"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("checked at"))
    first_failed_at = models.DateTimeField(_("broken since"), null=True, blank=True)

    class Meta:
        verbose_name = _("outside link")
        verbose_name_plural = _("outside links")
        ordering = ("url",)
        constraints = (choices_hold("state", LinkState),)

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """Where an address stands: a record, and the field of it."""

    link = models.ForeignKey(CheckedLink, models.CASCADE, related_name="uses")
    model = models.CharField(_("model"), max_length=80)
    object_id = models.BigIntegerField()
    record = models.CharField(_("record"), max_length=250)
    field = models.CharField(_("field"), max_length=80)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of a link")
        ordering = ("model", "record", "field")

    def __str__(self) -> str:
        return f"{self.record}: {self.field}"


@dataclass(frozen=True)
class Use:
    """A record and its field that name an address."""

    record: Any
    field: str


_makers: Registry[int, tuple[Any, str, Callable[[Any], str]]] = Registry("kinds")


def register(model: Any, field: str, address: Callable[[Any], str]) -> None:
    """`address(record)` is an address that the page of a `model` makes from `field`, "" for none. Rooms do it in `kinds.py`."""
    _makers.append((model, field, address))


def used() -> dict[str, list[Use]]:
    """Every outside address in the content, and where it stands: address fields, links in texts, addresses that rooms make."""
    found: dict[str, list[Use]] = defaultdict(list)
    for concept in concepts():
        records = concept.model._default_manager.prefetch_related(*concept.shape.children)
        for record in records:
            for url, field in _of(concept.shape, record):
                found[url].append(Use(record, field))
    for model, field, address in _makers.values():
        for record in model._default_manager.all():
            if url := address(record):
                found[url].append(Use(record, field))
    return dict(sorted(found.items()))


def _of(shape: Shape, record: Any) -> Iterator[tuple[str, str]]:
    for column in shape.columns:
        localized = [languages.localized(column.name, code) for code in languages.codes()]
        for name in localized if column.name in shape.translated else [column.name]:
            for url in _in(column, getattr(record, name)):
                yield url, name
    for name, child in shape.children.items():
        for row in getattr(record, name).all():
            yield from ((url, f"{name}: {field}") for url, field in _of(child, row))


def _in(column: models.Field, value: Any) -> Iterable[str]:
    if not value:
        return ()
    if isinstance(column, models.URLField):
        return (value,)
    return [url.replace("&amp;", "&") for url in _HREF.findall(value)] if isinstance(column, models.TextField) else ()
