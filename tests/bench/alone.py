"""A benchmark in a database of its own, in a temporary folder: nothing that stands on this machine is touched."""

import os
import tempfile
from collections.abc import Callable


def alone(measure: Callable[[], int]) -> int:
    """The exit code of `measure`, called with the portal set up on an empty SQLite database."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ.update(PORTAL_VAR=folder, DJANGO_SETTINGS_MODULE="portal.settings", PORTAL_HTTPS="0")
        os.environ.pop("DATABASE_URL", None)
        set_up()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return measure()


def set_up() -> None:
    """Django, with static files that nobody has collected."""
    import django

    django.setup()
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
