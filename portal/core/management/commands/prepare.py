import gc
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override

from portal.core.content import revisions
from portal.core.content.load import FILES
from portal.core.lock import alone
from portal.core.models import Revision
from portal.core.revision import RevisionKind
from portal.core.text.catalogues import compile_catalogues

# What the packages of Leaflet and htmx hold and no page names: patterns of names of files and folders.
UNNAMED = ("draw", "proj4*", "leaflet-src.*", "ext", "htmax-*", "htmx-4*", "htmx-2.js")


class Command(BaseCommand):
    help = "Makes the site ready to start: catalogues, migrations, content, search index, static files. Does only what changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        gc.disable()  # models by the thousand while the tables are made: a quarter of the time would go into looking for dead ones
        try:
            with alone("prepare"), override(None):  # what is written to the database is in no language of a reader's
                compile_catalogues()
                self.migrate()
                call_command("carry_over_history", stdout=self.stdout)
                self.load_content()
                revisions.complete()
                call_command("rebuild_search", if_needed=True, stdout=self.stdout)
                self.collect_static()
        finally:
            gc.enable()

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Migrating the database…")
            call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)

    def load_content(self) -> None:
        # Kept in the database, not beside it: another DATABASE_URL is another site, which needs its own load.
        now = fingerprint(sorted(settings.CONTENT_DIR.glob("*.yaml")))
        if Revision.objects.filter(model=FILES).values_list("digest", flat=True).first() != now:
            self.stdout.write("Loading the content…")
            call_command("loadcontent", stdout=self.stdout)
            Revision.objects.create(model=FILES, code=FILES, kind=RevisionKind.LOADED, digest=now)

    def collect_static(self) -> None:
        stamp = settings.VAR_DIR / "static.stamp"
        # A folder, or a pair of the prefix of its addresses and the folder.
        folders = [Path(entry[1] if isinstance(entry, tuple) else entry) for entry in settings.STATICFILES_DIRS]
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        now = fingerprint([*sorted(files), settings.BASE_DIR / "requirements" / "base.txt"])
        if not stamp.exists() or stamp.read_text() != now:
            self.stdout.write("Collecting static files…")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=[*UNNAMED])
            stamp.write_text(now)


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
