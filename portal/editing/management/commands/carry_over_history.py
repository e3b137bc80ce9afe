from typing import Any

from django.core.management.base import BaseCommand

from portal.editing.revisions.carry_over import carry_over


class Command(BaseCommand):
    help = "Carries the history and the prepared changes of an earlier release over; does nothing where that is done."

    def handle(self, *args: Any, **options: Any) -> None:
        if count := carry_over():
            self.stdout.write(f"History: {count} earlier versions and prepared changes carried over.")
