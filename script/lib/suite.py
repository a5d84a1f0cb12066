"""script/test: every check and test by one command, or the tests of one path.

The checks run side by side on the machine's cores while Elasticsearch starts; then pytest has the machine for itself.
Every step runs, whatever failed before it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from script.lib.bootstrap import make_environment
from script.lib.checks import Outcome, Step, checks, run
from script.lib.console import Failure, say, see_off
from script.lib.elastic_for_tests import ADDRESS, server_beside
from script.lib.elastic_java import check_memory, find_java
from script.lib.environment import DEVELOPMENT_LOCK, ROOT
from script.lib.packages import ensure_packages
from script.lib.postgres_for_tests import ADDRESS as POSTGRES
from script.lib.postgres_for_tests import server_for_tests as postgres_for_tests

HELP = """Usage: script/test              every check and test
       script/test PATH ...     the tests of a file or folder; further arguments go to pytest
       script/test --database postgres [PATH ...]
                                all tests that touch the database, or those of a path, on a real PostgreSQL

Outside CI (variable CI unset) browser, Elasticsearch and PostgreSQL tests are left out, and named, where the machine
lacks Chromium, Maven, Java 21 or newer, PostgreSQL, or memory."""

# What has SQL of its own, locks, or constraints that the two databases word or keep differently. The whole of it, some two hours
# on two cores, is `script/test --database postgres`.
TELLING = (
    "tests/config",
    "tests/speed/test_rows_read.py",
    "tests/search/test_engines_database.py",
    "tests/wiki/test_grants_ledger.py",
)


class PytestEnd(NamedTuple):
    """How the test run ended: its exit code, its closing line, its length in seconds."""

    code: int
    closing: str
    seconds: float


def main(arguments: list[str]) -> int:
    """Run everything, or with arguments only that part; return 0 when all of it passed."""
    if arguments and arguments[0] in ("-h", "--help"):
        print(HELP)
        return 0
    if arguments and arguments[0].partition("=")[0] == "--database":
        return _on_database(arguments)
    if arguments:
        return _part(arguments)
    began = time.monotonic()
    in_ci = bool(os.environ.get("CI"))
    gaps = ensure_packages(strict=in_ci)
    gaps |= _elasticsearch_gap(strict=in_ci) if "elasticsearch" not in gaps else {}
    python = make_environment(DEVELOPMENT_LOCK)
    environment = dict(os.environ)
    with ExitStack() as at_end:
        if "postgres" not in gaps:
            environment[POSTGRES] = at_end.enter_context(postgres_for_tests())
        wanted = "elasticsearch" not in gaps and ADDRESS not in environment
        search = at_end.enter_context(server_beside()) if wanted else None
        outcomes = _checks(python, environment)
        if search:
            outcomes.append(search.outcome())
            _show(outcomes[-1])
            environment |= search.variables()
        end = _pytest(python, environment, gaps)
        outcomes.append(Outcome("pytest", end.seconds, end.code == 0, ""))
        if "postgres" not in gaps:
            on_postgres = _pytest(python, on_database(environment), gaps, *TELLING, only="database")
            outcomes.append(Outcome("pytest, a part on PostgreSQL", on_postgres.seconds, on_postgres.code == 0, ""))
    return summary(outcomes, gaps, end.closing, time.monotonic() - began)


def _on_database(arguments: list[str]) -> int:
    """Run all tests that touch the database, or those of some paths, on a server of the kind that is named."""
    _option, equals, named = arguments[0].partition("=")
    kind, rest = (named, arguments[1:]) if equals else (arguments[1] if len(arguments) > 1 else "", arguments[2:])
    if kind != "postgres":
        raise Failure(f"--database takes postgres, not {kind or 'nothing'}; SQLite is what runs without it", code=2)
    in_ci = bool(os.environ.get("CI"))
    gaps = ensure_packages(strict=in_ci)
    gaps |= _elasticsearch_gap(strict=in_ci) if "elasticsearch" not in gaps else {}
    if "postgres" in gaps:
        raise Failure(f"packages are missing, install them first: sudo apt-get install {gaps['postgres']}")
    paths = [_from_root(each) for each in rest]
    python = make_environment(DEVELOPMENT_LOCK)
    run(Step("messages", [str(python), "script/lib/compile_messages.py"]), os.environ)
    with ExitStack() as at_end:
        environment = dict(os.environ)
        environment[POSTGRES] = at_end.enter_context(postgres_for_tests())
        # For a path, the few tests that need Elasticsearch start their own.
        if not paths and ADDRESS not in environment and "elasticsearch" not in gaps:
            search = at_end.enter_context(server_beside())
            _show(search.outcome())
            environment |= search.variables()
        return _pytest(python, on_database(environment), gaps, *paths, only="database").code


def on_database(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment in which Django's own database of tests is on the server that was started for tests."""
    return environment | {"SANAD_TEST_DATABASE_URL": environment[POSTGRES]}


