from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.core.web.conditional import depends_on_more
from portal.editing.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path(pgettext_lazy("address", "report/"), views.report, name="report"),
    path(pgettext_lazy("address", "report/thanks/"), views.thanks, name="thanks"),
    path(pgettext_lazy("address", "corrections/"), depends_on_more(views.Corrections.as_view()), name="corrections"),
]
