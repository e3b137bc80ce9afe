"""A record named by its kind and its code, as content files and editors write it: "institution/dkfz", "country/CI"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def model_of(kind: str) -> Any:
    """The model of the records of this kind, as the search calls it, or the model's own name. None: there is no such kind."""
    from portal.core.content.specs import concepts
    from portal.core.searchable import searchables

    if found := searchables().get(kind):
        return found.model
    return next((concept.model for concept in concepts() if concept.model._meta.model_name == kind), None)


def validate_reference(reference: str) -> None:
    """Refuses what cannot name a record. Whether there is such a record, the desk says: the files may bring it later."""
    kind, _slash, code = reference.partition("/")
    if not code or model_of(kind) is None:
        raise ValidationError(_("Kind and code of a record, such as country/CI."), code="reference")


def records(references: Iterable[str]) -> dict[str, Any]:
    """The records that these references name, as far as they are there. One query for each kind."""
    codes: dict[str, set[str]] = defaultdict(set)
    for reference in references:
        kind, _slash, code = reference.partition("/")
        codes[kind].add(code)
    return {
        f"{kind}/{record.code}": record
        for kind, wanted in codes.items()
        if (model := model_of(kind)) is not None
        for record in model._base_manager.filter(code__in=wanted)
    }
