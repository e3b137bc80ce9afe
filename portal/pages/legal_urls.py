"""Pages with a fixed address, named by their code: links to them need no database."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.pages import views

urlpatterns = [
    path(address, views.page, {"code": code}, name=code)
    for code, address in (
        ("accessibility", pgettext_lazy("address", "accessibility/")),
        ("legal-notice", pgettext_lazy("address", "legal-notice/")),
        ("privacy", pgettext_lazy("address", "privacy/")),
        ("ecodesign", pgettext_lazy("address", "ecodesign/")),
        ("contact", pgettext_lazy("address", "contact/")),
    )
]
