"""A session is a new one whenever rights change hands, and ends with the password that began it."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
NEW = "blue kettle 42 stairs"
SIGN_IN = ["/en/account/login/", "/admin/login/"]


def signed_in(name: str, path: str = SIGN_IN[0]) -> Client:
    client = Client()
    client.post(path, {"username": name, "password": PASSWORD})
    assert get_user(client).is_authenticated
    return client


def change(client: Client) -> None:
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/en/account/password/", data).status_code == 302


@pytest.mark.parametrize("path", SIGN_IN)
def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(superuser, path):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.post(path, {"username": "root", "password": PASSWORD})
    assert get_user(client) == superuser
    assert client.session.session_key != planted


def test_another_account_gets_nothing_of_the_session_before(customer, editor):
    client = signed_in("customer")
    session = client.session
    session["secret"] = "of the customer"
    session.save()
    client.force_login(editor)
    assert "secret" not in client.session


def test_the_key_of_forms_changes_at_sign_in(superuser):
    client = Client()
    client.get("/en/account/login/")
    before = client.cookies["csrftoken"].value
    client.post("/en/account/login/", {"username": "root", "password": PASSWORD})
    assert client.cookies["csrftoken"].value != before


def test_a_new_password_is_a_new_session(customer):
    client = signed_in("customer")
    before = client.session.session_key
    change(client)
    assert client.session.session_key != before
    assert get_user(client).is_authenticated


def test_a_new_password_ends_all_other_sessions(customer):
    here, elsewhere = signed_in("customer"), signed_in("customer")
    change(here)
    assert not get_user(elsewhere).is_authenticated


def test_a_password_that_somebody_else_sets_ends_them_too(customer):
    client = signed_in("customer")
    customer.set_password(NEW)
    customer.save()
    assert not get_user(client).is_authenticated


def test_a_closed_account_is_signed_out_at_once(customer):
    client = signed_in("customer")
    customer.is_active = False
    customer.save()
    assert not get_user(client).is_authenticated


def test_signing_out_leaves_nothing_to_go_on_with(customer):
    client = signed_in("customer")
    stolen = client.cookies["sessionid"].value
    client.post("/en/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not get_user(thief).is_authenticated


@pytest.mark.parametrize(
    "password", ["short 1x", "password123", "1234567890123", "qwertyuiop", "customer99", "customer@example.org"]
)
def test_weak_passwords_are_refused(customer, password):
    with pytest.raises(ValidationError):
        validate_password(password, customer)


@pytest.mark.parametrize("password", [NEW, "كلمة سر طويلة جدا", "گذرواژه‌ای بلند", "x" * 300 + " long"])
def test_long_ones_are_taken_in_any_script(customer, password):
    validate_password(password, customer)
