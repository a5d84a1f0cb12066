"""From SQLite into PostgreSQL and back: every table and every file arrives, whatever happens on the way."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.operations.backup.conftest import NOT_COMPARED, Place, files_of, rows_of, wreck

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(2400)]


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path) -> Iterator[Place]:
    """A place without a site, with an empty database."""
    name = f"drill_{time.time_ns()}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    folder = tmp_path / "on_postgres"
    folder.mkdir()
    yield Place(folder, f"{postgres_url.rpartition('/')[0]}/{name}")
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _sorted(found: dict[str, list[Any]]) -> dict[str, list[str]]:
    return {
        name: sorted(json.dumps(row, sort_keys=True) for row in rows)
        for name, rows in found.items()
        if not name.startswith(NOT_COMPARED)
    }


def test_a_site_moves_to_postgresql_and_back(on_postgres, place, demo_site, archive, tmp_path):
    killed = on_postgres.start("restore", str(archive))
    assert killed.stdout is not None
    for line in killed.stdout:
        if line.startswith("making the tables"):
            time.sleep(3)
            break
    killed.kill()
    killed.communicate()

    on_postgres.run("restore", str(archive))
    again = tmp_path / "again.tar"
    on_postgres.run("backup", str(again))
    ours, theirs = _sorted(rows_of(again)), _sorted(rows_of(archive))
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert files_of(again).keys() == files_of(archive).keys()
    assert on_postgres.files() == demo_site.files()
    assert on_postgres.leftovers() == []
    on_postgres.run("search_check", "--engine", "database")

    with psycopg.connect(on_postgres.url) as database:
        (number,) = database.execute("SELECT nextval(pg_get_serial_sequence('search_synonymset', 'id'))").fetchone() or (0,)
        (highest,) = database.execute("SELECT max(id) FROM search_synonymset").fetchone() or (0,)
        assert number == highest + 2, "one was deleted before the backup: its number stays taken"
        (guards,) = database.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'wiki_grant%' AND tgenabled = 'O'"
        ).fetchone() or (0,)
        assert guards == 12, "the register of grants is guarded again"

    # Once more, into tables that are full; then home.
    output = on_postgres.run("restore", "--yes", str(again))
    assert "making the tables" not in output
    wreck(place)
    place.run("restore", "--yes", str(again))
    assert place.files() == demo_site.files()
    ours, theirs = place.rows(), demo_site.rows()
    assert [name for name in theirs if not _same(ours[name], theirs[name])] == []


def _same(ours: list[str], theirs: list[str]) -> bool:
    """JSON has another order of keys and other spaces when it has been in PostgreSQL."""
    return sorted(sorted(each.replace(" ", "")) for each in ours) == sorted(sorted(each.replace(" ", "")) for each in theirs)
