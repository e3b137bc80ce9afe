from django.urls import path
from django.utils.translation import pgettext_lazy

from instruments import call_list, call_views, embeds, finder_views, lists, views
from portal.core.lists.views import ListingFile

app_name = "instruments"
urlpatterns = [
    # /instruments/
    path(pgettext_lazy("address", "instruments/"), views.InstrumentList.as_view(), name="list"),
    path(pgettext_lazy("address", "instruments/find/"), finder_views.find, name="find"),
    path(pgettext_lazy("address", "instruments/find.json"), finder_views.find_json, name="find-json"),
    path(pgettext_lazy("address", "instruments/rules/"), finder_views.rules, name="rules"),
    path(pgettext_lazy("address", "embed/instruments/<slug:slug>/"), embeds.instrument, name="embed"),
    path(pgettext_lazy("address", "instruments/<slug:slug>/"), views.InstrumentDetail.as_view(), name="detail"),
    # /calls/
    path(pgettext_lazy("address", "calls/"), call_views.CallList.as_view(), name="calls"),
    path(
        pgettext_lazy("address", "calls.<slug:ending>"),
        ListingFile.as_view(record_list=call_list.CALLS),
        name="calls-file",
    ),
    path(pgettext_lazy("address", "calls/<slug:slug>/"), call_views.CallDetail.as_view(), name="call"),
    # /cooperations/
    path(pgettext_lazy("address", "cooperations/"), views.CooperationList.as_view(), name="cooperations"),
    path(
        pgettext_lazy("address", "cooperations.<slug:ending>"),
        ListingFile.as_view(record_list=lists.COOPERATIONS),
        name="cooperations-file",
    ),
    path(pgettext_lazy("address", "partnerships/earlier-forms/"), views.earlier_forms, name="earlier"),
    path(
        pgettext_lazy("address", "cooperations/<slug:slug>.<slug:ending>"),
        views.cooperation_picture,
        name="cooperation-picture",
    ),
    path(pgettext_lazy("address", "cooperations/<slug:slug>/"), views.CooperationDetail.as_view(), name="cooperation"),
]
