"""What every gunicorn that serves the portal has in common; it reads this file where it is started. Flags win over it."""

import gc
from typing import Any

worker_class = "gthread"
threads = 4
preload_app = True  # what all workers need is loaded once, and shared
limit_request_line = 8190  # the longest: fifty codes in several filters of the API are one question
control_socket_disable = True  # since version 27 one would open in the home folder


def when_ready(server: Any) -> None:
    """Takes what is loaded by now out of the collector's rounds, which would write on each page of memory and unshare it."""
    gc.collect()
    gc.freeze()
