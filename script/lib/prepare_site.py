"""What must be true before the site is served: messages, tables, the administrator, the demo, the index.

Runs with the Python of `.venv`, in one process, because starting Django is the slow part of a second start.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT / "site"), str(ROOT)]

from script.lib.compile_messages import compile_all

Step = tuple[str, Callable[[], object]]


def steps(options: argparse.Namespace) -> list[Step]:
    """Return the steps in order, each with the words that tell it when it takes long or fails."""
    import django
    from django.core.management import call_command

    wanted: list[Step] = [
        ("compiling the messages", lambda: compile_all(ROOT)),
        ("starting Django", django.setup),
        ("migrating the database", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("making the administrator", lambda: call_command("ensure_admin", password_file=str(options.password_file))),
    ]
    wanted.append(("making the home pages", lambda: call_command("ensure_home", if_none=True)))
    if options.demo:
        wanted.append(("loading the demo", lambda: call_command("load_demo")))
    if options.rebuild_search:
        wanted.append(("filling the search index", lambda: call_command("search_rebuild")))
    return wanted


def main(arguments: list[str]) -> int:
    """Run the steps; on failure one line on stderr and the whole story in the set-up log."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--password-file", type=Path, required=True)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--rebuild-search", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    for name, step in steps(options):
        began = time.monotonic()
        try:
            step()
        except (Exception, SystemExit) as error:
            return _report(name, error)
        seconds = time.monotonic() - began
        if seconds > 1:
            print(f"  {name}: {seconds:.1f} s", flush=True)
    return 0


def _report(name: str, error: BaseException) -> int:
    """Tell a failed step in one line; return the exit code."""
    text = f"{type(error).__name__}: {error}".strip().splitlines()[0]
    if "disk is full" in text or "No space left on device" in text:
        text = "the disk is full"
    log = ROOT / "var" / "log" / "setup.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as file:
            file.write(f"{name}:\n{traceback.format_exc()}\n")
    except OSError:
        pass  # The line below is what counts; a full disk must not hide it.
    print(f"script/server: {name} failed: {text} (whole story: {log})", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
