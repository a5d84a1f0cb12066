"""script/server: from a fresh clone to a help center that answers, by one command."""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from script.lib import elastic
from script.lib.console import Failure, Parser, answers, check_port, port_number, say, see_off
from script.lib.elastic_process import Instance
from script.lib.environment import ROOT, RUNTIME_LOCK, ensure
from script.lib.guards import check_space, check_writable, only_one

VAR = ROOT / "var"
PASSWORD_FILE = VAR / "admin-password"
# The database with the demo and its pictures.
MEGABYTES_OF_DATA = 100
LANGUAGES = {"en": "English", "ar": "العربية", "fa": "فارسی", "id": "Bahasa Indonesia"}
SECONDS_TO_ANSWER = 60


def main(arguments: list[str]) -> int:
    """Set everything up that is missing, serve until Ctrl-C."""
    options = _parser().parse_args(arguments)
    began = time.monotonic()
    check_port(options.port)
    check_writable(ROOT)
    with ExitStack() as at_end:
        environment = dict(os.environ)
        with only_one(VAR / "setup.lock", doing="setting up this folder"):
            python = ensure(ROOT, RUNTIME_LOCK)
            check_space(VAR, megabytes=MEGABYTES_OF_DATA, purpose="the database")
            if options.elasticsearch:
                environment["ELASTICSEARCH_URL"] = _elasticsearch(at_end)
            _prepare(python, environment, options)
        # The set-up may have taken minutes.
        check_port(options.port)
        return _serve(python, environment, options, began)


def _parser() -> Parser:
    parser = Parser(
        prog="script/server",
        description="Set up what is missing (environment, database, demo, messages) and serve the help center.",
    )
    parser.add_argument("--port", type=port_number, default=8000, metavar="N", help="default: 8000")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="do not load the demo")
    parser.add_argument("--elasticsearch", action="store_true", help="search with Elasticsearch (script/elasticsearch)")
    parser.add_argument("--reload", action="store_true", help="start again whenever the code changes")
    return parser


def _elasticsearch(at_end: ExitStack) -> str:
    """Return the address of this machine's server; one that was started here is ended here."""
    folder = elastic.default_folder()
    if not Instance(folder).is_alive():
        at_end.callback(lambda: Instance(folder).stop())
    return elastic.start(folder)


def _prepare(python: Path, environment: dict[str, str], options: argparse.Namespace) -> None:
    """Bring messages, database, administrator, demo and index up to date."""
    command = [str(python), str(ROOT / "script" / "lib" / "prepare_site.py"), "--password-file", str(PASSWORD_FILE)]
    command += ["--demo"] if options.demo else []
    command += ["--rebuild-search"] if options.elasticsearch else []
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code == 130:
        raise KeyboardInterrupt
    if code:
        raise SystemExit(code)  # The reason has been told by the step that failed.


def _serve(python: Path, environment: dict[str, str], options: argparse.Namespace, began: float) -> int:
    """Run Django's server as a child until Ctrl-C, and beside it the scheduler; return the exit code."""
    manage = [str(python), str(ROOT / "site" / "manage.py")]
    command = [*manage, "runserver", f"127.0.0.1:{options.port}", "--skip-checks"]
    command += [] if options.reload else ["--noreload"]
    # Our own lines tell the address; what Django says about errors and requests stays visible.
    scheduler: subprocess.Popen[bytes] | None = None
    process = subprocess.Popen(command, cwd=ROOT, env=environment | {"DJANGO_RUNSERVER_HIDE_WARNING": "true"})
    try:
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not answers(options.port):
            if process.poll() is not None:
                raise Failure(f"the site ended at once (exit code {process.returncode})")
            if time.monotonic() > deadline:
                raise Failure(f"the site did not answer within {SECONDS_TO_ANSWER} s")
            time.sleep(0.05)
        # Pages with a date appear and expire by it.
        scheduler = subprocess.Popen([*manage, "scheduler"], cwd=ROOT, env=environment)
        _tell(options.port, time.monotonic() - began)
        return process.wait()
    except KeyboardInterrupt:
        say("\nStopped.")
        return 0
    finally:
        see_off(process, patience=2)
        if scheduler is not None:
            see_off(scheduler, patience=2)


def _tell(port: int, seconds: float) -> None:
    site = f"http://127.0.0.1:{port}"
    say(f"\nReady after {seconds:.1f} s.\n\n  Help center  {site}/")
    for code, name in LANGUAGES.items():
        say(f"               {site}/{code}/  {name}")
    password = PASSWORD_FILE.read_text().strip() if PASSWORD_FILE.exists() else "as you chose it"
    say(f"  Admin        {site}/admin/  user: admin  password: {password}")
    say("\nCtrl-C stops it.\n")
