"""Every test: on SQLite, on PostgreSQL what a database can answer differently, and before a real Chromium. `make test`.

The browser waits more than it works: its run goes on beside the other two, and is told after them.

Ends with a table, the sum ("N passed, M failed, K skipped") and, in its very last lines, what was left out and why.
Exits with 1 when a run failed, and also, where CI=true, when the browser tests were skipped for want of Chromium.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
# A file keeps its fixtures; files come in the order that tests/conftest.py gives them.
WITHOUT_BROWSER = [*PYTEST, "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", "--ignore=tests/browser"]
WITHOUT_BROWSER += ["-p", "no:playwright"]  # not even read
WITH_POSTGRES = [sys.executable, "tests/with_postgres.py"]
CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@dataclass(frozen=True)
class Result:
    """What one run came to. A run that gave no report, or broke outside its tests, counts as one failure."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    left_out: tuple[str, ...]  # the reasons given for what was skipped, each once

    @property
    def misses_chromium(self) -> bool:
        return any("Chromium" in reason for reason in self.left_out)


def run(name: str, command: list[str], environment: dict[str, str], folder: Path) -> Result:
    head(name)
    report, started = folder / f"{name}.xml", time.monotonic()
    code = subprocess.run([*command, f"--junitxml={report}"], cwd=ROOT, env=environment, check=False).returncode
    return read(name, report, code, time.monotonic() - started)


def run_quietly(name: str, command: list[str], environment: dict[str, str], folder: Path) -> tuple[Result, str]:
    """The same, and what it said, to be told later."""
    report, started = folder / f"{name}.xml", time.monotonic()
    done = subprocess.run(
        [*command, f"--junitxml={report}"],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return read(name, report, done.returncode, time.monotonic() - started), done.stdout


def head(name: str) -> None:
    print(f"\n=== {name} {'=' * (74 - len(name))}", flush=True)


def fetch_checker() -> None:
    """The Nu HTML checker, where it can be had and is not there; the tests say so when it is not."""
    if CHECKER.exists() or not (shutil.which("npm") and shutil.which("java")):
        return
    print("Fetching the Nu HTML checker (npm ci)…", flush=True)
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT, check=False)


def read(name: str, report: Path, code: int, seconds: float) -> Result:
    """Counts from pytest's report; `code` is pytest's own exit code."""
    total = failed = skipped = 0
    left_out: dict[str, None] = {}
    if report.exists():
        tree = ElementTree.parse(report)  # noqa: S314 - written by pytest a moment ago
        for suite in tree.iter("testsuite"):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
        left_out = {reason.get("message", "no reason given"): None for reason in tree.iter("skipped")}
    passed = max(0, total - failed - skipped)
    return Result(name, passed, failed or int(code != 0), skipped, seconds, tuple(left_out))


def environments(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The surroundings of a run on SQLite, and of one on PostgreSQL, which keeps a DATABASE_URL that is set."""
    here = {**os.environ, "PORTAL_VAR": str(folder)}
    if here.pop("PYTHONDONTWRITEBYTECODE", ""):  # a dozen processes would each compile everything anew, at every run
        here["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")
    plain = {name: value for name, value in here.items() if name not in ("DATABASE_URL", "EXPECT_POSTGRES")}
    return plain, here


def table(results: list[Result]) -> str:
    head = f"{'':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"
    rows = [f"{r.name:<12}{r.passed:>8}{r.failed:>8}{r.skipped:>9}{r.seconds:>9.1f}" for r in results]
    return "\n".join([head, "-" * len(head), *rows])


def omitted(results: list[Result]) -> str:
    """What was left out and why, line by line; nothing when nothing was."""
    return "".join(f"!!! Left out of the {r.name} run: {reason}\n" for r in results for reason in r.left_out)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's own user looks into it
        sqlite, postgres = environments(folder)
        # In a process of its own: Django reads the catalogues as it starts, before a conftest could compile them.
        subprocess.run([sys.executable, "manage.py", "compilecatalogues"], cwd=ROOT, env=sqlite, check=True)
        fetch_checker()
        with ThreadPoolExecutor() as beside:
            browser = beside.submit(run_quietly, "Chromium", [*PYTEST, "tests/browser"], sqlite, folder)
            results = [
                run("SQLite", WITHOUT_BROWSER, sqlite, folder),
                run("PostgreSQL", [*WITH_POSTGRES, *WITHOUT_BROWSER], postgres, folder),
            ]
            result, said = browser.result()
        head("Chromium")
        print(said, end="", flush=True)
        results.append(result)
    misses_chromium = any(result.misses_chromium for result in results)
    passed, failed, skipped = (sum(getattr(r, count) for r in results) for count in ("passed", "failed", "skipped"))
    print(f"\n{table(results)}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    print(omitted(results), end="", flush=True)
    return int(failed > 0 or (misses_chromium and os.environ.get("CI") == "true"))


if __name__ == "__main__":
    sys.exit(main())
