from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = pgettext_lazy("noun", "Search")

    def ready(self) -> None:
        from portal.core.content import revisions
        from portal.editing import housekeeping
        from portal.search import index_sync

        revisions.subscribe(index_sync.update)
        housekeeping.register(index_sync.catch_up)
