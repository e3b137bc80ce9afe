from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.core.content.dump import dump


class Command(BaseCommand):
    help = "Writes the content back to its files, in the one form they have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=settings.CONTENT_DIR)

    def handle(self, *args: Any, **options: Any) -> None:
        for path in dump(options["directory"]):
            self.stdout.write(str(path))
