"""Takes a file of the library away for good, such as one whose right was withdrawn."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.core.content.specs import concepts
from portal.library import store
from portal.library.models import Filed


class Command(BaseCommand):
    help = (
        "Deletes the file of this name (40 characters, as in its address) in all its widths, unless a record names it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("digest")

    def handle(self, *args: Any, digest: str, **options: Any) -> None:
        if not store.DIGEST.fullmatch(digest):
            raise CommandError(f"“{digest}” is not the name of a file: 40 characters from 0 to 9 and a to f.")
        filed: list[Any] = [concept.model for concept in concepts() if issubclass(concept.model, Filed)]
        for model in filed:
            if named := model._base_manager.filter(digest=digest).first():
                raise CommandError(
                    f"{model._meta.label_lower} “{named.code}” names it: give that another file, or delete it."
                )
        self.stdout.write(f"Deleted: {store.forget(digest)}.")
