"""Every test, three times over: on SQLite, on PostgreSQL, and before a real Chromium. `make test` runs this.

Ends with a table and, as its last line, the sum: "N passed, M failed, K skipped". Exits with 1 when a run failed, and
also, where CI=true, when the browser tests were skipped for want of Chromium.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHOUT_BROWSER = [*PYTEST, "-n", "auto", "--dist", "loadfile", "--ignore=tests/browser"]  # a file keeps its fixtures
WITH_POSTGRES = [sys.executable, "tests/with_postgres.py"]
NO_CHROMIUM = """
!!! The browser tests were SKIPPED: Chromium is not installed on this machine.
!!! To run them:  apt-get install chromium
!!! Nothing is known of accessibility, keyboard, print and the editors' forms until they have run.
"""


@dataclass(frozen=True)
class Result:
    """What one run came to. A run that gave no report, or broke outside its tests, counts as one failure."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    misses_chromium: bool


def run(name: str, command: list[str], environment: dict[str, str], folder: Path) -> Result:
    print(f"\n=== {name} {'=' * (74 - len(name))}", flush=True)
    report, started = folder / f"{name}.xml", time.monotonic()
    code = subprocess.run([*command, f"--junitxml={report}"], cwd=ROOT, env=environment, check=False).returncode
    return read(name, report, code, time.monotonic() - started)


def read(name: str, report: Path, code: int, seconds: float) -> Result:
    """Counts from pytest's report; `code` is pytest's own exit code."""
    total = failed = skipped = 0
    misses_chromium = False
    if report.exists():
        tree = ElementTree.parse(report)  # noqa: S314 - written by pytest a moment ago
        for suite in tree.iter("testsuite"):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
        misses_chromium = any("Chromium" in reason.get("message", "") for reason in tree.iter("skipped"))
    passed = max(0, total - failed - skipped)
    return Result(name, passed, failed or int(code != 0), skipped, seconds, misses_chromium)


def environments(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The surroundings of a run on SQLite, and of one on PostgreSQL, which keeps a DATABASE_URL that is set."""
    here = {**os.environ, "PORTAL_VAR": str(folder)}
    plain = {name: value for name, value in here.items() if name not in ("DATABASE_URL", "EXPECT_POSTGRES")}
    return plain, here


def table(results: list[Result]) -> str:
    head = f"{'':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"
    rows = [f"{r.name:<12}{r.passed:>8}{r.failed:>8}{r.skipped:>9}{r.seconds:>9.1f}" for r in results]
    return "\n".join([head, "-" * len(head), *rows])


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's own user looks into it
        sqlite, postgres = environments(folder)
        # In a process of its own: Django reads the catalogues as it starts, before a conftest could compile them.
        subprocess.run([sys.executable, "manage.py", "compilecatalogues"], cwd=ROOT, env=sqlite, check=True)
        results = [
            run("SQLite", WITHOUT_BROWSER, sqlite, folder),
            run("PostgreSQL", [*WITH_POSTGRES, *WITHOUT_BROWSER], postgres, folder),
            run("Chromium", [*PYTEST, "tests/browser"], sqlite, folder),
        ]
    misses_chromium = any(result.misses_chromium for result in results)
    passed, failed, skipped = (sum(getattr(r, count) for r in results) for count in ("passed", "failed", "skipped"))
    print(f"\n{table(results)}")
    if misses_chromium:
        print(NO_CHROMIUM)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return int(failed > 0 or (misses_chromium and os.environ.get("CI") == "true"))


if __name__ == "__main__":
    sys.exit(main())
