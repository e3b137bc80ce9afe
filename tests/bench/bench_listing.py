"""What a catalogue costs as it grows: the page under three filters, and its CSV. `make bench` runs it.

In a database of its own, in a temporary folder; what is measured is the whole answer, as a visitor gets it. The file is
read as a stream by a new process, whose highest memory is told: by how much it grew from the first piece to the last.
"""

import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.alone import alone, set_up

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 5
QUERIES = 8  # fewer than, whatever the rows
MEMORY = 40.0  # MB that the CSV of the largest size may add
READ_CSV = "--read-csv"
QUESTIONS = {
    "no filter": "",
    "three filters": "country=DE&theme=theme-1&state=running",
    "nothing found": "country=JP&theme=theme-1&year=1999",
    "by name, page 3": "continent=europe&sort=name&page=3",
}


def measure() -> int:
    from django.core.management import call_command
    from django.db import connection

    call_command("loadcontent", verbosity=0)
    chance, before, worst = random.Random(1), {}, 0
    for size in SIZES:
        fill(size, chance)
        connection.cursor().execute("ANALYZE")
        for name, query in QUESTIONS.items():
            number, milliseconds, answered = page(query)
            worst = max(worst, number)
            growth = f", {milliseconds / before[name]:.1f} times as long" if name in before else ""
            before[name] = milliseconds
            print(
                f"listing, {connection.vendor}, {size:>6} rows, {name:<15}: {number} queries, p50 {milliseconds:6.1f} ms,"
                f" {answered:>6} found{growth}"
            )
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_listing", READ_CSV], capture_output=True, text=True, check=True
    ).stdout
    seconds, megabytes, lines, grown = (float(number) for number in told.split())
    print(f"listing, CSV of {lines:.0f} rows: {megabytes:.0f} MB in {seconds:.1f} s, {grown:.1f} MB of memory added")
    kept = worst < QUERIES and grown < MEMORY and lines > size
    print(f"listing, aim: under {QUERIES} queries, under {MEMORY:.0f} MB added: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


def fill(size: int, chance: random.Random) -> None:
    """Cooperations up to `size`, each with a theme or two and some partners; nobody is told of them one by one."""
    from instruments.enums import CooperationState
    from instruments.models import Cooperation, Instrument, Partner
    from portal.core.models import Theme
    from sites.models import Institution, Place

    if not Theme.objects.filter(code="theme-1").exists():
        Theme.objects.bulk_create(
            Theme(
                code=f"theme-{n}",
                name_fr=f"Thème {n}",
                name_en=f"Theme {n}",
                sort_key_fr=f"{n:03}",
                sort_key_en=f"{n:03}",
            )
            for n in range(30)
        )
    instruments, themes = list(Instrument.objects.all()), list(Theme.objects.filter(code__startswith="theme-"))
    places, bodies = list(Place.objects.all()), list(Institution.objects.all())
    start = Cooperation.objects.filter(code__startswith="made-").count()
    made = Cooperation.objects.bulk_create(
        (
            Cooperation(
                code=f"made-{n}",
                status="published",
                instrument=chance.choice(instruments),
                state=chance.choice(CooperationState.values),
                started=chance.choice([None, "2019", "2021-05", "2025-10-15"]),
                as_of="2025",
                **_words(n, chance),
            )
            for n in range(start, size)
        ),
        batch_size=1000,
    )
    ties = Cooperation.themes.through
    pairs = (ties(cooperation_id=row.pk, theme_id=theme.pk) for row in made for theme in chance.sample(themes, 2))
    ties.objects.bulk_create(pairs, batch_size=5000)
    partners = (
        Partner(
            cooperation=row,
            order=order,
            side="foreign" if order else "french",
            institution=chance.choice(bodies),
            place=chance.choice([None, chance.choice(places)]),
        )
        for row in made
        for order in range(3)
    )
    Partner.objects.bulk_create(partners, batch_size=5000)


def _words(n: int, chance: random.Random) -> dict[str, str]:
    key = "".join(chance.choices("abcdefghijklmnop", k=12))
    return {
        "name_fr": f"{key} {n}",
        "name_en": f"{key} {n}",
        "slug_fr": f"made-{n}",
        "slug_en": f"made-{n}",
        "sort_key_fr": key,
        "sort_key_en": key,
        "summary_fr": "Une coopération inventée pour mesurer. " * 3,
        "summary_en": "A cooperation made up to measure. " * 3,
    }


def page(query: str) -> tuple[int, float, int]:
    """(queries, milliseconds, rows found) of the page under this query."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal.core.lists.listing import Listing
    from portal.core.lists.record_list import lists

    path, times = f"/en/cooperations/?{query}", []
    with CaptureQueriesContext(connection) as queries:
        answer = Client(headers={"host": "localhost"}).get(path)
        asked = len(queries)  # now: the next request empties the log
    for _ in range(ROUNDS):
        started = time.perf_counter()
        Client(headers={"host": "localhost"}).get(path)
        times.append((time.perf_counter() - started) * 1000)
    assert answer.status_code == 200
    return asked, statistics.median(times), Listing(lists()["cooperations"], answer.wsgi_request.GET).count


def read_csv() -> int:
    """Prints (seconds, MB sent, rows, MB of memory added since the first piece) of the CSV of all rows."""
    set_up()
    from django.test import Client

    started, sent, lines, first = time.perf_counter(), 0, 0, 0
    for piece in Client(headers={"host": "localhost"}).get("/en/cooperations.csv"):
        sent, lines = sent + len(piece), lines + piece.count(b"\r\n")
        first = first or highest_memory()
    print(time.perf_counter() - started, sent / 1e6, lines, highest_memory() - first)
    return 0


def highest_memory() -> float:
    """In MB, of this program alone: getrusage would count what the one that started it had."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(told[1]) / 1e3


if __name__ == "__main__":
    sys.exit(read_csv() if READ_CSV in sys.argv else alone(measure))
