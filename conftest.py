"""Knows which tests touch the database: `-m database` runs them, on PostgreSQL by `script/test --database postgres`."""

from __future__ import annotations

import pytest
from django.test import TransactionTestCase

FIXTURES = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before pytest selects by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if touches_database(item):
            item.add_marker("database")


def touches_database(item: pytest.Item) -> bool:
    """Tell whether a test says, in any of pytest-django's ways, that it needs the database."""
    of_class = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or bool(FIXTURES & set(getattr(item, "fixturenames", ())))
        or (of_class is not None and issubclass(of_class, TransactionTestCase))
    )
