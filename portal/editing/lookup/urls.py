from django.contrib import admin
from django.urls import path

from portal.editing.lookup import guide, link_targets, record_search

app_name = "desk"
urlpatterns = [
    path("find/", admin.site.admin_view(record_search.find), name="find"),
    path("guide/", admin.site.admin_view(guide.guide), name="guide"),
    path("references/", admin.site.admin_view(link_targets.references), name="references"),
]
