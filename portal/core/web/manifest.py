"""What a telephone needs to put the site on its screen: name, sign and colours, in each language."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.pictures import colours
from portal.core.text import languages

SIZES = (192, 512)  # px; made by scripts/icons.py


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest in the language of the address."""
    return JsonResponse(said(), content_type="application/manifest+json")


def said() -> dict[str, Any]:
    """Its content. A telephone may cut corners off the sign (`maskable`); the page keeps a way back (`minimal-ui`)."""
    home, signs = reverse("home"), [(size, static(f"img/icon-{size}.png")) for size in SIZES]
    return {
        "name": _("International cooperation, Inserm"),
        "short_name": _("International cooperation"),
        "lang": languages.current(),
        "id": home,
        "start_url": home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": colours.light()["paper"],
        "theme_color": colours.light()["sheet"],
        "icons": [
            {"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size, path in signs
            for purpose in ("any", "maskable")
        ],
    }
