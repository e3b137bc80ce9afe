"""Content checks: the registry behind the admin's first page, and the checks that every kind of record has.

An app registers its own in its `content_checks.py`, found at first use. The count on the first page and the list behind
its link (`?check=<code>`) come from the same queryset.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.content import version
from portal.core.content.specs import Shape, concepts
from portal.core.enums import Status
from portal.core.models import Published, Revision, Sourced, visible
from portal.core.registry import Registry
from portal.core.text import languages
from portal.editing.forms.base import DeskAdmin
from portal.editing.models import Outdated
from portal.editing.review import avoided_terms, counting, missing_values, translations

REVIEW_DUE, NEVER_REVIEWED = "review-due", "never-reviewed"


@dataclass(frozen=True)
class ContentCheck:
    """A check of the records of one model. Checks of several models may share a `code`; they are shown together.

    `queryset()` returns the records that need care now; `order` is the place on the first page, smallest first.
    """

    code: str
    label: str | Promise
    help: str | Promise
    model: Any
    queryset: Callable[[], models.QuerySet]
    order: int = 50
    tally: Callable[[], dict[str, int]] | None = None  # counts of this check for every model at once, by label


@dataclass
class Care:
    """Result of the checks of one code, for the first page: `lists` holds (name of the records, count, address)."""

    label: str
    help: str
    code: str = ""
    lists: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Number of records in all lists."""
        return sum(count for _, count, _ in self.lists)

    @property
    def is_portioned(self) -> bool:
        """Whether what it found is worked off week by week."""
        return self.code in (REVIEW_DUE, NEVER_REVIEWED)


@dataclass
class Today:
    """Results of the checks that found something, and whether everything is counted."""

    cares: list[Care]
    is_counted: bool


_registered: Registry[int, ContentCheck] = Registry("content_checks")


def register(check: ContentCheck) -> None:
    """Adds a check of an app."""
    _registered.append(check)


@cache
def _every() -> list[ContentCheck]:
    return [*_registered.values(), *general()]


def checks(model: Any = None) -> list[ContentCheck]:
    """All checks, or those of one model, in the order of the first page."""
    return sorted((one for one in _every() if model in (None, one.model)), key=lambda one: one.order)


def counts(model: Any, until: float) -> dict[str, int] | None:
    """Number of records found by each check of `model` without a tally, by code; None while it is counted. One query.

    Of content it is kept until the content changes; what is no content changes without a revision, and is counted anew.
    """
    is_content = any(concept.model is model for concept in concepts())
    return counting.of(model, lambda: _counts(model), until) if is_content else _counts(model)


def _counts(model: Any) -> dict[str, int]:
    wanted = {
        f"check_{number}": (one.code, Q(pk__in=one.queryset().order_by().values("pk")))
        for number, one in enumerate(each for each in checks(model) if each.tally is None)
    }
    with avoided_terms.one_dictionary():
        asked = {name: Count("pk", filter=condition) for name, (_, condition) in wanted.items()}
        found = model._base_manager.aggregate(**asked) if asked else {}
    return {code: found[name] for name, (code, _) in wanted.items()}


def today(request: HttpRequest) -> Today:
    """Results for the admin's first page: every check that found records which this user may see."""
    with avoided_terms.one_dictionary(), version.looked_at_once():
        return _today(request)


def _today(request: HttpRequest) -> Today:
    """As `today`, within a shared dictionary of words to avoid."""
    cares: dict[str, Care] = {}
    known: dict[Any, dict[str, int] | None] = {}
    tallies: dict[Any, dict[str, int]] = {}
    until = time.monotonic() + counting.IN_ALL
    for one in checks():
        desk = admin.site._registry.get(one.model)
        if desk is None or not desk.has_view_permission(request):
            continue
        if one.tally is not None and one.tally not in tallies:
            tallies[one.tally] = one.tally()
        if one.tally is None and one.model not in known:
            known[one.model] = counts(one.model, until)
        care = cares.setdefault(one.code, Care(str(one.label), str(one.help), one.code))
        label = one.model._meta.label_lower
        count = tallies[one.tally].get(label, 0) if one.tally else (known[one.model] or {}).get(one.code, 0)
        if count:
            options = one.model._meta
            address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
            care.lists.append((str(options.verbose_name_plural), count, f"{address}?check={one.code}"))
    is_counted = None not in known.values()
    return Today([care for care in cares.values() if care.lists], is_counted)


# --- what every public record may need -------------------------------------------------------------------------------


