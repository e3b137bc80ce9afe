"""Searches that found nothing, for editors to learn from: the words, never the person.

Kept: the words without case and accents, the language, how often, the last day. No address, no moment, no cookie;
nothing that looks like an e-mail address or a long number. A row is gone 90 days after its last day.
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
MOST = 1000  # rows: a flood of nonsense drives out what was asked once, never what many asked
_PERSONAL = re.compile(r"@|\d{6}|\d(?:[ .\-/]?\d){8}")


class FruitlessQuerySet(models.QuerySet):
    def recent(self) -> Self:
        return self.filter(last_on__gte=timezone.localdate() - KEPT)

    def forget(self) -> None:
        """Deletes what is older than it may be."""
        self.filter(last_on__lt=timezone.localdate() - KEPT).delete()


class FruitlessSearch(models.Model):
    """Words that were searched for in one language and found nothing."""

    words = models.CharField(_("words"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=8)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_on = models.DateField(_("last on"))

    objects = FruitlessQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ("-count", "-last_on", "words")
        constraints = (models.UniqueConstraint(fields=("words", "language"), name="search_fruitless_once"),)

    def __str__(self) -> str:
        return self.words


def note(words: str, language: str) -> None:
    """Counts one more search for `words` that found nothing. Never raises: a reader's search is worth more than the count."""
    folded = _plain(words)
    if not folded or len(folded) > LONGEST or _PERSONAL.search(words):
        return
    try:
        with transaction.atomic():
            _count(folded, language)
    except DatabaseError:
        logger.warning("search: a search without result was not counted", exc_info=True)


def _plain(words: str) -> str:
    """Without case, accents and punctuation; letters of any script stay as they are."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", letters)))


def _count(words: str, language: str) -> None:
    today = timezone.localdate()
    rows = FruitlessSearch.objects.filter(words=words, language=language)
    if rows.update(count=F("count") + 1, last_on=today):
        return
    FruitlessSearch.objects.all().forget()
    if FruitlessSearch.objects.count() >= MOST:
        FruitlessSearch.objects.order_by("count", "last_on", "pk")[:1].get().delete()
    FruitlessSearch.objects.create(words=words, language=language, last_on=today)
