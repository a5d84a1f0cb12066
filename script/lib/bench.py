"""script/bench NAME: runs benchmarks/NAME.py, or the package of that name, with the site's modules at hand."""

from __future__ import annotations

import os
from pathlib import Path

from script.lib.bootstrap import make_environment
from script.lib.console import Failure
from script.lib.environment import ROOT, RUNTIME_LOCK


def main(arguments: list[str]) -> int:
    """Replace this process by the benchmark; its own arguments follow the name."""
    names = benchmark_names(ROOT / "benchmarks")
    known = f"there are: {', '.join(names) or 'none yet'}"
    if not arguments or arguments[0] in ("-h", "--help"):
        print(f"Usage: script/bench NAME [arguments]; {known}")
        return 0 if arguments else 2
    if arguments[0] not in names:
        raise Failure(f"no benchmark is called {arguments[0]}; {known}", code=2)
    python = str(make_environment(RUNTIME_LOCK))
    environment = os.environ | {"PYTHONPATH": str(ROOT / "site")}
    os.chdir(ROOT)
    # As a module: the folder of the benchmarks on the path would hide rooms of the same names.
    os.execve(python, [python, "-m", f"benchmarks.{arguments[0]}", *arguments[1:]], environment)  # noqa: S606
    return 0


def benchmark_names(folder: Path) -> list[str]:
    """Return what can be run: modules, and packages with a `__main__`."""
    packages = [main.parent.name for main in folder.glob("*/__main__.py")]
    return sorted([*packages, *(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))])
