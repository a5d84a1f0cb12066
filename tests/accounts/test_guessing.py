"""Guessing one account from everywhere, or every account from one place; and the owner, who still comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from accounts import guessing
from accounts.backends import NameOrEmailBackend
from accounts.models import User
from accounts.throttle import Limit
from tests.accounts.conftest import PASSWORD

Attempt = Callable[..., Any]


@pytest.fixture(autouse=True)
def small_limits(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.SANAD_SIGN_IN_ATTEMPTS = 3
    monkeypatch.setattr(guessing, "ALL_FROM_ONE_ADDRESS", Limit("address", 5, 3600))
    monkeypatch.setattr(guessing, "ONE_FROM_EVERYWHERE", Limit("account", 5, 3600))
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def attempt(address: Callable[..., str]) -> Attempt:
    def post(username: str, password: str = "wrong", ip: str = "192.0.2.1", client: Client | None = None, **more: Any) -> Any:
        data = {"username": username, "password": password}
        return (client or Client()).post(address("login"), data, REMOTE_ADDR=ip, **more)

    return post


def test_trying_one_password_on_many_accounts_is_slowed_down(attempt, layla):
    codes = [attempt(f"name{number}").status_code for number in range(6)]
    assert codes == [200] * 5 + [429]
    assert attempt("layla", PASSWORD).status_code == 429


def test_other_addresses_do_not_wait_for_it(attempt, layla):
    for number in range(6):
        attempt(f"name{number}")
    assert attempt("layla", PASSWORD, ip="192.0.2.2").status_code == 302


def test_many_addresses_guess_no_faster_than_one(attempt, layla):
    codes = [attempt("layla", ip=f"192.0.2.{number}").status_code for number in range(1, 7)]
    assert codes == [200] * 5 + [429]


def test_an_unknown_name_is_limited_alike(attempt, db):
    codes = [attempt("nobody", ip=f"192.0.2.{number}").status_code for number in range(1, 7)]
    assert codes == [200] * 5 + [429]


def test_name_and_address_of_an_account_are_not_two_chances(attempt, layla):
    codes = [attempt(("layla", "layla@naranj.example")[number % 2]).status_code for number in range(4)]
    assert codes == [200, 200, 200, 429]


def test_the_owners_browser_is_not_locked_out_by_strangers(attempt, layla):
    own = Client()
    attempt("layla", PASSWORD, client=own)
    own.post("/en/account/logout/")
    for number in range(1, 9):
        attempt("layla", ip=f"192.0.2.{number}")
    assert attempt("layla", PASSWORD, ip="198.51.100.1").status_code == 429
    attempt("layla", PASSWORD, ip="198.51.100.1", client=own)
    assert get_user(own) == layla


def test_a_known_browser_has_no_endless_attempts(attempt, layla):
    own = Client()
    attempt("layla", PASSWORD, client=own)
    own.post("/en/account/logout/")
    codes = [attempt("layla", ip=f"192.0.2.{number}", client=own).status_code for number in range(1, 7)]
    assert codes == [200] * 5 + [429]


def test_a_browser_is_known_for_its_own_account_alone(attempt, layla, omar):
    own = Client()
    attempt("omar", PASSWORD, client=own)
    own.post("/en/account/logout/")
    for number in range(1, 7):
        attempt("layla", ip=f"192.0.2.{number}")
    assert attempt("layla", PASSWORD, ip="198.51.100.1", client=own).status_code == 429


def test_a_made_up_mark_of_a_browser_is_worth_nothing(attempt, layla):
    stranger = Client()
    stranger.cookies["sanad_browser"] = f"{layla.pk}:0000000000000000"
    for number in range(1, 7):
        attempt("layla", ip=f"192.0.2.{number}")
    assert attempt("layla", PASSWORD, ip="198.51.100.1", client=stranger).status_code == 429


def test_the_mark_of_a_browser_is_out_of_reach_of_scripts(attempt, layla):
    own = Client()
    attempt("layla", PASSWORD, client=own)
    mark = own.cookies["sanad_browser"]
    assert mark["httponly"]
    assert mark["samesite"] == "Lax"
    assert "layla" not in mark.value


def test_the_admin_marks_browsers_too(omar):
    own = Client()
    own.post("/admin/login/", {"username": "omar", "password": PASSWORD})
    assert "sanad_browser" in own.cookies


def test_people_who_come_in_do_not_fill_the_count_of_their_office(attempt, layla):
    for _number in range(8):
        assert attempt("layla", PASSWORD).status_code == 302


@pytest.mark.parametrize("forged", ["203.0.113.7", "10.0.0.1, 203.0.113.7", "nonsense", "203.0.113.7, " * 50])
def test_forwarding_headers_of_strangers_give_no_new_attempts(attempt, layla, forged):
    for number in range(3):
        attempt("layla", headers={"X-Forwarded-For": f"{number}.{forged}", "X-Real-IP": f"203.0.113.{number}"})
    assert attempt("layla", headers={"X-Forwarded-For": forged, "Forwarded": "for=203.0.113.99"}).status_code == 429


def test_behind_a_proxy_of_ours_what_it_wrote_counts(attempt, layla, settings):
    settings.SANAD_TRUSTED_PROXIES = 1
    for _number in range(3):
        attempt("layla", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7"})
    assert attempt("layla", headers={"X-Forwarded-For": "7.7.7.7, 203.0.113.7"}).status_code == 429
    assert attempt("layla", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.8"}).status_code == 200


def test_of_fifty_guesses_at_once_no_more_are_looked_at_than_one_after_the_other(monkeypatch):
    """What counts after the look lets all of them through: each sees a count of nothing."""
    looked_at: list[str] = []
    user = User(pk=1, username="layla")
    monkeypatch.setattr(guessing, "user_by_name_or_email", lambda identifier: user)
    monkeypatch.setattr(NameOrEmailBackend, "_matching_user", lambda self, name, password: looked_at.append(password))

    def guess(number: int) -> None:
        request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
        try:
            NameOrEmailBackend().authenticate(request, "layla", f"guess {number}")
        except PermissionDenied:
            return

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(guess, range(50)))
    assert len(looked_at) == 3
