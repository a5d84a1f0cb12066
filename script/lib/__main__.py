"""Entry of every command in script/: `python script/lib COMMAND ARGUMENTS`."""

from __future__ import annotations

import errno
import importlib
import signal
import sys
from pathlib import Path
from types import FrameType

# Python put this folder first on the path; from the project's root the modules have names that hide nothing.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from script.lib.console import Failure

COMMANDS = {
    "bootstrap": "script.lib.bootstrap",
    "server": "script.lib.server",
    "production": "script.lib.production",
    "test": "script.lib.suite",
    "elasticsearch": "script.lib.elastic",
    "postgres": "script.lib.postgres",
    "bench": "script.lib.bench",
    "lock": "script.lib.lock_requirements",
}


def main(command: str, arguments: list[str]) -> int:
    """Run one command; every expected failure becomes one line on stderr and a non-zero exit."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        return int(importlib.import_module(COMMANDS[command]).main(arguments))
    except Failure as failure:
        print(f"script/{command}: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        print(f"\nscript/{command}: stopped; run it again to go on.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"script/{command}: {_told(error)}", file=sys.stderr)
        return 1


def _told(error: OSError) -> str:
    """Return one line for an error of the operating system."""
    place = f": {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full{place}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"no permission to write or run this{place}"
    return f"{error.strerror or error}{place}"


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """Turn a request to end into an exception, so that children are stopped on the way out."""
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
