"""Policies "approval" and "closed"."""

import re

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.models import User
from accounts.tokens import confirmation_token
from tests.accounts.conftest import PASSWORD

DETAILS = {"name": "Sara", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def approval(settings):
    settings.SANAD_SIGN_UP = "approval"


@pytest.fixture
def closed(settings):
    settings.SANAD_SIGN_UP = "closed"


@pytest.fixture
def confirm(client, address):
    def post():
        return client.post(address("confirm", confirmation_token(email="sara@naranj.example")), DETAILS)

    return post


@pytest.fixture
def sara(approval, confirm, omar) -> User:
    """Has signed up and waits; Omar has been told."""
    confirm()
    return User.objects.get(email="sara@naranj.example")


def test_confirmed_account_is_inactive(sara):
    assert (sara.is_active, sara.awaiting_approval) == (False, True)


def test_confirmed_account_is_not_signed_in(sara, client):
    assert not get_user(client).is_authenticated


def test_waiting_is_told(approval, confirm, db):
    assert "Your account waits for approval" in confirm().content.decode()


def test_waiting_account_cannot_sign_in(sara, client, address):
    client.post(address("login"), {"username": sara.email, "password": PASSWORD})
    assert not get_user(client).is_authenticated


def test_sign_in_page_tells_that_accounts_are_approved(approval, client, address, db):
    assert "once somebody has approved it" in client.get(address("login")).content.decode()


def test_staff_gets_a_mail_with_the_way_to_the_account(sara, mailoutbox):
    assert mailoutbox[0].to == ["omar@naranj.example"]
    assert reverse("wagtailusers_users:edit", args=[sara.pk]) in mailoutbox[0].body


def test_customers_get_no_such_mail(approval, layla, confirm, mailoutbox):
    confirm()
    assert not mailoutbox


def test_first_page_of_the_admin_tells_that_somebody_waits(sara, client, omar):
    client.force_login(omar)
    assert "1 person waits to be let in" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_first_page_of_the_admin_is_silent_when_nobody_waits(client, omar):
    client.force_login(omar)
    assert "waits to be let in" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_admin_lists_who_waits(sara, client, omar):
    client.force_login(omar)
    page = client.get(reverse("wagtailusers_users:index"), {"is_active": "false"}).content.decode()
    assert sara.username in page
    assert "omar@naranj.example" not in page.split("<table")[-1]


@pytest.fixture
def activated(sara, mailoutbox, django_capture_on_commit_callbacks) -> User:
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        sara.is_active = True
        sara.save()
    sara.refresh_from_db()
    return sara


def test_activation_is_told_to_the_owner(activated, mailoutbox):
    assert [mail.to for mail in mailoutbox] == [["sara@naranj.example"]]
    assert "has been approved" in mailoutbox[0].body


def test_activated_account_waits_no_more(activated):
    assert not activated.awaiting_approval


def test_activated_account_can_sign_in(activated, client, address):
    client.post(address("login"), {"username": activated.email, "password": PASSWORD})
    assert get_user(client) == activated


def test_activation_is_told_once(activated, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        activated.save()
    assert len(mailoutbox) == 1


def test_activation_of_many_at_once_is_told(sara, client, omar, mailoutbox):
    mailoutbox.clear()
    client.force_login(omar)
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    client.post(f"{url}?id={sara.pk}", {"mark_as_active": "True"})
    assert [mail.to for mail in mailoutbox] == [["sara@naranj.example"]]


def test_who_was_deactivated_by_staff_is_not_greeted_again(layla, mailoutbox, django_capture_on_commit_callbacks):
    for state in (False, True):
        with django_capture_on_commit_callbacks(execute=True):
            layla.is_active = state
            layla.save()
    assert not mailoutbox


@pytest.mark.parametrize("name", ["signup", "signup_sent"])
def test_closed_is_told_plainly(closed, client, address, db, name):
    response = client.get(address(name))
    assert response.status_code == 403
    assert "You cannot create an account here" in response.content.decode()


def test_closed_sends_no_mail(closed, client, address, db, mailoutbox):
    assert client.post(address("signup"), {"email": "sara@naranj.example"}).status_code == 403
    assert not mailoutbox


def test_closed_refuses_links_of_before(closed, confirm, db):
    assert confirm().status_code == 403
    assert not User.objects.exists()


def test_closed_offers_no_sign_up(closed, client, address, db):
    assert address("signup") not in client.get(address("login")).content.decode()


def test_open_offers_sign_up(settings, client, address, db):
    settings.SANAD_SIGN_UP = "open"
    assert address("signup") in client.get(address("login")).content.decode()


def test_closed_page_speaks_the_readers_language(closed, client, address, db):
    html = client.get(address("signup", language="ar"), headers={"Accept-Language": "ar"}).content.decode()
    assert re.search(r'<html[^>]*dir="rtl"', html)
