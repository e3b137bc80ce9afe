"""The roof: every address of the portal. What a person reads is under a language; what a machine reads is not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy

from portal import doors, home
from portal.core.lists.urls import other_rooms, room
from portal.core.web import views
from portal.core.web.manifest import manifest
from portal.core.web.sitemaps import RecordSitemap, ViewSitemap, site_map_of_machines
from portal.opendata.api import api
from portal.opendata.views import data_catalogue
from portal.pages.sitemaps import PageSitemap
from sites.countries.sitemaps import CountrySitemap
from sites.themes import ThemeSitemap

handler404 = "portal.core.web.views.not_found"
handler429 = "portal.editing.people.views.too_many"  # asked for by allauth
handler500 = "portal.core.web.views.server_error"

SITEMAPS = {
    "pages": ViewSitemap(
        *("home", "instruments:list", "instruments:find", "instruments:rules", "instruments:calls"),
        "instruments:cooperations",
        *("partnerships:list", "partnerships:projects"),
        "instruments:earlier",
        *(
            "sites:map",
            "sites:countries",
            "sites:other-countries",
            "sites:themes",
            "sites:offices",
            "sites:networks",
            "sites:institutions",
            "sites:programmes",
        ),
        *(
            "pages:strategy",
            "pages:key-figures",
            "pages:fact-sheet",
            "pages:glossary",
            "pages:questions",
            "pages:news",
            "pages:discrepancies",
            "pages:parity",
        ),
        *("search:results", "upkeep:corrections", "site-map", "opendata:data"),
        *(each.page for each in home.more_lists()),
        listed=home.listed,
    ),
    "country": CountrySitemap(),
    "theme": ThemeSitemap(),
    **{model._meta.model_name: RecordSitemap(model) for model in home.public_models()},
    "page": PageSitemap(),
}

urlpatterns = [
    path("", views.root, name="root"),
    path("accessibilite", views.bare_accessibility),
    path("admin/", include("portal.editing.people.urls")),
    path("admin/", include("portal.editing.lookup.urls")),
    path("admin/", admin.site.urls),
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("sitemap.xml", site_map_of_machines, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", views.security_txt),
    path("api/v1/", api.urls),
    path("media/", include("portal.library.urls")),
    path("data/catalog.<slug:ending>", data_catalogue, name="catalogue"),
    *i18n_patterns(
        path("", home.home, name="home"),
        path(pgettext_lazy("address", "funding/"), doors.funding, name="funding"),
        path(pgettext_lazy("address", "funding/european-projects/"), doors.european_projects, name="european-projects"),
        path(pgettext_lazy("address", "partnerships/"), doors.partnerships, name="partnerships"),
        path(pgettext_lazy("address", "world/"), doors.world, name="world"),
        path(pgettext_lazy("address", "contacts/"), doors.contacts, name="contacts"),
        path(pgettext_lazy("address", "work-with-us/"), doors.work_with_us, name="work-with-us"),
        room("instruments", "instruments.urls"),
        room("sites", "sites.urls"),
        room("partnerships", "partnerships.urls"),
        path("manifest.webmanifest", manifest, name="manifest"),
        path("", include("portal.core.pictures.urls")),
        path("", include("portal.opendata.urls")),
        room("pages", "portal.pages.urls"),
        path("", include("portal.pages.legal_urls")),
        path("", include("portal.search.urls")),
        path("", include("portal.editing.urls")),
        path("", include("portal.editing.upkeep.urls")),
        *other_rooms(named={"instruments", "sites", "partnerships", "pages"}),
        path(pgettext_lazy("address", "site-map/"), home.site_map, name="site-map"),
        *(
            [path(pgettext_lazy("address", "components/"), home.components, name="components")]
            if settings.DEBUG
            else []
        ),
    ),
]
