from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.opendata import views

app_name = "opendata"
urlpatterns = [
    path(pgettext_lazy("address", "data/"), views.data, name="data"),
    path(pgettext_lazy("address", "data/api/"), views.explorer, name="explorer"),
    path(
        pgettext_lazy("address", "cite/<slug:resource>/<slug:code>.<slug:ending>"),
        views.cite,
        name="cite",
    ),
]
