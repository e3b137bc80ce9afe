from typing import Any

from django.core.management.base import BaseCommand

from portal.core.text.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compiles the message catalogues (locale/*/LC_MESSAGES/*.po) that are newer than their .mo."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues():
            self.stdout.write(f"compiled {path}")
