from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.search import index

BAR = 30


class Command(BaseCommand):
    """Rebuilds the search index."""

    help = "Builds the search index anew from the published records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only if it is missing or made by other rules")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and index.is_current():
            return
        count = index.rebuild(self.show)
        self.stdout.write(f"Search: {count} documents in the index.")

    def show(self, done: int, total: int, label: str) -> None:
        """Draws a progress bar on a terminal; writes nothing elsewhere."""
        if self.stdout.isatty():
            full = BAR * done // total
            ending = "\n" if done == total else ""
            self.stdout.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{total} {label:<20}", ending=ending)
            self.stdout.flush()
