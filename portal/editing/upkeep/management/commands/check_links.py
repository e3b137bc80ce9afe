from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.core.text import languages
from portal.editing.upkeep.asking import Answer, ask_all
from portal.editing.upkeep.links import CheckedLink, LinkState, LinkUse, Use, used

BAR = 30


class Command(BaseCommand):
    """Checks all outside links and stores the results."""

    help = (
        "Asks every outside address that the content leads to whether it still answers; exit code 1 if one is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--timeout", type=float, default=10, help="seconds to wait for one answer")
        parser.add_argument("--pause", type=float, default=1, help="seconds between two questions to one host")
        parser.add_argument("--only-broken", action="store_true", help="only those that were broken the last time")

    def handle(self, *args: Any, **options: Any) -> None:
        found = used()
        with transaction.atomic():
            CheckedLink.objects.exclude(url__in=found).delete()
        wanted = list(found)
        if options["only_broken"]:
            wanted = [url for url in found if CheckedLink.objects.filter(url=url, state=LinkState.BROKEN).exists()]
        broken = []
        for done, (url, answer) in enumerate(
            ask_all(wanted, options["timeout"], options["pause"], settings.SITE_URL), 1
        ):
            remember(url, answer, found[url])
            broken += [(url, answer)] if answer.state == LinkState.BROKEN else []
            self.show(done, len(wanted))
        for url, answer in sorted(broken, key=lambda pair: pair[0]):
            self.stdout.write(f"{answer.status or answer.reason}  {url}")
            for use in found[url]:
                self.stdout.write(f"    {use.record._meta.label_lower} {use.record.natural_key()[0]}, {use.field}")
        self.stdout.write(f"Links: {len(wanted)} asked, {len(broken)} broken.")
        if broken:
            raise CommandError(f"{len(broken)} broken.", returncode=1)

    def show(self, done: int, total: int) -> None:
        """Draws a progress bar on a terminal; writes nothing elsewhere."""
        if self.stdout.isatty():
            full = BAR * done // total
            ending = "\n" if done == total else ""
            self.stdout.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{total}", ending=ending)
            self.stdout.flush()


@transaction.atomic
def remember(url: str, answer: Answer, uses: list[Use]) -> None:
    """Stores the result of checking `url`, and the records that contain it now."""
    now = timezone.now()
    before = CheckedLink.objects.filter(url=url).first()
    since = before.first_failed_at if before else None
    link, _ = CheckedLink.objects.update_or_create(
        url=url,
        defaults={
            "state": answer.state,
            "status": answer.status,
            "reason": answer.reason,
            "moved_to": answer.moved_to,
            "checked_at": now,
            "first_failed_at": (since or now) if answer.state == LinkState.BROKEN else None,
        },
    )
    link.uses.all().delete()
    LinkUse.objects.bulk_create(
        LinkUse(
            link=link,
            model=use.record._meta.label_lower,
            object_id=use.record.pk,
            record=str(languages.text_of(use.record, "name") if hasattr(use.record, "name") else use.record)[:250],
            field=use.field[:80],
        )
        for use in uses
    )
