"""Policy "open": whoever confirms an address gets an account."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.utils import timezone

from accounts.models import User
from accounts.services import EmailTaken, account_create
from tests.accounts.conftest import PASSWORD, link_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policy(settings):
    settings.SANAD_SIGN_UP = "open"


@pytest.fixture
def ask(client, address):
    def post(email="sara@naranj.example", language="en", **more):
        return client.post(address("signup", language=language), {"email": email}, **more)

    return post


@pytest.fixture
def link(ask, mailoutbox):
    """The link of the mail, as path."""
    ask()
    return link_in(mailoutbox[-1], "/confirm/")


def details(**changes):
    return {"name": "Sara", "new_password1": PASSWORD, "new_password2": PASSWORD, **changes}


def test_new_address_gets_a_link(link, mailoutbox):
    assert [mail.to for mail in mailoutbox] == [["sara@naranj.example"]]


def test_nothing_is_stored_before_the_link_is_followed(link):
    assert not User.objects.exists()


def test_opening_the_link_makes_no_account(link, client):
    assert client.get(link).status_code == 200
    assert not User.objects.exists()


def test_confirming_makes_the_account(link, client):
    client.post(link, details())
    user = User.objects.get(email="sara@naranj.example")
    assert (user.is_active, user.first_name, user.check_password(PASSWORD)) == (True, "Sara", True)


def test_confirming_signs_in(link, client):
    client.post(link, details())
    assert get_user(client).is_authenticated


def test_new_account_is_greeted(link, client):
    assert "Welcome" in client.post(link, details(), follow=True).content.decode()


def test_new_account_is_in_no_group(link, client):
    client.post(link, details())
    assert not User.objects.get().groups.exists()


def test_nobody_gets_rights_by_sending_more_fields(link, client):
    client.post(link, details(is_superuser="on", is_staff="on", email="omar@naranj.example"))
    user = User.objects.get()
    assert (user.is_superuser, user.is_staff, user.email) == (False, False, "sara@naranj.example")


@pytest.mark.parametrize("password", ["short", "1234567890", "sara@naranj.example"])
def test_weak_password_is_refused(link, client, password):
    client.post(link, details(new_password1=password, new_password2=password))
    assert not User.objects.exists()


def test_two_different_passwords_are_refused(link, client):
    client.post(link, details(new_password2="something else"))
    assert not User.objects.exists()


def test_known_address_is_answered_like_a_new_one(ask, client, layla):
    new, known = ask("sara@naranj.example", follow=True), ask("LAYLA@naranj.example", follow=True)
    assert (new.redirect_chain, new.status_code) == (known.redirect_chain, known.status_code)
    assert new.content == known.content


def test_owner_of_a_known_address_gets_a_mail(ask, layla, mailoutbox):
    ask("LAYLA@naranj.example")
    assert mailoutbox[0].to == ["layla@naranj.example"]
    assert "But you have one already" in mailoutbox[0].body


def test_owner_of_a_known_address_gets_no_link_to_confirm(ask, layla, mailoutbox):
    ask("layla@naranj.example")
    assert "/confirm/" not in mailoutbox[0].body


def test_owner_of_a_deactivated_account_is_told_so(ask, layla, mailoutbox):
    layla.is_active = False
    layla.save()
    ask("layla@naranj.example")
    assert "deactivated" in mailoutbox[0].body


def test_used_link_is_refused(link, client):
    client.post(link, details())
    client.logout()
    assert client.post(link, details(new_password1="other pass 77", new_password2="other pass 77")).status_code == 410
    assert User.objects.get().check_password(PASSWORD)


def test_opening_a_used_link_leads_to_sign_in(link, client):
    client.post(link, details())
    client.logout()
    assert "you have an account already" in client.get(link).content.decode()


def test_old_link_is_refused(link, client):
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert client.post(link, details()).status_code == 410
    assert not User.objects.exists()


def test_link_is_good_to_the_end(link, client):
    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        assert client.get(link).status_code == 200


def test_damaged_link_is_refused(link, client):
    damaged = link.rstrip("/")[:-1] + ("A" if link.rstrip("/")[-1] != "A" else "B") + "/"
    assert client.post(damaged, details()).status_code == 410
    assert not User.objects.exists()


def test_link_for_another_address_cannot_be_made_up(link, client, address):
    signature = link.rstrip("/").split(":", 1)[1]
    assert client.get(address("confirm", f"Im9tYXJAbmFyYW5qLmV4YW1wbGUi:{signature}")).status_code == 410


@pytest.mark.parametrize("email", ["", "sara", "sara@", "sara@naranj.example\nBcc: all@naranj.example"])
def test_no_address_no_mail(ask, mailoutbox, email):
    assert ask(email).status_code == 200
    assert not mailoutbox


def test_one_mailbox_is_not_flooded(ask, mailoutbox):
    for _number in range(6):
        response = ask()
    assert response.status_code == 302
    assert len(mailoutbox) == 3


def test_one_address_cannot_write_to_everybody(ask, mailoutbox):
    codes = [ask(f"reader{number}@naranj.example").status_code for number in range(21)]
    assert codes == [302] * 20 + [429]
    assert len(mailoutbox) == 20


def test_mail_is_written_in_the_readers_direction(ask, mailoutbox):
    ask(language="ar", headers={"Accept-Language": "ar"})
    html, _kind = mailoutbox[0].alternatives[0]
    assert '<html lang="ar" dir="rtl">' in html


def test_link_leads_to_the_readers_language(ask, mailoutbox):
    ask(language="ar", headers={"Accept-Language": "ar"})
    assert "/ar/account/confirm/" in mailoutbox[0].body


def test_language_is_remembered(ask, client, mailoutbox):
    ask(language="fa", headers={"Accept-Language": "fa"})
    client.post(link_in(mailoutbox[0], "/confirm/"), details(), headers={"Accept-Language": "fa"})
    assert User.objects.get().preferred_language == "fa"


def test_user_name_does_not_tell_which_names_are_taken(layla):
    user = account_create(email="layla@other.example", name="L", password=PASSWORD, language="en", approved=True)
    assert re.fullmatch(r"layla-\w{5}", user.username)


def test_address_without_letters_gets_a_user_name():
    user = account_create(email="++@other.example", name="L", password=PASSWORD, language="en", approved=True)
    assert user.username.startswith("reader-")


def test_one_address_makes_one_account(layla):
    with pytest.raises(EmailTaken):
        account_create(email="Layla@Naranj.example", name="L", password=PASSWORD, language="en", approved=True)


def test_who_is_signed_in_needs_no_account(client, address, layla):
    client.force_login(layla)
    assert client.get(address("signup")).url == address("home")