def months_before(day: date, months: int) -> date:
    """The date `months` months before `day`; the last day of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)  # pragma: no cover - every month has 28 days


def review_due() -> Q:
    """Condition: public, and last confirmed more than `settings.REVIEW_MONTHS` months ago (Europe/Paris dates)."""
    return visible() & Q(reviewed_on__lt=months_before(timezone.localdate(), settings.REVIEW_MONTHS))


def lacking_a_language(shape: Shape) -> Q:
    """Condition: a text of the record or of a row inside it exists in one language but not in every other."""
    found = Q(pk__in=())
    for name in sorted(shape.translated - {"sort_key", "slug"} - shape.partial):
        columns = [languages.localized(name, code) for code in languages.codes()]
        some, every = Q(pk__in=()), Q()
        for column in columns:
            filled = Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
            some, every = some | filled, every & filled
        found |= some & ~every
    for child in shape.children.values():
        rows = child.model._base_manager.filter(**{child.parent: OuterRef("pk")})
        found |= Q(Exists(rows.filter(lacking_a_language(child))))
    return found


def general() -> Iterator[ContentCheck]:
    """Yields the checks that every model has, whatever its app."""
    for model, desk in admin.site._registry.items():
        if isinstance(desk, DeskAdmin):
            yield from _of_desk(model)
    shapes = {concept.model: concept.shape for concept in concepts()}
    for model, shape in shapes.items():
        if isinstance(admin.site._registry.get(model), DeskAdmin):
            yield from _of_content(model, shape)
    for model in apps.get_models():
        if issubclass(model, Published):
            yield from _of_published(model, shapes.get(model))


def _tally(rows: models.QuerySet, key: str) -> dict[str, int]:
    """Numbers of different records by the label of their model, which `rows` name as (label, number)."""
    return dict(rows.order_by().annotate(number=Count(key, distinct=True)).values_list("label", "number"))


def _failed() -> dict[str, int]:
    return _tally(Revision.pending.exclude(failure="").values(label=F("model")), "object_id")


def _prepared() -> dict[str, int]:
    return _tally(Revision.pending.filter(failure="").values(label=F("model")), "object_id")


def _outdated() -> dict[str, int]:
    label = Concat("owner_type__app_label", Value("."), "owner_type__model")
    return _tally(Outdated.objects.values(label=label), "owner_id")


def _of_desk(model: Any) -> Iterator[ContentCheck]:
    """Yields the checks of `model` on pending changes and outdated translations."""

    def pending() -> models.QuerySet:
        return Revision.pending.filter(model=model._meta.label_lower)

    def with_key(keys: Callable[[], models.QuerySet]) -> Callable[[], models.QuerySet]:
        return lambda: model._base_manager.filter(pk__in=keys())

    yield ContentCheck(
        "failed",
        _("Pending changes that could not be published"),
        _("Their moment has come, and something stood against it: open the record to read what."),
        model,
        with_key(lambda: pending().exclude(failure="").values("object_id")),
        5,
        _failed,
    )
    yield ContentCheck(
        "prepared",
        _("Changes awaiting a decision"),
        _("To be looked at, published or dropped."),
        model,
        with_key(lambda: pending().filter(failure="").values("object_id")),
        10,
        _prepared,
    )
    yield ContentCheck(
        "outdated",
        _("Translations to update"),
        _("A text has changed in one language since the other was right."),
        model,
        with_key(
            lambda: Outdated.objects.filter(
                owner_type__app_label=model._meta.app_label, owner_type__model=model._meta.model_name
            ).values("owner_id")
        ),
        30,
        _outdated,
    )


def _of_content(model: Any, shape: Shape) -> Iterator[ContentCheck]:
    """Yields the checks on words to avoid and on values that are missing, if `model` has prose."""
    if any(translations.prose(each.model) for each in (shape, *shape.children.values())):
        yield ContentCheck(
            "words-to-avoid",
            _("Words to avoid"),
            _("A text holds what the glossary calls a wrong form: the record says which, and what to write instead."),
            model,
            lambda: model._base_manager.filter(pk__in=avoided_terms.records(shape)),
            45,
        )
        yield ContentCheck(
            "missing-value",
            _("Values that are missing in a text"),
            _(
                "A text names a value of a record that is not there or not public: the record says which; visitors read “–”."
            ),
            model,
            lambda: model._base_manager.filter(pk__in=missing_values.records(shape)),
            15,
        )


def _of_published(model: type[Published], shape: Shape | None) -> Iterator[ContentCheck]:
    """Yields the checks on status, reviews, sources and missing translations of a published model."""

    def those(condition: Callable[[], Q]) -> Callable[[], models.QuerySet]:
        return lambda: model._base_manager.filter(condition())

    yield ContentCheck(
        "in-review",
        _("Waiting for review"),
        _("Someone has finished a draft and asks for a second pair of eyes."),
        model,
        those(lambda: Q(status=Status.REVIEW)),
        20,
    )
    yield ContentCheck(
        REVIEW_DUE,
        _("To be confirmed again"),
        _("Last confirmed more than a year ago: is it still true?"),
        model,
        those(review_due),
        60,
    )
    yield ContentCheck(
        NEVER_REVIEWED,
        _("Never confirmed"),
        _("Public, but not yet verified."),
        model,
        those(lambda: visible() & Q(reviewed_on=None)),
        65,
    )
    if issubclass(model, Sourced):
        link: Any = getattr(model, "sources").through  # noqa: B009 - a type checker does not know the relation of a subclass
        name = next(found.name for found in link._meta.fields if found.related_model is model)
        yield ContentCheck(
            "no-source",
            _("Without a source"),
            _("Public, but no page or document stands behind it."),
            model,
            those(lambda: visible() & ~Q(Exists(link._base_manager.filter(**{name: OuterRef("pk")})))),
            50,
        )
    if shape is not None:
        yield ContentCheck(
            "no-translation",
            _("A text missing in one language"),
            _("Public, with a text that one language has and another lacks."),
            model,
            those(lambda: visible() & lacking_a_language(shape)),
            40,
        )
