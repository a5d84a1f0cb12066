"""script/bench NAME: runs benchmarks/NAME.py with the site's modules at hand."""

from __future__ import annotations

import os

from script.lib.bootstrap import make_environment
from script.lib.console import Failure
from script.lib.environment import ROOT, RUNTIME_LOCK


def main(arguments: list[str]) -> int:
    """Replace this process by the benchmark; its own arguments follow the name."""
    names = sorted(file.stem for file in (ROOT / "benchmarks").glob("*.py") if not file.stem.startswith("_"))
    known = f"there are: {', '.join(names) or 'none yet'}"
    if not arguments or arguments[0] in ("-h", "--help"):
        print(f"Usage: script/bench NAME [arguments]; {known}")
        return 0 if arguments else 2
    if arguments[0] not in names:
        raise Failure(f"no benchmark is called {arguments[0]}; {known}", code=2)
    python = str(make_environment(RUNTIME_LOCK))
    environment = os.environ | {"PYTHONPATH": str(ROOT / "site")}
    os.chdir(ROOT)
    os.execve(python, [python, f"benchmarks/{arguments[0]}.py", *arguments[1:]], environment)  # noqa: S606
    return 0
