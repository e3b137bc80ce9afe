"""The only pages that other sites may show in a frame: small, without scripts, and told to search engines not to be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def embeddable(view: View) -> Callable[..., HttpResponseBase]:
    """Lets every site frame what `view` answers, under a policy that runs no script at all."""
    policy = csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "connect-src": ["'none'"]})

    @wraps(view)
    def embedded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return require_safe(xframe_options_exempt(policy(embedded)))
