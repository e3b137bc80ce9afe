"""The citations that a page offers, for templates."""

from typing import Any

from django import template
from django.db import models
from django.template.context import Context

from portal.opendata import citation as citing

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context: Context) -> citing.Citation | None:
    """The citation of the page `cited_whole`, else of what it is about: `cited`, else `record`; None where there is none."""
    if code := context.get("cited_whole"):
        return citing.of_whole(code, context["base_url"])
    record = context.get("cited") or context.get("record")
    return citing.of(record, context["base_url"]) if isinstance(record, models.Model) else None


@register.simple_tag(takes_context=True)
def citations(context: Context, records: Any) -> dict[Any, citing.Citation]:
    """The citations of records of one model, by key: one query for all of them."""
    return citing.of_each(records, context["base_url"])


@register.filter
def citation_of(found: dict[Any, citing.Citation], record: Any) -> citing.Citation | None:
    """The citation of one record among those of `citations`."""
    return found.get(record.pk)
