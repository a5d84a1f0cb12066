"""The lock files name every package with its hash, and no place to get them from."""

from __future__ import annotations

import re

import pytest

from script.lib.environment import DEVELOPMENT_LOCK, ROOT, RUNTIME_LOCK

LOCKS = [RUNTIME_LOCK, DEVELOPMENT_LOCK]
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


@pytest.mark.parametrize("lock", LOCKS)
def test_the_header_names_the_command(lock: str) -> None:
    assert "script/lock" in "".join((ROOT / lock).read_text().splitlines(keepends=True)[:2])


@pytest.mark.parametrize("lock", LOCKS)
def test_no_index_is_written_down(lock: str) -> None:
    assert not re.search(r"https?://|--(extra-)?index|--find-links|file:", (ROOT / lock).read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    assert len(blocks) > 30
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_tests_run_with_the_versions_that_are_shipped() -> None:
    development = pins(DEVELOPMENT_LOCK)
    assert {name: version for name, version in pins(RUNTIME_LOCK).items() if development.get(name) != version} == {}
