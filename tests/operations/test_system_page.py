"""The page "System": what it tells, what others add, and that nothing that breaks takes it down."""

from __future__ import annotations

import pytest

from operations.models import ScheduledJob
from operations.system import Fact, Tone, register_panel
from operations.system.own import database_size
from operations.version import sanad_version
from plugins.testing import isolated_registries

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/system/"


@pytest.fixture
def shown(client, superuser):
    def read() -> str:
        client.force_login(superuser)
        return client.get(ADDRESS).content.decode()

    return read


@pytest.fixture
def registries():
    with isolated_registries():
        yield


@pytest.mark.parametrize("heading", ["State", "Work in the background", "Processes", "Search", "Storage", "Versions"])
def test_it_has(shown, heading):
    assert f">{heading}</h2>" in shown()


def test_it_tells_versions(shown):
    import wagtail

    page = shown()
    assert wagtail.__version__ in page
    assert sanad_version() in page


def test_it_knows_the_size_of_the_database(shown):
    assert (database_size() or 0) > 100_000


def test_it_tells_what_is_not_well(shown):
    ScheduledJob.objects.create(name="kb.links", next_run="2030-01-01T00:00Z", last_error="OSError: x")
    assert "The job “Check links” fails." in shown()


def test_others_add_panels(shown, registries):
    register_panel("test.backup", "Backup", lambda: [Fact("Last", "never", Tone.DEGRADED)])
    page = shown()
    assert ">Backup</h2>" in page
    assert "never" in page


def test_one_that_breaks_is_a_line(shown, registries):
    def broken() -> list[Fact]:
        raise OSError("the disk is gone")

    register_panel("test.backup", "Backup", broken)
    assert "This could not be read" in shown()


def test_what_is_told_is_escaped(shown, registries):
    register_panel("test.backup", "Backup", lambda: [Fact("Last", "<script>alert(1)</script>")])
    assert "<script>alert(1)" not in shown()


def test_no_cache_keeps_it(client, superuser):
    client.force_login(superuser)
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]
