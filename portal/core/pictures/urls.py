from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.core.pictures import views

app_name = "pictures"
urlpatterns = [
    path(pgettext_lazy("address", "picture/<slug:kind>/<slug:code>.<slug:mark>.png"), views.shared, name="shared")
]
