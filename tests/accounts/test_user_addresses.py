"""E-mail addresses are unique; network addresses are what our proxies say."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.addresses import client_address
from accounts.models import User
from accounts.selectors import user_by_email


def test_one_address_one_user_however_it_is_written(layla):
    with pytest.raises(IntegrityError):
        User.objects.create_user("other", "LAYLA@naranj.example")


def test_taken_address_is_told_to_forms(layla):
    with pytest.raises(ValidationError, match="already an account with this e-mail address"):
        User(username="other", email="Layla@naranj.example", password="x").full_clean()


def test_forms_ask_for_an_address():
    assert not User._meta.get_field("email").blank


def test_many_may_have_none(db):
    for name in ("one", "two"):
        User.objects.create_user(name, "")
    assert User.objects.filter(email="").count() == 2


def test_blank_address_finds_nobody(db):
    User.objects.create_user("one", "")
    assert user_by_email(email="") is None


def test_name_falls_back_to_the_user_name():
    assert User(username="layla").display_name() == "layla"


def test_forwarded_address_of_a_stranger_is_not_believed(rf):
    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9"}, REMOTE_ADDR="192.0.2.1")
    assert client_address(request) == "192.0.2.1"


def test_forwarded_address_of_our_proxy_is_believed(rf, settings):
    settings.SANAD_TRUSTED_PROXIES = 1
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"}, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == "203.0.113.9"


def test_missing_forwarded_address_falls_back(rf, settings):
    settings.SANAD_TRUSTED_PROXIES = 1
    assert client_address(rf.get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


def test_nonsense_is_no_error(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="unix:")) == "unix:"
