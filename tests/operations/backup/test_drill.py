"""The drill: a site is backed up, lost, and brought back; every table and every file is compared."""

from __future__ import annotations

import sqlite3

import pytest

from tests.operations.backup.conftest import files_of, rows_of, wreck

pytestmark = pytest.mark.timeout(1500)


def test_a_lost_site_comes_back(place, demo_site, archive):
    wreck(place)
    assert place.rows() != demo_site.rows()
    output = place.run("restore", "--yes", str(archive))
    ours, theirs = place.rows(), demo_site.rows()
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert place.files() == demo_site.files()
    assert place.leftovers() == []
    assert "Start the servers again" in output


def test_what_is_made_anew_is_there_again(place, archive):
    wreck(place)
    place.run("restore", "--yes", str(archive))
    with sqlite3.connect(place.database) as database:

        def count(name: str, where: str = "1") -> int:
            return database.execute(f"SELECT count(*) FROM {name} WHERE {where}").fetchone()[0]  # noqa: S608

        assert count("search_indexeddocument") == count("search_terms") > 100
        assert count("wagtailsearch_indexentry") == count("wagtailsearch_indexentry_fts") > 100
        assert count("search_vocabularyword") > 100
        assert count("django_session") == 0
        assert count("sqlite_master", "type = 'trigger' AND name LIKE 'wiki_grant%'") == 12
    database.close()
    place.run("search_check", "--engine", "database")


def test_a_number_that_was_given_is_not_given_again(place, archive):
    place.run("restore", "--yes", str(archive))
    with sqlite3.connect(place.database) as database:
        (highest,), (given,) = (
            database.execute("SELECT max(id) FROM search_synonymset").fetchone(),
            database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'search_synonymset'").fetchone(),
        )
    database.close()
    assert given == highest + 1, "a row was deleted before the backup; its number stays taken"


def test_an_archive_holds_the_files_and_no_secrets(demo_site, archive):
    files = {name.removeprefix("files/"): content for name, content in files_of(archive).items()}
    assert {name: content for name, content in files.items() if not name.startswith("plugins/")} == demo_site.files()
    assert any(name.startswith("plugins/") for name in files)
    assert b"only-for-tests-0123456789" not in archive.read_bytes()
    assert "django_session" not in rows_of(archive)
    assert archive.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("by", ["passphrase", "key"])
def test_a_sealed_backup_comes_back_only_with_its_secret(place, demo_site, tmp_path, by):
    path, key = tmp_path / "sealed", tmp_path / "private.key"
    if by == "passphrase":
        sealing = opening = {"SANAD_BACKUP_PASSPHRASE": "گنجشک correct horse"}
        wrong: dict[str, str] = {"SANAD_BACKUP_PASSPHRASE": "another"}
        options: list[str] = []
    else:
        name, _, value = place.run("backup_key", str(key)).strip().partition("=")
        sealing, opening, wrong, options = {name: value}, {}, {}, ["--key", str(key)]
        place.run("backup_key", str(tmp_path / "other.key"))
    place.run("backup", str(path), env=sealing)
    assert b"Lumen" not in path.read_bytes()
    wreck(place)
    before = place.rows(), place.files()
    other = ["--key", str(tmp_path / "other.key")] if by == "key" else []
    refused = place.run("restore", "--yes", str(path), *other, env=wrong, code=1)
    assert "does not open" in refused or "sealed for another key" in refused
    assert (place.rows(), place.files()) == before
    place.run("restore", "--yes", str(path), *options, env=opening)
    assert (place.rows(), place.files()) == (demo_site.rows(), demo_site.files())
