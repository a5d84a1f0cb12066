"""No request with a NUL is an error of the server's, whatever the database. `script/test` runs this on both."""

from __future__ import annotations

import pytest
from django.db import DataError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from config.nul import NulIsRefused
from content.models import HelpPage

ADDRESSES = [
    "/private/%00",
    "/en/%00/",
    "/documents/1/%00",
    "/admin/login/?next=%00",
    "/en/search/?q=%00",
    "/api/v1/search?q=%00",
]
OF_EDITORS = [
    "/admin/pages/search/?q=%00",
    "/admin/images/?q=%00",
    "/admin/users/?q=%00",
    "/admin/reports/site-history/?label=%00",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_answered(address: str) -> None:
    assert Client(raise_request_exception=False).get(address).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_EDITORS)
def test_an_editors_address_is_answered(address: str, superuser: User) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(superuser)
    assert client.get(address).status_code < 500


@pytest.mark.django_db
def test_a_session_is_not_looked_for() -> None:
    client = Client(raise_request_exception=False)
    client.cookies.load('sessionid="abcdefghijklmnop\\000"')
    assert client.get("/admin/").status_code == 400


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps a NUL")
@pytest.mark.parametrize("wanted", [{"title": "a\0b"}, {"pk__in": [1], "summary__contains": "\0"}])
def test_what_the_database_says_of_it_is_known(wanted: dict[str, object]) -> None:
    with pytest.raises(DataError) as failed:
        HelpPage.objects.filter(**wanted).exists()
    answer = NulIsRefused(HttpResponse).process_exception(RequestFactory().get("/"), failed.value)
    assert answer
    assert answer.status_code == 400


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps a NUL")
def test_a_nul_in_json_is_known() -> None:
    with pytest.raises(DataError) as failed, connection.cursor() as cursor:
        cursor.execute("""SELECT '{"a": "\\u0000"}'::jsonb ->> 'a'""")
    assert NulIsRefused(HttpResponse).process_exception(RequestFactory().get("/"), failed.value)


def test_any_other_fault_stays_one() -> None:
    middleware = NulIsRefused(HttpResponse)
    assert middleware.process_exception(RequestFactory().get("/"), DataError("value too long")) is None
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("cannot contain NUL")) is None
