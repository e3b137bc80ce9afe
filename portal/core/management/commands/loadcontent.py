from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.content.load import load
from portal.core.content.yamlfile import ContentError


class Command(BaseCommand):
    help = "Loads the content files: creates and updates what they own, never over an editor's work. All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument("--overwrite", action="store_true", help="also replace what editors have changed since")

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = options["directory"]
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a folder.")
        try:
            report = load(directory, options["overwrite"])
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"Nothing was loaded: {len(error.problems)} problem(s).") from None
        for name, reason in (
            ("kept", "changed by an editor since: kept as it is (--overwrite replaces it)"),
            ("gone", "deleted by an editor since: not made again (--overwrite makes it)"),
            ("removed", "no longer in the files: taken off the site"),
            ("orphaned", "no longer in the files: left on the site, an editor wrote in it or others refer to it"),
        ):
            for model, key in getattr(report, name):
                self.stdout.write(f"{model} {key}: {reason}")
        self.stdout.write(
            f"Content: {len(report.created)} created, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged, {len(report.kept) + len(report.gone)} left to the editors."
        )
