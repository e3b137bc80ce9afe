"""How long the longest texts take to be read, made to be slow: `python -m tests.bench.bench_texts`.

What reads a text takes time in proportion to its length: a rule that grows faster would take minutes at this length.
"""

import sys
from contextlib import suppress
from itertools import permutations
from random import Random
from time import process_time

from tests.bench.alone import alone

AIM, AIM_RICH = 0.5, 3.0  # seconds of the processor, one text
PAIRS = 40


def measure() -> int:
    from django.core.exceptions import ValidationError

    from portal.core.fields import BODY
    from portal.core.text import sanitiser
    from tests.editing.forms.test_richtext import SLOW, saved
    from tests.test_long_texts import CASES, KINDS, LENGTH, repeated

    drawn = Random(2026).sample(list(permutations(KINDS, 2)), PAIRS)
    halves = [repeated(one)[: LENGTH // 2] + repeated(two)[: LENGTH // 2] for one, two in drawn]
    texts = [*map(repeated, KINDS), *(repeated(*two) for two in drawn), *halves, "&#" + repeated("1")]
    texts = [text[:BODY] for text in texts]  # no field takes a longer one

    def spent(read, *arguments) -> float:
        began = process_time()
        with suppress(ValidationError):  # no number, too deep, too long
            read(*arguments)
        return process_time() - began

    missed = []
    for name, (read, *language) in CASES.items():
        worst = max((spent(read, text, *language), text[:12]) for text in texts)
        missed += [name] if worst[0] > AIM else []
        print(f"texts, {name:<28} {BODY:,} characters: at most {worst[0] * 1000:6.0f} ms ({worst[1]!r}…)")
    for piece in SLOW:
        took = spent(lambda text: sanitiser.render(saved(text)), piece * (BODY // len(piece)))
        missed += [piece] if took > AIM_RICH else []
        print(f"texts, saved and shown {piece!r:<12} {BODY:,} characters: {took * 1000:6.0f} ms")
    print(
        f"texts, aim: {AIM} s each, {AIM_RICH} s saved and shown: {'MISSED by ' + ', '.join(missed) if missed else 'kept'}"
    )
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(alone(measure))
