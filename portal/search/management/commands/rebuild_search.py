from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from opensearchpy.exceptions import OpenSearchException

from portal.search import index, server

BAR = 30


class Command(BaseCommand):
    help = "Builds the search index anew from the published records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only if it is missing or made by other rules")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["if_needed"] and index.is_current()):
            count = index.rebuild(self.show)
            self.stdout.write(f"Search: {count} documents in the index.")
        elif server.is_current():
            return
        self.fill_server()

    def fill_server(self) -> None:
        try:
            count = server.rebuild()
        except OpenSearchException as error:
            self.stderr.write(f"Search: the server does not answer ({error}); the database does.")
        else:
            if count:
                self.stdout.write(f"Search: {count} documents on the server.")

    def show(self, done: int, total: int, label: str) -> None:
        """One line that moves on a terminal; silence elsewhere, where it would fill a log."""
        if self.stdout.isatty():
            full = BAR * done // total
            ending = "\n" if done == total else ""
            self.stdout.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{total} {label:<20}", ending=ending)
            self.stdout.flush()
