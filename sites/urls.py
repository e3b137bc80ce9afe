from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.core.lists.views import ListingFile
from sites import lists, themes, views
from sites.atlas import views as atlas
from sites.countries import embeds
from sites.countries import views as countries

app_name = "sites"
urlpatterns = [
    path(pgettext_lazy("address", "map/"), atlas.world_map, name="map"),
    path(pgettext_lazy("address", "map/names/"), atlas.map_names, name="map-names"),
    path(pgettext_lazy("address", "map.<str:ending>"), atlas.map_data, name="map-data"),
    path(pgettext_lazy("address", "countries/"), countries.countries, name="countries"),
    path(pgettext_lazy("address", "countries/others/"), countries.others, name="other-countries"),
    path(pgettext_lazy("address", "countries/regions/<slug:slug>/"), countries.region, name="region"),
    path(pgettext_lazy("address", "countries/<slug:slug>/"), countries.country, name="country"),
    path(pgettext_lazy("address", "countries/<slug:slug>.<slug:ending>"), countries.picture, name="country-picture"),
    path(pgettext_lazy("address", "embed/countries/<slug:slug>/"), embeds.country, name="embed-country"),
    path(pgettext_lazy("address", "embed/map/"), embeds.world_map, name="embed-map"),
    path(pgettext_lazy("address", "offices/"), views.OfficeList.as_view(), name="offices"),
    path(pgettext_lazy("address", "offices/<slug:slug>/"), views.OfficeDetail.as_view(), name="office"),
    path(pgettext_lazy("address", "networks/"), views.NetworkList.as_view(), name="networks"),
    path(pgettext_lazy("address", "networks/<slug:slug>/"), views.NetworkDetail.as_view(), name="network"),
    path(pgettext_lazy("address", "institutions/"), views.InstitutionList.as_view(), name="institutions"),
    path(
        pgettext_lazy("address", "institutions.<slug:ending>"),
        ListingFile.as_view(record_list=lists.INSTITUTIONS),
        name="institutions-file",
    ),
    path(pgettext_lazy("address", "institutions/<slug:slug>/"), views.InstitutionDetail.as_view(), name="institution"),
    path(pgettext_lazy("address", "themes/"), themes.themes, name="themes"),
    path(pgettext_lazy("address", "themes/<slug:slug>/"), themes.theme, name="theme"),
    path(pgettext_lazy("address", "programmes/"), views.ProgrammeList.as_view(), name="programmes"),
    path(pgettext_lazy("address", "programmes/<slug:slug>/"), views.ProgrammeDetail.as_view(), name="programme"),
]
