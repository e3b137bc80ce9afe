from django.contrib import admin
from django.urls import path

from portal.editing import linking

app_name = "desk"
urlpatterns = [path("references/", admin.site.admin_view(linking.references), name="references")]
