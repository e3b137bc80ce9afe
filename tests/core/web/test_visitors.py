"""Who asks: one address is one visitor, and is kept under a name from which nobody finds it again."""

import pytest

from portal.core.web import visitors


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("2001:db8:1:1::1", "2001:db8:1:1::2", True),  # one house
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("unknown", "", False),
    ],
)
def test_who_is_one_visitor(rf, one, other, are_same):
    first, second = (visitors.visitor(rf.get("/", REMOTE_ADDR=address)) for address in (one, other))
    assert (first == second) is are_same


def test_a_key_tells_visitors_and_purposes_apart_and_holds_no_address(rf):
    here, there = (rf.get("/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    keys = [visitors.key(here, "a"), visitors.key(here, "b"), visitors.key(there, "a")]
    assert (len(set(keys)), visitors.key(here, "a") == keys[0]) == (3, True)
    assert not any("192.0.2" in key for key in keys)
