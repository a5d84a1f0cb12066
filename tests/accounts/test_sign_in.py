"""Signing in and out."""

import pytest
from django.contrib.auth import get_user

from tests.accounts.conftest import PASSWORD


@pytest.fixture
def sign_in(client, address):
    def post(username="layla", password=PASSWORD, language="en", **more):
        return client.post(address("login", language=language), {"username": username, "password": password, **more})

    return post


@pytest.mark.parametrize("identifier", ["layla", "layla@naranj.example", "Layla@Naranj.Example", " layla "])
def test_name_or_address_signs_in(sign_in, layla, client, identifier):
    sign_in(identifier)
    assert get_user(client) == layla


def test_wrong_password_is_refused(sign_in, layla, client):
    sign_in(password="wrong")
    assert not get_user(client).is_authenticated


def test_unknown_name_is_answered_like_a_wrong_password(sign_in, layla):
    refused, unknown = sign_in(password="wrong"), sign_in("nobody")
    assert refused.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_deactivated_account_is_answered_like_a_wrong_password(sign_in, layla):
    wrong = sign_in(password="wrong").context["form"].non_field_errors()
    layla.is_active = False
    layla.save()
    assert sign_in().context["form"].non_field_errors() == wrong


def test_account_without_password_cannot_sign_in(sign_in, layla, client):
    layla.set_unusable_password()
    layla.save()
    sign_in(password="")
    assert not get_user(client).is_authenticated


def test_blank_address_is_nobodys(sign_in, layla, client):
    layla.email = ""
    layla.save()
    sign_in(" ")
    assert not get_user(client).is_authenticated


def test_address_may_be_longer_than_a_user_name(sign_in, layla, client):
    layla.email = f"{'l' * 60}@{'n' * 60}.{'n' * 60}.example"
    layla.save()
    sign_in(layla.email)
    assert get_user(client) == layla


def test_next_is_followed(sign_in, layla):
    assert sign_in(next="/en/returns/?page=2").url == "/en/returns/?page=2"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "https:evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_foreign_next_is_not_followed(sign_in, layla, target):
    location = sign_in(next=target).url
    assert location.startswith("/")
    assert "evil" not in location
    assert "alert" not in location


def test_without_next_the_front_page_in_the_same_language_follows(sign_in, layla):
    assert sign_in(language="ar").url == "/ar/"


def test_session_ends_with_the_browser(sign_in, layla, client):
    sign_in()
    assert client.session.get_expire_at_browser_close()


def test_session_stays_where_the_reader_wants_it(sign_in, layla, client):
    sign_in(remember="on")
    assert not client.session.get_expire_at_browser_close()


def test_who_is_signed_in_is_sent_on(layla, client, address):
    client.force_login(layla)
    assert client.get(address("login")).status_code == 302


def test_sign_in_page_is_not_cached(client, address, db):
    assert "no-store" in client.get(address("login"))["Cache-Control"]


def test_password_is_never_sent_back(sign_in, layla):
    assert "wrong-but-secret" not in sign_in(password="wrong-but-secret").content.decode()


def test_error_is_announced(sign_in, layla):
    assert 'role="alert"' in sign_in(password="wrong").content.decode()


def test_missing_password_is_told_at_its_field(sign_in, layla):
    assert 'aria-describedby="id_password_error"' in sign_in(password="").content.decode()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("id", "ltr")])
def test_page_speaks_the_readers_language(client, address, db, language, direction):
    html = client.get(address("login", language=language), headers={"Accept-Language": language}).content.decode()
    opening = html[html.index("<html") : html.index(">", html.index("<html"))]
    assert f'lang="{language}"' in opening
    assert f'dir="{direction}"' in opening


def test_signing_out_works(layla, client, address):
    client.force_login(layla)
    client.post(address("logout"))
    assert not get_user(client).is_authenticated


def test_a_link_does_not_sign_out(layla, client, address):
    client.force_login(layla)
    assert client.get(address("logout")).status_code == 405
    assert get_user(client) == layla


def test_foreign_page_does_not_sign_out(layla, address):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(layla)
    assert client.post(address("logout")).status_code == 403


def test_admin_takes_the_address_too(client, omar):
    client.post("/admin/login/", {"username": "omar@naranj.example", "password": PASSWORD, "next": "/admin/"})
    assert get_user(client) == omar
