"""Waiting time after failed attempts to sign in.

Failures are counted by account and address together, so that guessing from elsewhere cannot lock the account's owner
out; a second, wider count by address alone slows down an attack on many accounts. The counts are kept in the shared
cache. Simultaneous attempts may be counted once; the limit of 30 requests a minute per address bounds the effect.
"""

import hashlib
import math
import time

from django.core.cache import cache

KEPT = 3600  # seconds for which a count is kept after the last failure
LONGEST = 900  # seconds: the longest wait
FREE, FREE_FROM_ADDRESS = 5, 50  # failures without any wait


def pause(failures: int, free: int = FREE) -> int:
    """Seconds to wait after `failures` failures: 0 for fewer than `free`, then 60, 120, 240, 480, 900."""
    return 0 if failures < free else min(60 * 2 ** min(failures - free, 10), LONGEST)


def _keys(account: str, address: str) -> list[tuple[str, int]]:
    """Cache keys of the two counts, each with the number of failures that cost no wait."""

    def key(*parts: str) -> str:
        return "signin:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()

    return [(key(account.strip().casefold(), address), FREE), (key(address), FREE_FROM_ADDRESS)]


def seconds_to_wait(account: str, address: str) -> int:
    """Seconds until `account` may be tried again from `address`; 0 when it may be tried now."""
    now, longest = time.time(), 0.0
    for key, free in _keys(account, address):
        failures, last = cache.get(key, (0, 0.0))
        longest = max(longest, last + pause(failures, free) - now)
    return math.ceil(longest)


def note_failure(account: str, address: str) -> None:
    """Counts one wrong password for `account` from `address`."""
    for key, _free in _keys(account, address):
        failures, _last = cache.get(key, (0, 0.0))
        cache.set(key, (failures + 1, time.time()), KEPT)


def forget_failures(account: str, address: str) -> None:
    """Deletes the failures of `account` from `address`; the count of the address alone stays."""
    cache.delete(_keys(account, address)[0][0])
