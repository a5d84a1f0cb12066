"""The clock jumps: nothing waits for a moment that is a day ahead, and nobody is let in or kept out for good."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from search.models import OutboxEntry
from search.outbox import outbox_add, outbox_process

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fixed() -> Iterator[None]:
    with time_machine.travel("2026-03-02T10:00:00+00:00", tick=False):
        yield


def a_day_back() -> Any:
    return time_machine.travel(timezone.now() - DAY, tick=False)


def test_what_failed_tomorrow_is_written_to_the_index_today() -> None:
    outbox_add(keys=["page:999999"])
    OutboxEntry.objects.update(attempts=3, token=uuid.uuid4())
    with a_day_back():
        outbox_process()
    assert not OutboxEntry.objects.exists()


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_too_many_attempts_are_forgotten_after_the_jump_at_the_latest(customer: Any, jump: timedelta, settings: Any) -> None:
    settings.SANAD_SIGN_IN_ATTEMPTS = 2
    client = Client()
    for _number in range(3):
        answer = client.post("/en/account/login/", {"username": "customer", "password": "wrong"})
    assert answer.status_code == 429
    with time_machine.travel(timezone.now() + jump, tick=False):
        client.post("/en/account/login/", {"username": "customer", "password": PASSWORD})
        assert get_user(client) == customer


def test_who_signed_in_before_the_clock_was_set_back_stays_signed_in(customer: Any) -> None:
    client = Client()
    client.post("/en/account/login/", {"username": "customer", "password": PASSWORD})
    with a_day_back():
        assert client.get("/en/account/").status_code == 200


def test_a_session_does_not_outlive_a_jump_ahead(customer: Any) -> None:
    client = Client()
    client.post("/en/account/login/", {"username": "customer", "password": PASSWORD, "remember": "on"})
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        assert not get_user(client).is_authenticated
