"""Guessing passwords is slowed down."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.utils import timezone

from tests.accounts.conftest import PASSWORD


@pytest.fixture(autouse=True)
def three_attempts(settings):
    settings.SANAD_SIGN_IN_ATTEMPTS = 3
    settings.SANAD_SIGN_IN_WINDOW_MINUTES = 15


@pytest.fixture
def attempt(client, address):
    def post(username="layla", password="wrong", ip="192.0.2.1", language="en"):
        data = {"username": username, "password": password}
        return client.post(address("login", language=language), data, REMOTE_ADDR=ip)

    return post


@pytest.fixture
def out_of_attempts(attempt, layla):
    """At the beginning of a window, so that none of these tests runs over its border."""
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False):
        for _number in range(3):
            assert attempt().status_code == 200
        yield


def test_one_attempt_too_many_is_told(attempt, out_of_attempts):
    assert attempt().status_code == 429


def test_waiting_time_is_told_to_people(attempt, out_of_attempts):
    assert "Please try again in 15 minutes." in attempt().content.decode()


def test_waiting_time_is_told_to_programs(attempt, out_of_attempts):
    assert attempt()["Retry-After"] == "900"


def test_right_password_must_wait_too(attempt, out_of_attempts, client):
    attempt(password=PASSWORD)
    assert not get_user(client).is_authenticated


def test_after_the_window_the_right_password_works(attempt, out_of_attempts, client, layla):
    attempt()
    with time_machine.travel(timezone.now() + timedelta(minutes=15), tick=False):
        attempt(password=PASSWORD)
        assert get_user(client) == layla


def test_owner_at_another_address_is_not_locked_out(attempt, out_of_attempts, client, layla):
    attempt(password=PASSWORD, ip="192.0.2.2")
    assert get_user(client) == layla


def test_another_person_at_the_same_address_is_not_locked_out(attempt, out_of_attempts, client, omar):
    attempt("omar", PASSWORD)
    assert get_user(client) == omar


@pytest.mark.parametrize("spelling", ["LAYLA", " layla "])
def test_spelling_the_name_otherwise_gives_no_new_attempts(attempt, out_of_attempts, spelling):
    assert attempt(spelling).status_code == 429


def test_neighbouring_ipv6_address_gives_no_new_attempts(attempt, layla):
    for number in range(3):
        attempt(ip=f"2001:db8::{number}")
    assert attempt(ip="2001:db8::ffff").status_code == 429


def test_success_begins_anew(attempt, layla, client):
    for _number in range(2):
        attempt()
    attempt(password=PASSWORD)
    client.logout()
    for _number in range(3):
        response = attempt()
    assert response.status_code == 200


def test_unknown_name_is_limited_alike(attempt, db):
    codes = [attempt("nobody").status_code for _number in range(4)]
    assert codes == [200, 200, 200, 429]


def test_admin_is_limited_too(client, omar):
    for _number in range(4):
        response = client.post("/admin/login/", {"username": "omar", "password": "wrong"})
    assert "Too many attempts" in response.content.decode()
