from django.urls import path
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView

from partnerships import lists, views
from portal.core.lists.views import ListingFile

app_name = "partnerships"
urlpatterns = [
    # /partnerships/, whose index page gathers what several rooms know
    path(pgettext_lazy("address", "partnerships/list/"), views.PartnershipList.as_view(), name="list"),
    path(pgettext_lazy("address", "partnerships/agreements/"), views.agreements, name="agreements"),
    path(pgettext_lazy("address", "partnerships/anrs-mie/"), views.anrs, name="anrs"),
    path(
        pgettext_lazy("address", "partnerships/list.<slug:ending>"),
        ListingFile.as_view(record_list=lists.PARTNERSHIPS),
        name="list-file",
    ),
    path(
        pgettext_lazy("address", "partnerships.<slug:ending>"),
        RedirectView.as_view(pattern_name="partnerships:list-file", query_string=True, permanent=True),
    ),
    path(pgettext_lazy("address", "partnerships/<slug:slug>/"), views.ModalityDetail.as_view(), name="modality"),
    path(
        pgettext_lazy("address", "partnerships/<slug:modality>/<slug:slug>/"),
        views.PartnershipDetail.as_view(),
        name="partnership",
    ),
    # /projects/
    path(pgettext_lazy("address", "projects/"), views.ProjectList.as_view(), name="projects"),
    path(
        pgettext_lazy("address", "projects.<slug:ending>"),
        ListingFile.as_view(record_list=lists.PROJECTS),
        name="projects-file",
    ),
    path(pgettext_lazy("address", "projects/<slug:slug>/"), views.ProjectDetail.as_view(), name="project"),
]
