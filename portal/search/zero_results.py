"""Zero-result searches, counted for editors without anything about the person.

Stored are the words without case and accents, the language, the count and the last day; no address, time or cookie, and
nothing that looks like an e-mail address or a long number. A row is deleted 90 days after its last day.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from datetime import timedelta
from typing import Self

from django.db import DatabaseError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
LONGEST = 80  # characters
MOST = 1000  # rows: beyond that, the rarest and oldest are replaced
_PERSONAL = re.compile(r"@|\d{6}|\d(?:[ .\-/]?\d){8}")


class ZeroResultQuerySet(models.QuerySet):
    """Queries for zero-result searches."""

    def recent(self) -> Self:
        """Searches of the last 90 days."""
        return self.filter(last_on__gte=timezone.localdate() - KEPT)

    def forget(self) -> None:
        """Deletes searches older than 90 days."""
        self.filter(last_on__lt=timezone.localdate() - KEPT).delete()


class FruitlessSearch(models.Model):
    """Words that were searched for in one language without result, and how often."""

    words = models.CharField(_("words"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=8)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_on = models.DateField(_("last on"))

    objects = ZeroResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ("-count", "-last_on", "words")
        constraints = (models.UniqueConstraint(fields=("words", "language"), name="search_fruitless_once"),)

    def __str__(self) -> str:
        return self.words


def note(words: str, language: str) -> None:
    """Counts a search for `words` that found nothing. A database error is logged, never raised."""
    folded = _plain(words)
    if not folded or len(folded) > LONGEST or _PERSONAL.search(words):
        return
    try:
        with transaction.atomic():
            _count(folded, language)
    except DatabaseError:
        logger.warning("search: a search without result was not counted", exc_info=True)


def _plain(words: str) -> str:
    """`words` without case, accents and punctuation; letters of any script are kept."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", letters)))


def _count(words: str, language: str) -> None:
    """Adds 1 to the row of `words`, or creates it; deletes old rows, and the rarest one if there are too many."""
    today = timezone.localdate()
    rows = FruitlessSearch.objects.filter(words=words, language=language)
    if rows.update(count=F("count") + 1, last_on=today):
        return
    FruitlessSearch.objects.all().forget()
    if FruitlessSearch.objects.count() >= MOST:
        FruitlessSearch.objects.order_by("count", "last_on", "pk")[:1].get().delete()
    FruitlessSearch.objects.create(words=words, language=language, last_on=today)