def _part(arguments: list[str]) -> int:
    """Replace this process by pytest on the given paths."""
    python = make_environment(DEVELOPMENT_LOCK)
    command = [str(python), "-m", "pytest", *(_from_root(argument) for argument in arguments)]
    subprocess.run([str(python), "script/lib/compile_messages.py"], cwd=ROOT, check=False)
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606
    return 0


def _from_root(argument: str) -> str:
    """Return a path that was given from the caller's folder as an absolute one; anything else as it is."""
    path, separator, test = argument.partition("::")
    given = Path(path)
    exists_here = not path.startswith("-") and given.exists()
    return f"{given.resolve()}{separator}{test}" if exists_here else argument


def _elasticsearch_gap(*, strict: bool) -> dict[str, str]:
    """Return why no Elasticsearch can run here, empty when it can. Raises Failure instead when `strict`."""
    try:
        find_java()
        check_memory()
    except Failure as failure:
        if strict:
            raise
        return {"elasticsearch": str(failure)}
    return {}


def _checks(python: Path, environment: dict[str, str]) -> list[Outcome]:
    """Run the checks side by side and show each as it ends."""
    environment = environment | {"PYTHONPATH": str(ROOT / "site")}
    # Catalogues first: what follows may read them.
    outcomes = [run(Step("messages", [str(python), "script/lib/compile_messages.py"]), environment)]
    _show(outcomes[0])
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for future in as_completed([pool.submit(run, step, environment) for step in checks(python.parent)]):
            outcomes.append(future.result())
            _show(outcomes[-1])
    return outcomes


def _pytest(python: Path, environment: dict[str, str], gaps: dict[str, str], *paths: str, only: str = "") -> PytestEnd:
    """Run the whole suite, or some paths, in parallel; its output is passed on as it comes. `only`: a marker."""
    say("\n== pytest" + (f", {only} tests on PostgreSQL" if only else ""))
    # Tests of one class share their data: they stay together on one core.
    command = [str(python), "-m", "pytest", "-n", "auto", "--dist", "loadscope"]
    if selected := [*([only] if only else []), *(f"not {kind}" for kind in gaps)]:
        command += ["-m", " and ".join(selected)]
    command += paths
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        tail = _pass_on(process)
        code = process.wait()
    finally:
        see_off(process, patience=10)
    lines = [line for line in tail.decode(errors="replace").splitlines() if line.strip()]
    return PytestEnd(code, lines[-1] if lines else "pytest said nothing", time.monotonic() - began)


def _pass_on(process: subprocess.Popen[bytes]) -> bytes:
    """Print a child's output as it comes, dots and all; return its last 4096 bytes."""
    tail = b""
    if process.stdout is not None:
        while part := os.read(process.stdout.fileno(), 65536):
            sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
            tail = (tail + part)[-4096:]
    return tail


def _show(outcome: Outcome) -> None:
    """Print a step's heading with its seconds, and what it said when it failed."""
    say(f"== {outcome.name}: {'ok' if outcome.passed else 'FAILED'} ({outcome.seconds:.1f} s)")
    if not outcome.passed:
        say(outcome.output.rstrip())


def summary(outcomes: list[Outcome], gaps: dict[str, str], closing: str, seconds: float) -> int:
    """Print what passed, what failed and what was left out; pytest's own closing line comes last."""
    say(f"\n== Summary ({seconds:.0f} s)")
    for outcome in outcomes:
        say(f"  {'ok    ' if outcome.passed else 'FAILED'} {outcome.seconds:7.1f} s  {outcome.name}")
    for kind, reason in gaps.items():
        say(f"  NOT RUN: {kind} tests, for lack of: {reason}")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    say(f"Failed: {', '.join(failed)}" if failed else "Every step passed.")
    say(closing)
    return 1 if failed else 0
