"""The page on which the API is tried: Swagger UI from our own server, in a frame of our own."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.openapi.docs import DocsBase


class Explorer(DocsBase):
    """Nothing inline, nobody else asked: the content policy is that of every page."""

    def render_page(self, request: HttpRequest, api: Any, **kwargs: Any) -> HttpResponse:
        address = self.get_openapi_url(api, kwargs)
        settings = {"layout": "BaseLayout", "deepLinking": True, "url": address, "validatorUrl": None}
        return render(request, "opendata/explorer.html", {"settings": json.dumps(settings), "document": address})
