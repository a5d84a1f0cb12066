"""Which version of Sanad this is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@cache
def sanad_version() -> str:
    """Return the version of this code, as it was installed, or as its folder says."""
    if found := package_version("sanad"):
        return found
    lines = _PROJECT.read_text(encoding="utf-8").splitlines() if _PROJECT.exists() else []
    return next((line.split('"')[1] for line in lines if line.startswith("version = ")), "?")


def package_version(name: str) -> str:
    """Return the version of an installed package, or "" when it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
