from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import translation
from pytest_django import DjangoDbBlocker
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from home.models import HomePage
from home.services import homes_ensure
from plugins.active import sync
from search.engines.database import DatabaseEngine
from search.models import OutboxEntry, VocabularyWord
from tests.initial_data import InitialData, initial_data

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
INITIAL_DATA = pytest.StashKey[InitialData]()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config) -> None:
    """The home pages are there from the first test on: to make them for each would take longer than most tests."""
    with django_db_blocker.unblock():
        homes_ensure()
        sync(force=True)  # or the first request of the suite would cost two queries more
    pytestconfig.stash[INITIAL_DATA] = initial_data(django_db_blocker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test outside of transactions is followed by an empty database: the next one finds what was there at the start."""
    yield
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction") and INITIAL_DATA in item.config.stash:
        item.config.stash[INITIAL_DATA].restore()


@pytest.fixture(autouse=True)
def strict_hooks() -> Iterator[None]:
    """A failing listener fails the test instead of being logged and passed over."""
    from plugins.hooks.testing import isolated_hooks

    with isolated_hooks(strict=True):
        yield


@pytest.fixture(autouse=True)
def english() -> None:
    """A request leaves its language behind in the thread; the next test begins in English."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL whose user may make databases. For tests that carry the marker `postgres`."""
    from script.lib.postgres_for_tests import server_for_tests

    with server_for_tests() as url:
        yield url


@pytest.fixture
def homes(db: Any) -> dict[str, HomePage]:
    """The home pages of all languages, by code. A test that empties the database leaves none for the next."""
    return homes_ensure()


@pytest.fixture
def home(homes: dict[str, HomePage]) -> HomePage:
    return homes["en"]


@pytest.fixture
def bare_site(db: Any) -> None:
    """A site before its first home page: nothing but the root of the tree, no rights on pages, nothing to be found."""
    DatabaseEngine().rebuild(())  # emptying the database leaves the terms of SQLite, which are no model
    OutboxEntry.objects.all().delete()
    VocabularyWord.objects.all().delete()
    GroupPagePermission.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()


def _user(name: str, *groups: str, **fields: Any) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery", **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def customer(db: Any) -> User:
    return _user("customer")


@pytest.fixture
def agent(db: Any) -> User:
    return _user("agent", "Agents")


@pytest.fixture
def editor(db: Any) -> User:
    return _user("editor", "Editors")


@pytest.fixture
def superuser(db: Any) -> User:
    return User.objects.create_superuser("root", "root@example.org", "correct horse battery")
