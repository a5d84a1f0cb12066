"""NUL in what is sent: PostgreSQL takes no text with it, and nobody is shown a broken site for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from localization.terms.writing import terms_plan
from tests.localization.units_made import translation_of

pytestmark = pytest.mark.django_db
NUL = "fa\x00"


@pytest.fixture(autouse=True)
def as_postgresql_does() -> Iterator[None]:
    """Refuse what PostgreSQL refuses."""

    def asked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if any(isinstance(each, str) and "\x00" in each for each in params or ()):
            raise ValueError("A string literal cannot contain NUL (0x00) characters.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(asked):
        yield


@pytest.fixture
def admin(client: Client, superuser: Any, homes: Any) -> Client:
    client.force_login(superuser)
    return client


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("memory", {"q": NUL, "source": NUL, "language": NUL}),
        ("memory_export", {"source": NUL, "language": NUL}),
        ("exchange_export", {"format": "po", "language": NUL}),
    ],
)
def test_in_an_address(admin: Client, name: str, parameters: dict[str, str]) -> None:
    assert admin.get(reverse(f"localization_admin:{name}"), parameters).status_code in (200, 302, 404)


@pytest.mark.parametrize("name", ["teams", "machine"])
def test_in_a_form(admin: Client, name: str) -> None:
    assert admin.post(reverse(f"localization_admin:{name}"), {"language": NUL}).status_code in (302, 404)


def test_in_the_address_of_a_language(admin: Client) -> None:
    assert admin.get(reverse("localization_admin:language", args=["fa"]).replace("fa", "fa%00")).status_code == 404


def test_in_a_search_of_the_editor(admin: Client, home: Any) -> None:
    made = translation_of(home, "fa")
    found = admin.get(reverse("localization_admin:concordance", args=[made.pk]), {"q": "ab\x00"})
    assert found.json() == {"pairs": []}


def test_in_a_file_of_terms_it_is_refused_with_its_line(homes: Any) -> None:
    content = "source_language,term,language,translations\nen,one,fa,یک\nen,two,fa,دو\x00\n".encode()
    plan = terms_plan(content, user=None)
    assert [each.line for each in plan.problems] == [3] and not plan.writes
