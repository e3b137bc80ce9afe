from django.urls import path
from django.utils.translation import pgettext_lazy

from sites import views

app_name = "sites"
urlpatterns = [
    path(pgettext_lazy("address", "offices/"), views.OfficeList.as_view(), name="offices"),
    path(pgettext_lazy("address", "offices/<slug:slug>/"), views.OfficeDetail.as_view(), name="office"),
]
