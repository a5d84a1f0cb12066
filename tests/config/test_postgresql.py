"""Limits and connections of PostgreSQL, asked for on a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.contrib.postgres.signals import register_type_handlers
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from config import postgresql, process
from config.environment import Environment

NAME = "SANAD_EXAMPLE"
UNREACHED = "postgres://sanad:secret@127.0.0.1:1/sanad"

Described = Callable[..., dict[str, Any]]
Connect = Callable[..., BaseDatabaseWrapper]


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> Described:
    """Django's description of a database for a kind of process and with some settings."""
    for name in ("SANAD_DATABASE_POOL", "SANAD_DATABASE_BOUNCER", "SANAD_STATEMENT_SECONDS", "SANAD_LOCK_SECONDS"):
        monkeypatch.delenv(name, raising=False)

    def describe(kind: process.Kind, url: str = UNREACHED, **settings: str) -> dict[str, Any]:
        monkeypatch.setattr(process, "_kind", kind)
        for name, value in {NAME: url, **settings}.items():
            monkeypatch.setenv(name, value)
        return Environment().database(NAME, default="")

    return describe


class TestReading:
    """What the settings become."""

    def test_a_web_process_shares_a_pool_and_others_keep_one_connection(self, described: Described) -> None:
        web, worker = described("web"), described("worker")
        assert (web["OPTIONS"]["pool"]["max_size"], web["CONN_MAX_AGE"]) == (8, 0)
        assert ("pool" in worker["OPTIONS"], worker["CONN_MAX_AGE"], worker["CONN_HEALTH_CHECKS"]) == (False, 60, True)

    def test_without_a_pool_each_thread_keeps_its_connection(self, described: Described) -> None:
        web = described("web", SANAD_DATABASE_POOL="0")
        assert ("pool" in web["OPTIONS"], web["CONN_MAX_AGE"]) == (False, 60)

    def test_what_stands_in_the_address_wins(self, described: Described) -> None:
        options = described("web", f"{UNREACHED}?sslmode=verify-full&connect_timeout=2")["OPTIONS"]
        assert (options["sslmode"], options["connect_timeout"], options["keepalives_idle"]) == ("verify-full", 2, 30)

    def test_only_named_kinds_change(self, described: Described) -> None:
        assert "-c statement_timeout=20000 " in described("web", SANAD_STATEMENT_SECONDS="web:20")["OPTIONS"]["options"]
        assert "-c statement_timeout=900000 " in described("worker", SANAD_STATEMENT_SECONDS="web:20")["OPTIONS"]["options"]

    def test_behind_pgbouncer_nothing_lives_longer_than_a_transaction(self, described: Described) -> None:
        web = described("web", SANAD_DATABASE_BOUNCER="yes")
        assert not {"options", "pool"} & web["OPTIONS"].keys()
        assert (web["CONN_MAX_AGE"], web["DISABLE_SERVER_SIDE_CURSORS"]) == (0, True)

    @pytest.mark.parametrize("value", ["20", "web", "web:", "web:-1", "web:1.5", "web:٣", "server:20", "web:20;worker:3", ":"])
    def test_a_malformed_list_is_told_also_on_sqlite(self, described: Described, value: str) -> None:
        with pytest.raises(ImproperlyConfigured, match=r"SANAD_LOCK_SECONDS has .* such as web:20,worker:300"):
            described("web", "sqlite://:memory:", SANAD_LOCK_SECONDS=value)

    def test_sqlite_knows_none_of_it(self, described: Described) -> None:
        assert described("web", "sqlite://:memory:")["OPTIONS"].keys() == {"transaction_mode", "timeout", "init_command"}


