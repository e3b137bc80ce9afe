from django.urls import re_path

from portal.library import store, views

app_name = "library"
urlpatterns = [re_path(rf"^(?P<name>{store.NAME})\Z", views.file, name="file")]
