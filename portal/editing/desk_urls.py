from django.contrib import admin
from django.urls import path

from portal.editing import finding, linking

app_name = "desk"
urlpatterns = [
    path("find/", admin.site.admin_view(finding.find), name="find"),
    path("references/", admin.site.admin_view(linking.references), name="references"),
]