@pytest.mark.postgres
class TestServer:
    """What a real server does with them."""

    @pytest.fixture
    def connect(self, described: Described, postgres_url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Connect]:
        handlers: list[ConnectionHandler] = []

        def connect(kind: process.Kind, **settings: str) -> BaseDatabaseWrapper:
            handlers.append(ConnectionHandler({"default": described(kind, postgres_url, **settings)}))
            return handlers[-1]["default"]

        # Django looks for types of an extension in "default", which is the database of the suite here.
        connection_created.disconnect(register_type_handlers)
        with django_db_blocker.unblock():
            yield connect
        connection_created.connect(register_type_handlers)
        for handler in handlers:
            handler["default"].close()
            # Threads of other tests have none of these connections.
            close_pool = getattr(handler["default"], "close_pool", None)
            if close_pool:
                close_pool()

    @pytest.fixture
    def table(self, postgres_url: str) -> Iterator[psycopg.Connection]:
        """A connection with a table `held`, which others see."""
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE held (number integer)")
            yield connection
            connection.rollback()
            connection.execute("DROP TABLE held")

    def test_a_readers_statement_ends_at_its_limit(self, connect: Connect) -> None:
        web = connect("web", SANAD_STATEMENT_SECONDS="web:1")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="statement timeout"), web.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")
        assert time.monotonic() - began < 10
        assert value(web, "SELECT 1") == 1

    @pytest.mark.parametrize(
        ("kind", "statement", "lock", "idle"),
        [
            ("web", "30s", "10s", "1min"),
            ("worker", "15min", "1min", "15min"),
            ("migrations", "0", "5s", "0"),
            ("command", "0", "1min", "0"),
        ],
    )
    def test_each_kind_has_its_limits(self, connect: Connect, kind: process.Kind, statement: str, lock: str, idle: str) -> None:
        connection = connect(kind)
        assert value(connection, "SHOW statement_timeout") == statement
        assert value(connection, "SHOW lock_timeout") == lock
        assert value(connection, "SHOW idle_in_transaction_session_timeout") == idle
        assert value(connection, "SHOW application_name") == f"sanad {kind}"

    def test_a_migration_gives_up_before_readers_have_queued_behind_it(self, connect: Connect, table: psycopg.Connection) -> None:
        with table.transaction():
            table.execute("SELECT * FROM held")  # a long report reads
            migrating = connect("migrations", SANAD_LOCK_SECONDS="migrations:1")
            with pytest.raises(OperationalError, match="lock timeout"), migrating.cursor() as cursor:
                cursor.execute("ALTER TABLE held ADD COLUMN more integer")
            assert value(connect("web"), "SELECT count(*) FROM held") == 0
        with migrating.cursor() as cursor:
            cursor.execute("ALTER TABLE held ADD COLUMN more integer")

    def test_a_pool_holds_no_more_connections_than_it_may(self, connect: Connect, postgres_url: str) -> None:
        web = connect("web", SANAD_DATABASE_POOL="2")
        seen: list[int] = []

        def request() -> None:
            own = web.copy()
            try:
                with own.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.05), pg_backend_pid()")
                    seen.append(cursor.fetchone()[1])
            finally:
                own.close()

        threads = [threading.Thread(target=request) for _each in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seen) == 12
        assert len(set(seen)) <= 2

    def test_who_gets_no_connection_is_told_so_soon(self, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgresql, "POOL_PATIENCE", 1)
        web = connect("web", SANAD_DATABASE_POOL="1")
        assert value(web, "SELECT 1") == 1  # holds it, as a request that goes on
        other = web.copy()
        with pytest.raises(OperationalError, match="couldn't get a connection after 1"), other.cursor():
            pass
        web.close()
        assert value(other, "SELECT 1") == 1
        other.close()

    @pytest.mark.parametrize("kind", ["web", "worker"])
    def test_a_connection_that_was_cut_is_replaced(self, connect: Connect, table: psycopg.Connection, kind: process.Kind) -> None:
        connection = connect(kind)
        pid = value(connection, "SELECT pg_backend_pid()")
        connection.close_if_unusable_or_obsolete()  # the request has ended
        if kind == "web":
            connection.close()
        table.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        # As at the beginning of a request.
        connection.close_if_unusable_or_obsolete()
        connection.health_check_done = False  # type: ignore[attr-defined]
        assert value(connection, "SELECT pg_backend_pid()") != pid


def value(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
