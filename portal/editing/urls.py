from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.editing.review import preview

app_name = "editing"
urlpatterns = [path(pgettext_lazy("address", "preview/<str:token>/"), preview.preview, name="preview")]
