"""script/lock: the two lock files, with hashes, from requirements.in and requirements-dev.in."""

from __future__ import annotations

import subprocess

from script.lib.bootstrap import make_environment
from script.lib.console import Failure, Parser, last_line, say
from script.lib.environment import DEVELOPMENT_LOCK, ROOT, RUNTIME_LOCK


def main(arguments: list[str]) -> int:
    """Write both lock files; versions stay as they are unless asked for newer ones or the .in files demand it."""
    parser = Parser(prog="script/lock", description="Write requirements.txt and requirements-dev.txt with hashes.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that the .in files admit")
    parser.add_argument("--upgrade-package", metavar="NAME", action="append", default=[])
    options = parser.parse_args(arguments)
    uv = make_environment(DEVELOPMENT_LOCK).with_name("uv")
    extra = ["--upgrade"] if options.upgrade else []
    extra += [part for name in options.upgrade_package for part in ("--upgrade-package", name)]
    _compile(str(uv), "requirements.in", RUNTIME_LOCK, extra)
    # What the tests run with is what is shipped: the runtime lock binds the development lock.
    _compile(str(uv), "requirements-dev.in", DEVELOPMENT_LOCK, [*extra, "--constraint", RUNTIME_LOCK])
    return 0


def _compile(uv: str, source: str, target: str, extra: list[str]) -> None:
    """Resolve one file. Where packages come from is the installing machine's affair: no index is written down."""
    command = [uv, "pip", "compile", "--generate-hashes", "--quiet", "--python-version", "3.11"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "script/lock"]
    command += [*extra, source, "--output-file", target]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, check=False)
    if done.returncode:
        raise Failure(f"{target} could not be made: {last_line(done.stderr, marker='error') or 'uv failed'}")
    say(f"{target} written")
