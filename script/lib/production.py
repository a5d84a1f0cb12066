"""script/production: from a checkout and an environment to a public site, by one command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from script.lib.console import Parser
from script.lib.environment import ROOT, RUNTIME_LOCK, ensure
from script.lib.guards import only_one


def main(arguments: list[str]) -> int:
    """Prepare, then become the server: signals for this process reach it."""
    options = _parser().parse_args(arguments)
    with only_one(ROOT / "var" / "setup.lock", doing="setting up this folder"):
        python = ensure(ROOT, RUNTIME_LOCK)
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.production", **os.environ, "PYTHONPATH": str(ROOT / "site")}
    if options.prepare:
        _prepare(python, environment)
    if options.prepare_only:
        return 0
    command = [str(python), "-m", "config.server"]
    command += ["--bind", options.bind] if options.bind else []
    command += ["--workers", str(options.workers)] if options.workers else []
    os.chdir(ROOT)
    os.execve(command[0], command, environment)  # noqa: S606
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="script/production",
        description="Check the settings, bring database and static files up to date, and serve (docs/operations/deploying.md).",
    )
    parser.add_argument("--bind", default="", metavar="PLACE", help="HOST:PORT or unix:/path, instead of SANAD_WEB_BIND")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes, instead of SANAD_WEB_WORKERS")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--prepare-only", action="store_true", help="do not serve; for deploying before a reload")
    either.add_argument("--no-prepare", dest="prepare", action="store_false", help="serve at once: another process has prepared")
    return parser


def _prepare(python: Path, environment: dict[str, str]) -> None:
    """Messages are compiled with polib, for a server has no gettext; the rest is Django's and ours."""
    for command in ([str(python), "script/lib/compile_messages.py"], [str(python), "site/manage.py", "prepare"]):
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code:
            raise SystemExit(code)  # The reason has been told by the step that failed.
