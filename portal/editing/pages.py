"""Names, addresses and frame of the admin pages that we add to Django's own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse


def name(model_admin: Any, what: str) -> str:
    """URL name of a page of a model, as Django forms it: "instruments_call_history"."""
    return f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{what}"


def address(model_admin: Any, what: str, record: Any = None) -> str:
    """Path of a page of a model, or of one of its records."""
    args = () if record is None else (record.pk,)
    return reverse(f"admin:{name(model_admin, what)}", args=args, current_app=model_admin.admin_site.name)


def form_of(model: Any, pk: Any, what: str = "change") -> str:
    """Path of the form of a record, or of another of its pages at the desk; "" for a kind that has no form."""
    if model not in admin.site._registry:
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=(pk,))


def page(request: HttpRequest, model_admin: Any, template: str, context: dict[str, Any]) -> TemplateResponse:
    """Response with a page in the frame of the admin."""
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    frame = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    return TemplateResponse(request, template, {**frame, **context})
