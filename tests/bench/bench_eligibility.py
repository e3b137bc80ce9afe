"""How long 1,000 assessments of all the open instruments take: `python -m tests.bench.bench_eligibility`.

No database: five instruments as the sources describe them, a thousand different cases.
"""

from datetime import date, timedelta
from itertools import cycle, islice, product
from time import perf_counter

from instruments.eligibility import Profile, Span, assess
from tests.instruments.test_eligibility import ALL, KIP

ON = date(2026, 11, 21)
CASES = 1_000
FIVE = (*ALL, KIP)


def cases() -> list[Profile]:
    told = product(
        (None, "inserm", "foreign"),
        (None, "new", "emerging", "established"),
        (None, "team", "laboratory"),
        (None, 1, 3),
        (None, "crcn", "non-permanent"),
        (None, *(Span(ON - timedelta(days), ON - timedelta(days)) for days in (400, 4000))),
        (None, frozenset(), frozenset({"erc-starting"})),
    )
    return [Profile(*answers) for answers in islice(cycle(list(told)[::2]), CASES)]


def main() -> None:
    asked = cases()
    started = perf_counter()
    fits = sum(assess(rules, profile, ON).fit == "fits" for profile in asked for rules in FIVE)
    seconds = perf_counter() - started
    print(f"eligibility: {CASES} cases × {len(FIVE)} instruments in {seconds * 1000:.0f} ms ({fits} verdicts “fits”)")


if __name__ == "__main__":
    main()
