"""Forgotten and changed passwords."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.utils import timezone

from tests.accounts.conftest import PASSWORD, link_in

NEW = "green teapot 17 roof"


@pytest.fixture
def ask(client, address):
    def post(email="layla@naranj.example", **more):
        return client.post(address("password_reset"), {"email": email}, **more)

    return post


@pytest.fixture
def link(ask, layla, mailoutbox):
    ask()
    return link_in(mailoutbox[-1], "/reset/")


@pytest.fixture
def choose(client):
    def post(link, password=NEW):
        form = client.get(link, follow=True)
        path = form.redirect_chain[-1][0] if form.redirect_chain else link
        return client.post(path, {"new_password1": password, "new_password2": password}, follow=True)

    return post


def test_known_and_unknown_address_are_answered_alike(ask, layla):
    known, unknown = ask(follow=True), ask("nobody@naranj.example", follow=True)
    assert (known.redirect_chain, known.status_code) == (unknown.redirect_chain, unknown.status_code)
    assert known.content == unknown.content


def test_known_address_gets_a_mail(ask, layla, mailoutbox):
    ask("LAYLA@naranj.example")
    assert [mail.to for mail in mailoutbox] == [["layla@naranj.example"]]


def test_unknown_address_gets_no_mail(ask, layla, mailoutbox):
    ask("nobody@naranj.example")
    assert not mailoutbox


def test_mail_tells_the_user_name(ask, layla, mailoutbox):
    ask()
    assert "Your user name is layla." in mailoutbox[0].body


def test_deactivated_account_gets_no_mail(ask, layla, mailoutbox):
    layla.is_active = False
    layla.save()
    ask()
    assert not mailoutbox


def test_account_without_password_gets_no_mail(ask, layla, mailoutbox):
    layla.set_unusable_password()
    layla.save()
    ask()
    assert not mailoutbox


def test_mail_comes_in_the_owners_language(ask, layla, mailoutbox):
    layla.preferred_language = "ar"
    layla.save()
    ask()
    html, _kind = mailoutbox[0].alternatives[0]
    assert '<html lang="ar" dir="rtl">' in html
    assert "/ar/account/password/reset/" in mailoutbox[0].body


def test_one_mailbox_is_not_flooded(ask, layla, mailoutbox):
    for _number in range(6):
        ask()
    assert len(mailoutbox) == 3


def test_link_changes_the_password(link, choose, layla):
    choose(link)
    layla.refresh_from_db()
    assert layla.check_password(NEW)


def test_link_works_once(link, choose, layla):
    choose(link)
    assert "This link does not work" in choose(link, "third kettle 88 door").content.decode()


def test_old_link_does_not_work(link, client, settings):
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)):
        assert "This link does not work" in client.get(link, follow=True).content.decode()


def test_made_up_link_does_not_work(client, address, layla):
    page = client.get(address("password_reset_confirm", "MQ", "abc-def"))
    assert "This link does not work" in page.content.decode()


def test_weak_password_is_refused(link, choose, layla):
    choose(link, "12345678")
    layla.refresh_from_db()
    assert layla.check_password(PASSWORD)


def test_change_needs_the_old_password(client, address, layla):
    client.force_login(layla)
    data = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    client.post(address("password_change"), data)
    layla.refresh_from_db()
    assert layla.check_password(PASSWORD)


def test_change_keeps_the_session(client, address, layla):
    client.force_login(layla)
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    page = client.post(address("password_change"), data, follow=True)
    assert "Your password is changed" in page.content.decode()
    assert get_user(client) == layla


def test_stranger_is_sent_to_sign_in(client, address, db):
    assert client.get(address("password_change")).url.startswith(address("login"))


def test_reset_page_is_not_cached(client, address, db):
    assert "no-store" in client.get(address("password_reset"))["Cache-Control"]
