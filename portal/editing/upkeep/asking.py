"""Requests to other sites that check whether a link still answers: rate-limited, never made in a visitor's request."""

from __future__ import annotations

import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from portal.editing.upkeep.links import LinkState

AGENT = "Mozilla/5.0 (compatible; CooperationPortalLinkCheck/1.0"
# Statuses by which a site refuses robots; a person may still see the page. 999 is LinkedIn's.
REFUSALS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, 999}
HOSTS_AT_ONCE = 6


@dataclass(frozen=True)
class Answer:
    """Result of checking a link: its state, the HTTP status (None without a response), the reason of a failure, and the
    new address after a permanent redirect ("" otherwise).
    """

    state: LinkState
    status: int | None = None
    reason: str = ""
    moved_to: str = ""


class _Moves(HTTPRedirectHandler):
    """Follows redirects; `for_good` says whether all of them were permanent."""

    def __init__(self) -> None:
        self.for_good = True

    def redirect_request(self, request, answer, code, words, headers, target):  # type: ignore[no-untyped-def]
        self.for_good = self.for_good and code in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
        followed = super().redirect_request(request, answer, code, words, headers, target)
        if followed is not None:
            followed.method = request.get_method()  # the library would turn HEAD into GET
        return followed


def ask(url: str, timeout: float, site: str = "") -> Answer:
    """Requests `url` by HEAD, then by GET unless HEAD succeeded. Never raises.

    `timeout` is in seconds; `site`, our own address, is sent in the User-Agent.
    """
    answer = _ask("HEAD", url, timeout, site)
    return answer if answer.state == LinkState.FINE else _ask("GET", url, timeout, site)


def _ask(method: str, url: str, timeout: float, site: str) -> Answer:
    """Makes one request and turns every failure into an `Answer`."""
    moves = _Moves()
    opener = build_opener(moves)
    try:
        request = Request(_ascii(url), method=method, headers=_headers(site))  # noqa: S310 - http(s) alone, see `links`
        return _answer(opener, request, timeout, moves)
    except HTTPError as error:
        error.close()
        state = LinkState.REFUSED if error.code in REFUSALS else LinkState.BROKEN
        return Answer(state, error.code, str(error.reason)[:200])
    except URLError as error:
        return Answer(LinkState.BROKEN, reason=_reason(error.reason))
    except (OSError, HTTPException, ValueError) as error:
        return Answer(LinkState.BROKEN, reason=_reason(error))


def _answer(opener: OpenerDirector, request: Request, timeout: float, moves: _Moves) -> Answer:
    """Sends the request; raises what `urllib` raises."""
    with opener.open(request, timeout=timeout) as found:
        final = found.geturl()
        moved = final if moves.for_good and final != request.full_url else ""
        return Answer(LinkState.FINE, found.status, moved_to=moved[:500])


def _headers(site: str) -> dict[str, str]:
    """Request headers; the User-Agent names `site`."""
    return {"User-Agent": AGENT + (f"; +{site})" if site else ")"), "Accept": "text/html,*/*;q=0.5"}


def _ascii(url: str) -> str:
    """`url` in ASCII: host in IDNA, path and query percent-encoded. Raises ValueError unless it is http(s)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not a web address")
    host = parts.hostname.encode("idna").decode()
    netloc = f"{host}:{parts.port}" if parts.port else host
    return urlunsplit(
        (parts.scheme, netloc, quote(parts.path, "/%:@!$&'()*+,;="), quote(parts.query, "=&%/?:@!$'()*+,;"), "")
    )


def _reason(error: object) -> str:
    """The reason of a failure in a few words, 200 characters at most."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return f"TLS: {error.reason or error}"[:200]
    if isinstance(error, socket.gaierror):
        return "no such host"
    return (str(error) or type(error).__name__)[:200]


def ask_all(urls: Iterable[str], timeout: float, pause: float, site: str = "") -> Iterator[tuple[str, Answer]]:
    """Yields each address with its answer, as they arrive; one request at a time per host, `pause` seconds apart."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc.lower()].append(url)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        waiting: dict[Future[Answer], list[str]] = {}

        def next_of(left: list[str], wait: float) -> None:
            if left:
                waiting[pool.submit(_after, wait, left[0], timeout, site)] = left

        for left in hosts.values():
            next_of(left, 0)
        while waiting:
            done = next(as_completed(waiting))
            left = waiting.pop(done)
            yield left[0], done.result()
            next_of(left[1:], pause)


def _after(wait: float, url: str, timeout: float, site: str) -> Answer:
    time.sleep(wait)
    return ask(url, timeout, site)
