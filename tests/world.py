"""For tests that open hundreds of pages of an unchanging world: the map's features are read once per language."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from portal.core.languages import current
from sites.atlas import layers
from sites.countries import parts


@contextmanager
def remembered() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "features", _once(layers.features))
        patch.setattr(parts, "by_country", _once(parts.by_country))
        yield


def _once(find: Callable[[], Any]) -> Callable[[], Any]:
    found = cache(lambda language: find())
    return lambda: found(current())
