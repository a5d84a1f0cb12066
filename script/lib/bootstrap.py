"""script/bootstrap: `.venv` with everything that product and tests need."""

from __future__ import annotations

from pathlib import Path

from script.lib.console import Parser, say
from script.lib.environment import DEVELOPMENT_LOCK, ROOT, RUNTIME_LOCK, ensure
from script.lib.guards import only_one


def main(arguments: list[str]) -> int:
    """Make or update `.venv`."""
    parser = Parser(prog="script/bootstrap", description="Make or update .venv with what product and tests need.")
    parser.add_argument("--runtime", action="store_true", help="only what the product itself needs")
    options = parser.parse_args(arguments)
    python = make_environment(RUNTIME_LOCK if options.runtime else DEVELOPMENT_LOCK)
    say(f"Ready: {python}")
    return 0


def make_environment(lock: str, *, root: Path = ROOT) -> Path:
    """Make or update `.venv` while nobody else does; return its interpreter."""
    with only_one(root / "var" / "setup.lock", doing="setting up this folder"):
        return ensure(root, lock)
