"""How long somebody who guesses must wait before the next attempt to sign in.

Counted by account and address together: whoever guesses from elsewhere cannot shut the account's owner out. A second,
wide count by address alone slows one who tries many accounts. The counts lie in the cache that all processes share;
attempts at the same instant may be counted once, and the limit of 30 a minute for each address bounds what that gives.
"""

import hashlib
import math
import time

from django.core.cache import cache

KEPT = 3600  # seconds after the last failure
LONGEST = 900  # seconds to wait
FREE, FREE_FROM_ADDRESS = 5, 50  # failures before there is any wait


def pause(failures: int, free: int = FREE) -> int:
    """Seconds to wait after the last of so many failures: none, then 60, 120, 240, 480, 900."""
    return 0 if failures < free else min(60 * 2 ** min(failures - free, 10), LONGEST)


def _keys(account: str, address: str) -> list[tuple[str, int]]:
    def key(*parts: str) -> str:
        return "signin:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()

    return [(key(account.strip().casefold(), address), FREE), (key(address), FREE_FROM_ADDRESS)]


def wait(account: str, address: str) -> int:
    """Seconds until `account` may be tried again from `address`; 0: now."""
    now, longest = time.time(), 0.0
    for key, free in _keys(account, address):
        failures, last = cache.get(key, (0, 0.0))
        longest = max(longest, last + pause(failures, free) - now)
    return math.ceil(longest)


def failed(account: str, address: str) -> None:
    """Counts a wrong password."""
    for key, _free in _keys(account, address):
        failures, _last = cache.get(key, (0, 0.0))
        cache.set(key, (failures + 1, time.time()), KEPT)


def succeeded(account: str, address: str) -> None:
    """Forgets the failures of this account from this address; those of the address alone stay."""
    cache.delete(_keys(account, address)[0][0])
