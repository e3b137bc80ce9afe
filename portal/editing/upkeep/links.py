"""Outside links in the content, and the result of their last check."""

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
    """Result of checking an outside link."""

    FINE = "fine", _("answers")
    REFUSED = "refused", _("refuses robots: look yourself")
    BROKEN = "broken", _("broken")


class CheckedLink(models.Model):
    """An outside address and its last check; `first_failed_at` is the first failure since the last success."""

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
    """A record that contains an outside link, and its field."""

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
    """A record and the name of its field that contains an address."""

    record: Any
    field: str


_makers: Registry[int, tuple[Any, str, Callable[[Any], str]]] = Registry("kinds")


def register(model: Any, field: str, address: Callable[[Any], str]) -> None:
    """`address(record)` is an address that the page of a `model` makes from `field`, "" for none. Rooms do it in `kinds.py`."""
    _makers.append((model, field, address))


def used() -> dict[str, list[Use]]:
    """Every outside address in the content, sorted, with its uses: URL fields, links in texts, registered addresses."""
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
    """Yields the addresses in a record and in the rows inside it, each as (address, field)."""
    for column in shape.columns:
        localized = [languages.localized(column.name, code) for code in languages.codes()]
        for name in localized if column.name in shape.translated else [column.name]:
            for url in _in(column, getattr(record, name)):
                yield url, name
    for name, child in shape.children.items():
        for row in getattr(record, name).all():
            yield from ((url, f"{name}: {field}") for url, field in _of(child, row))


def _in(column: models.Field, value: Any) -> Iterable[str]:
    """The addresses in the value of one column: a URL field's own, or the links of a text."""
    if not value:
        return ()
    if isinstance(column, models.URLField):
        return (value,)
    return [url.replace("&amp;", "&") for url in _HREF.findall(value)] if isinstance(column, models.TextField) else ()
