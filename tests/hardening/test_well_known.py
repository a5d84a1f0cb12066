"""Whom to tell of a weakness, and where passwords are changed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from config.environment import Environment

pytestmark = pytest.mark.django_db
PATH = "/.well-known/security.txt"


def fields(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _colon, value in (line.partition(": ") for line in text.strip().splitlines())]


def test_without_a_contact_there_is_none(client, home):
    assert client.get(PATH).status_code == 404


def test_it_says_what_the_standard_asks_for(client, settings):
    settings.SANAD_SECURITY_CONTACT = ["mailto:security@example.org", "https://example.org/report"]
    settings.SANAD_SECURITY_POLICY = "https://example.org/policy"
    answer = client.get(PATH)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = fields(answer.content.decode())
    assert [value for name, value in said if name == "Contact"] == settings.SANAD_SECURITY_CONTACT
    once = dict(said)
    assert once["Canonical"] == f"http://testserver{PATH}"
    assert once["Policy"] == "https://example.org/policy"
    assert once["Preferred-Languages"] == "en, ar, fa, id"


def test_it_is_fresh_and_not_for_ever(client, settings):
    settings.SANAD_SECURITY_CONTACT = ["mailto:security@example.org"]
    expires = datetime.fromisoformat(dict(fields(client.get(PATH).content.decode()))["Expires"])
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


def test_password_managers_find_the_form(client, customer):
    client.force_login(customer)
    answer = client.get("/.well-known/change-password", follow=True)
    assert answer.redirect_chain[-1][0].endswith("/account/password/")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("security@example.org", ["mailto:security@example.org"]),
        ("https://example.org/x, tel:+49-30-1", ["https://example.org/x", "tel:+49-30-1"]),
        ("", []),
    ],
)
def test_contacts_are_read(monkeypatch, value, expected):
    monkeypatch.setenv("SANAD_SECURITY_CONTACT", value)
    assert Environment().contacts("SANAD_SECURITY_CONTACT") == expected


@pytest.mark.parametrize("value", ["somebody", "http://example.org", "mailto:", "a@b\nX: y", "javascript:alert(1)"])
def test_what_is_no_contact_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SANAD_SECURITY_CONTACT", value)
    with pytest.raises(ImproperlyConfigured, match="SANAD_SECURITY_CONTACT"):
        Environment().contacts("SANAD_SECURITY_CONTACT")
