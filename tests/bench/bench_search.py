"""How long a search takes: the median of many, with 1,000, 10,000 and 100,000 documents. `make bench` runs it.

In a database of its own, in a temporary folder; what is measured is `search()` and its page of 20 results, as a visitor asks.
"""

import random
import statistics
import sys
import time
from itertools import islice
from typing import Any

from tests.bench.alone import alone

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 60
VOCABULARY = 40_000  # rare words at most: a language has so many, however much is written in it
AIM, AIM_SIZE = 15.0, 10_000  # milliseconds, median; documents
COMMON = [
    "coopération",
    "recherche",
    "laboratoire",
    "santé",
    "équipe",
    "programme",
    "réseau",
    "partenaire",
    "unité",
    "projet",
]


def measure() -> int:
    from django.db import connection

    chance, medians = random.Random(1), {}  # the same documents each time
    for size in SIZES:
        words = fill(size, chance)
        times = sorted(one(words, chance) for _ in range(ROUNDS))
        medians[size] = statistics.median(times)
        slow = times[int(len(times) * 0.95)]
        growth = f", {medians[size] / medians[size // 10]:.1f} times as long" if size // 10 in medians else ""
        print(
            f"search, {connection.vendor}, {size:>6} documents: p50 {medians[size]:.1f} ms, p95 {slow:.1f} ms{growth}",
            flush=True,
        )
    is_kept = medians[AIM_SIZE] < AIM
    print(f"search, aim at {AIM_SIZE} documents: p50 under {AIM:.0f} ms: {'kept' if is_kept else 'MISSED'}")
    return 0 if is_kept else 1


def fill(size: int, chance: random.Random) -> list[str]:
    """Documents with words spread as in a language: few that are everywhere, many that are rare."""
    from django.conf import settings

    from portal.search.models import SearchDocument

    letters = "aeiou" * 2 + "bcdlmnprst" * 2
    rare = ["".join(chance.choices(letters, k=chance.randint(5, 11))) for _ in range(min(size * 2, VOCABULARY))]
    codes = [code for code, _ in settings.LANGUAGES]
    SearchDocument.objects.all().delete()
    texts = ((number, codes[number % len(codes)], words(rare, chance)) for number in range(size))
    made = (_document(number, code, *words) for number, code, words in texts)
    while some := list(islice(made, 500)):
        SearchDocument.objects.bulk_create(some)
    return rare


def words(rare: list[str], chance: random.Random) -> tuple[list[str], list[str], list[str]]:
    """The words of a title, a summary and a body."""
    return (
        [chance.choice(COMMON), chance.choice(rare), chance.choice(rare)],
        [*chance.choices(COMMON, k=4), *chance.choices(rare, k=12)],
        [*chance.choices(COMMON, k=8), *chance.choices(rare, k=100)],
    )


def _document(number: int, code: str, title: list[str], summary: list[str], body: list[str]) -> Any:
    from portal.search import analysis
    from portal.search.models import SearchDocument

    terms = [analysis.terms(" ".join(each), code) for each in (title, summary, body)]
    return SearchDocument(
        language=code,
        kind=("cooperation", "institution", "project")[number % 3],
        code=f"d{number}",
        object_id=number,
        address=f"/{number}/",
        title=" ".join(title),
        names="",
        summary=" ".join(summary),
        body=" ".join(body),
        folded=f"\n {analysis.fold(' '.join(title))}\n",
        title_terms=f" {' '.join(terms[0])} \n",
        summary_terms=f" {' '.join(terms[1])} \n",
        terms=" ".join(sorted({*terms[0], *terms[1], *terms[2]})),
    )


def one(rare: list[str], chance: random.Random) -> float:
    """Milliseconds of one search: a rare word, two rare ones that stand together nowhere, or a common and a rare one."""
    from django.conf import settings

    from portal.search.models import SearchDocument
    from portal.search.results import search

    title = chance.choice(SearchDocument.objects.values_list("title", flat=True)[:500]).split()
    words = chance.choice([title[1], " ".join(title), f"{title[0]} {title[2]}", chance.choice(rare)])
    started = time.perf_counter()
    found = search(words, settings.LANGUAGE_CODE)
    found.results(found.page(1))
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(alone(measure))
