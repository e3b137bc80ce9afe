"""The next text that waits for a translator: one that another language has left behind, or that is missing in theirs."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from portal.core.text import languages
from portal.editing import pages
from portal.editing.lookup import full_text
from portal.editing.models import Outdated
from portal.editing.people import acts
from portal.editing.people.acts import Power


class Waiting(NamedTuple):
    """A record with a text that waits, and the column of that text, "" for one in a row of the record."""

    model: str
    pk: int
    column: str = ""

    @property
    def address(self) -> str:
        form = pages.form_of(apps.get_model(self.model), self.pk)
        return f"{form}#id_{self.column}" if self.column else form


def translated_by(user: Any) -> list[str]:
    """The languages that somebody writes who writes nothing else; none for those who write all."""
    if acts.has(user, Power.WRITE):
        return []
    return [code for code in languages.codes() if acts.has(user, Power.TRANSLATE, code)]


def after(record: Any, codes: list[str]) -> Waiting | None:
    """What waits in one of these languages next after `record`, and from the beginning again; never in `record` itself."""
    here = (record._meta.label_lower, record.pk)
    waiting = sorted({(each.model, each.pk): each for each in _all(codes)}.values())
    others = [each for each in waiting if each[:2] != here]
    return next((each for each in others if each[:2] > here), others[0] if others else None)


def name_of(waiting: Waiting) -> str:
    record = apps.get_model(waiting.model)._base_manager.filter(pk=waiting.pk).first()
    return str(record) if record else ""


def _all(codes: list[str]) -> list[Waiting]:
    """Of what waits, that which is missing, then that which was left behind."""
    found = [
        Waiting(text.model, text.pk, languages.localized(name, code))
        for text in full_text.texts()
        for name, code in text.missing
        if code in codes
    ]
    marks = Outdated.objects.filter(language__in=codes).values_list(
        "owner_type", "owner_id", "content_type", "object_id", "field", "language"
    )
    for owner, pk, kind, row, field, code in marks:
        model = ContentType.objects.get_for_id(owner).model_class()
        if model is not None:
            column = languages.localized(field, code) if (owner, pk) == (kind, row) else ""
            found.append(Waiting(model._meta.label_lower, pk, column))
    return found
