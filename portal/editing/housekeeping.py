"""Runs due jobs, such as publishing pending changes, in a background thread of each process.

The thread starts with the first request of a process, so that it runs however the site is served, without cron. A
change is claimed before it is published (`scheduled.publish`), so that it is published once among all processes.
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

from portal.editing.review import counting, mail
from portal.editing.revisions import scheduled

logger = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0  # seconds between two attempts while the database cannot be written

jobs: list[Callable[[], Any]] = [scheduled.publish_due, mail.send, counting.catch_up]
"""The jobs, in the order in which they run. Each makes one query while nothing is due, and may raise DatabaseError."""

_lock = threading.Lock()
_started_in = 0  # id of the process whose thread runs; a fork starts its own


def register(job: Callable[[], Any]) -> None:
    """Adds a job of another app."""
    if job not in jobs:
        jobs.append(job)


def housekeeping(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that starts the thread with the first request; not if `settings.PREPARED_EVERY` is None."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.PREPARED_EVERY is not None and _started_in != os.getpid():
            start(settings.PREPARED_EVERY)
        return get_response(request)

    return middleware


def start(every: float) -> None:
    """Starts the thread unless this process has one; it runs the jobs each `every` seconds."""
    global _started_in
    with _lock:
        if _started_in != os.getpid():
            _started_in = os.getpid()
            threading.Thread(target=_run, args=(every,), name="housekeeping", daemon=True).start()


def _run(every: float) -> None:
    """Body of the thread: runs the jobs for ever, with growing pauses while the database fails."""
    pause = every
    while True:
        time.sleep(pause)
        close_old_connections()
        if once(is_first=pause == every):
            pause = every
        else:
            connections.close_all()  # the next attempt opens new ones
            pause = min(max(pause, 1) * 2, LONGEST_PAUSE)


def once(is_first: bool = True) -> bool:
    """Runs every job; returns False if the database failed. Logs the failure if it `is_first` of consecutive ones."""
    try:
        for job in jobs:
            job()
    except (DatabaseError, InterfaceError) as error:
        if is_first:
            logger.error("Housekeeping waits: the database cannot be written (%s).", str(error).strip())
        return False
    return True
