"""The API of plugins at /api/x/<slug>/."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests

API = """
import sys
from ninja import Router
from ninja.errors import HttpError
from ninja.security import django_auth

router = Router()

@router.get("/count/")
def count(request, limit: int = 5):
    return {"limit": limit, "user": request.user.get_username()}

@router.post("/hear/")
def hear(request):
    return {"user": request.user.get_username(), "size": len(request.body)}

@router.post("/mine/", auth=django_auth)
def mine(request):
    return {"user": request.user.get_username()}

@router.get("/fails/")
def fails(request, how: str):
    if how == "exit":
        sys.exit(3)
    if how == "teapot":
        raise HttpError(418, "short and stout")
    raise ValueError("broken")
"""


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def notes(make, db):
    make("notes", {"api.py": API})
    with activate_for_tests("notes"):
        yield


@pytest.fixture
def reader() -> Client:
    """As a browser: tokens are asked for."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def test_a_route_answers(notes, reader):
    assert reader.get("/api/x/notes/count/?limit=3").json() == {"limit": 3, "user": ""}


def test_an_inactive_plugin_has_no_routes(notes, reader):
    with activate_for_tests():
        assert reader.get("/api/x/notes/count/").status_code == 404


def test_a_wrong_parameter_is_named(notes, reader):
    response = reader.get("/api/x/notes/count/?limit=many")
    assert (response.status_code, response.json()) == (400, {"detail": "Cannot be read: limit."})


def test_an_error_that_is_meant_is_an_answer(notes, reader):
    response = reader.get("/api/x/notes/fails/?how=teapot")
    assert (response.status_code, [each.errors for each in statistics("notes")]) == (418, [0])


@pytest.mark.parametrize("how", ["error", "exit"])
def test_a_failing_route_is_a_failure_of_the_plugin(notes, reader, how):
    status = reader.get(f"/api/x/notes/fails/?how={how}").status_code
    assert (status, [(each.where, each.errors) for each in statistics("notes")]) == (500, [("/api/x/notes/fails/", 1)])


def test_a_failing_route_is_a_failure_also_in_development(notes, reader, settings):
    settings.DEBUG = True
    reader.get("/api/x/notes/fails/?how=error")
    assert [each.errors for each in statistics("notes")] == [1]


def test_the_api_describes_itself(notes, reader):
    description = reader.get("/api/x/notes/openapi.json").json()
    assert (description["info"]["title"], "/api/x/notes/count/" in description["paths"]) == ("Notes", True)


def test_the_description_of_the_site_has_no_plugins(notes, reader):
    assert "/x/" not in reader.get("/api/openapi.json").content.decode()


def test_another_server_may_post(notes, reader):
    answer = reader.post("/api/x/notes/hear/", {"a": 1}, content_type="application/json")
    assert answer.json() == {"user": "", "size": 8}


def test_a_session_counts_for_reading(notes, reader, customer):
    reader.force_login(customer)
    assert reader.get("/api/x/notes/count/").json()["user"] == "customer"


def test_a_session_without_a_token_does_not_count_for_writing(notes, reader, customer):
    """Otherwise any site could write in a reader's name."""
    reader.force_login(customer)
    assert reader.post("/api/x/notes/hear/").json()["user"] == ""


def test_a_session_with_a_token_counts_for_writing(notes, reader, customer):
    reader.force_login(customer)
    reader.cookies["csrftoken"] = "a" * 32
    assert reader.post("/api/x/notes/hear/", headers={"X-CSRFToken": "a" * 32}).json()["user"] == "customer"


@pytest.mark.parametrize(("token", "status"), [("a" * 32, 200), ("b" * 32, 403)])
def test_a_route_for_the_signed_in_asks_for_the_token(notes, reader, customer, token, status):
    reader.force_login(customer)
    reader.cookies["csrftoken"] = "a" * 32
    assert reader.post("/api/x/notes/mine/", headers={"X-CSRFToken": token}).status_code == status


def test_an_api_without_a_router_is_a_failure(make, db, reader):
    make("mute", {"api.py": ""})
    with activate_for_tests("mute"):
        status = reader.get("/api/x/mute/count/").status_code
    assert (status, [each.errors for each in statistics("mute")]) == (500, [1])


def test_the_api_of_the_site_stays(notes, reader):
    assert reader.get("/api/").status_code == 200


def test_what_is_not_there_is_told_to_programs(db, client):
    response = client.get("/api/x/nowhere/list/")
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})
