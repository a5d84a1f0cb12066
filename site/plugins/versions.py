"""The version of the plugin API, and whether a version lies in a range."""

from __future__ import annotations

import platform

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

# What `sanad` offers to plugins. The first number changes when something is taken away, the second when something is added.
API_VERSION = "1.0"


def satisfies(version: str, spec: str) -> bool:
    """Whether `version` ("1.2") lies in the range `spec` (">=1,<2"; "" admits all).

    Pre-releases count like any other version. What is no version or no range satisfies nothing.
    """
    try:
        return SpecifierSet(spec).contains(Version(version), prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return False


def is_version(text: str) -> bool:
    """Whether this is a version as Python packages have them, such as 1.0 or 2.1rc1."""
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def is_range(text: str) -> bool:
    """Whether this is a range of versions such as ">=1,<2"; the empty text admits all."""
    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        return False
    return True


def is_newer(version: str, than: str) -> bool:
    """Whether `version` comes after `than`. Raises ValueError for what is no version."""
    return Version(version) > Version(than)


def python_version() -> str:
    """The version of the running Python, such as 3.11.7."""
    return platform.python_version().rstrip("+")
