"""A restoration that is killed leaves the old site, or the new one: never parts of both."""

from __future__ import annotations

import pytest

from tests.operations.backup.conftest import Place, wreck

pytestmark = pytest.mark.timeout(1500)


def _killed_at(place: Place, archive, line: str) -> None:
    process = place.start("restore", "--yes", str(archive))
    assert process.stdout is not None
    seen = []
    for each in process.stdout:
        seen.append(each)
        if each.startswith(line):
            process.kill()
            break
    process.communicate()
    assert process.returncode == -9, "".join(seen)


@pytest.mark.parametrize("line", ["read and compared", "auth_group:", "wiki_"])
def test_before_the_commit_all_is_as_it_was(place, archive, line):
    wreck(place)
    rows, files = place.rows(), place.files()
    _killed_at(place, archive, line)
    place.run("check")  # any process does at its start
    assert place.rows() == rows
    assert place.files() == files


def test_after_the_commit_all_is_new(place, demo_site, archive):
    wreck(place)
    _killed_at(place, archive, "renewing the cache")
    assert place.files() == demo_site.files()
    assert place.rows() == demo_site.rows()


def test_the_next_one_clears_away_what_a_killed_one_left(place, demo_site, archive):
    wreck(place)
    _killed_at(place, archive, "read and compared")
    assert place.leftovers()
    place.run("restore", "--yes", str(archive))
    assert place.leftovers() == []
    assert (place.rows(), place.files()) == (demo_site.rows(), demo_site.files())
