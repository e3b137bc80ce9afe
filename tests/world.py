"""For tests that open hundreds of pages of an unchanging world inside a transaction: the site keeps what it would keep."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from portal.core.content import version


@contextmanager
def remembered() -> Iterator[None]:
    """Inside, the content is taken not to change; outside, nothing of it is left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version, "is_certain", lambda: True)
        patch.setattr(version, "_look", lambda: "a world that does not change")
        patch.setattr(version, "_kept", {})
        patch.setattr(version, "_asked", {})
        yield
