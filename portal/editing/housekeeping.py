"""Does what is due, such as publishing prepared changes, in a thread of its own in each process: no reader waits for it.

The thread begins with the first request that a process answers, so that every way to serve the site has it: no cron, no
command. A change is claimed before it is published (`preparing.publish`), so that it is done once, whatever the processes.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.http import HttpRequest, HttpResponse

from portal.editing.revisions import preparing

logger = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0  # seconds between two attempts while the database cannot be written

jobs: list[Callable[[], Any]] = [preparing.publish_due]
"""What is done each time, in this order. Each asks one query while nothing is due, and raises DatabaseError when it cannot."""

_lock = threading.Lock()
_started_in = 0  # the process whose thread runs: a fork has none


def register(job: Callable[[], Any]) -> None:
    """Adds a job of a room above this one."""
    if job not in jobs:
        jobs.append(job)


def housekeeping(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that starts the thread of its process; `PREPARED_EVERY = None`: never."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.PREPARED_EVERY is not None and _started_in != os.getpid():
            start(settings.PREPARED_EVERY)
        return get_response(request)

    return middleware


def start(every: float) -> None:
    """Starts the thread, unless this process has it; it looks for what is due each `every` seconds."""
    global _started_in
    with _lock:
        if _started_in != os.getpid():
            _started_in = os.getpid()
            threading.Thread(target=_run, args=(every,), name="housekeeping", daemon=True).start()


def _run(every: float) -> None:
    pause = every
    while True:
        time.sleep(pause)
        close_old_connections()
        if once(is_first=pause == every):
            pause = every
        else:
            connections.close_all()  # the next attempt begins anew
            pause = min(max(pause, 1) * 2, LONGEST_PAUSE)


def once(is_first: bool = True) -> bool:
    """Does every job; whether the database let it. A failure goes to the log once: the first of a row of them."""
    try:
        for job in jobs:
            job()
    except (DatabaseError, InterfaceError) as error:
        if is_first:
            logger.error("Housekeeping waits: the database cannot be written (%s).", str(error).strip())
        return False
    return True
