"""What only one process may do at a time waits for the one that does it."""

import subprocess
import sys

import pytest

from tests.editing.test_housekeeping import elsewhere

PROCESS = """
import sys
import django; django.setup()
from portal.core.lock import alone
name, path = sys.argv[1:]
print("asks", flush=True)
with alone("trial"):
    print("in", flush=True)
    sys.stdin.readline()
    with open(path, "a") as file:
        file.write(name)
"""


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first(tmp_path):
    told = tmp_path / "told"

    def start(name):
        command = [sys.executable, "-c", PROCESS, name, str(told)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, env=elsewhere(tmp_path), **pipes)

    with start("1") as first:
        assert [first.stdout.readline() for _ in range(2)] == ["asks\n", "in\n"]
        with start("2") as second:
            assert second.stdout.readline() == "asks\n"
            second.stdin.write("\n")
            second.stdin.flush()
            first.stdin.write("\n")
            first.stdin.flush()
            assert (second.stdout.readline(), second.wait(), first.wait()) == ("in\n", 0, 0)
    assert told.read_text() == "12"
