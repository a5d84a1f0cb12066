"""Taking one's data along, and having it erased."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from accounts.personal_data import Person, person_by, person_of, personal_data_erase, personal_data_export
from accounts.personal_data.registry import Holder, holders
from accounts.throttle import Limit
from accounts.views import personal_data as views

pytestmark = pytest.mark.django_db

PAGE = "/en/account/data/"
PASSWORD = "correct horse battery"
ADMIN = reverse("accounts_personal_data")


@pytest.fixture
def notes():
    """A holder of notes by user name, as a room would register it."""
    kept = {"customer": ["Likes tea"], "agent": ["Likes coffee"]}

    def export(person: Person):
        return [{"note": each} for each in kept.get(person.user.username if person.user else "", [])]

    def erase(person: Person) -> int:
        return len(kept.pop(person.user.username if person.user else "", []))

    holder = holders.add(Holder("Notes", export, erase), name="notes_for_tests")
    yield kept
    holders.remove(holder)


@pytest.fixture
def broken():
    """A holder that fails."""

    def fail(person: Person):
        raise OSError("The disk is gone")

    holder = holders.add(Holder("Broken", fail, fail), name="broken_for_tests")
    yield
    holders.remove(holder)


@pytest.fixture
def signed_in(client, customer):
    client.force_login(customer)
    return client


class TestOwnPage:
    def test_strangers_are_asked_to_sign_in(self, client):
        assert "/account/login/" in client.get(PAGE).url

    def test_it_says_what_is_kept(self, signed_in, notes):
        assert "Notes: 1" in signed_in.get(PAGE).content.decode()

    def test_the_account_page_leads_there(self, signed_in):
        assert PAGE in signed_in.get("/en/account/").content.decode()

    def test_it_is_never_kept_by_caches(self, signed_in):
        assert "no-store" in signed_in.get(PAGE)["Cache-Control"]

    def test_everything_comes_as_a_file(self, signed_in, notes, customer):
        response = signed_in.get(f"{PAGE}download/")
        data = json.loads(response.content)["data"]
        assert data["notes_for_tests"] == [{"note": "Likes tea"}] and data["account"][0]["email"] == customer.email
        assert response["Content-Disposition"].startswith("attachment")

    def test_no_password_is_in_it(self, signed_in, customer):
        assert customer.password not in signed_in.get(f"{PAGE}download/").content.decode()

    def test_nobody_elses_is_in_it(self, signed_in, notes, agent):
        assert "coffee" not in signed_in.get(f"{PAGE}download/").content.decode()

    def test_with_the_password_it_is_erased(self, signed_in, notes):
        signed_in.post(PAGE, {"password": PASSWORD})
        assert notes == {"agent": ["Likes coffee"]}

    def test_and_the_account_stays(self, signed_in, notes, customer):
        signed_in.post(PAGE, {"password": PASSWORD})
        assert User.objects.filter(pk=customer.pk).exists()

    @pytest.mark.parametrize("data", [{}, {"password": ""}, {"password": "wrong"}])
    def test_without_it_nothing_is(self, signed_in, notes, data):
        assert "customer" in notes and signed_in.post(PAGE, data).status_code == 200
        assert "customer" in notes

    def test_the_password_cannot_be_guessed_for_long(self, signed_in, notes, monkeypatch):
        monkeypatch.setattr(views, "TRIES", Limit("erase", 2, 3600))
        for _number in range(2):
            signed_in.post(PAGE, {"password": "wrong"})
        response = signed_in.post(PAGE, {"password": PASSWORD})
        assert response.status_code == 429 and int(response["Retry-After"]) > 0 and "customer" in notes

    def test_the_account_can_go_too(self, signed_in, notes, customer):
        signed_in.post(PAGE, {"password": PASSWORD, "close_account": "on"})
        assert not User.objects.filter(pk=customer.pk).exists()

    def test_editors_do_not_close_theirs(self, client, editor, notes):
        client.force_login(editor)
        client.post(PAGE, {"password": PASSWORD, "close_account": "on"})
        assert User.objects.filter(pk=editor.pk).exists()

    def test_what_cannot_be_erased_is_told_and_the_account_stays(self, signed_in, notes, broken, customer):
        html = signed_in.post(PAGE, {"password": PASSWORD, "close_account": "on"}, follow=True).content.decode()
        assert "Not everything could be erased" in html and User.objects.filter(pk=customer.pk).exists()

    def test_what_fails_does_not_stop_the_others(self, signed_in, notes, broken):
        signed_in.post(PAGE, {"password": PASSWORD})
        assert "customer" not in notes

    def test_an_account_without_a_password_ticks(self, client, notes):
        user = User.objects.create_user("customer", "ann@example.org")
        client.force_login(user)
        client.post(PAGE, {})
        assert "customer" in notes
        client.post(PAGE, {"sure": "on"})
        assert "customer" not in notes


class TestPersons:
    def test_customers_are_known_by_their_proved_address(self, customer):
        assert person_of(customer).email == customer.email

    def test_editors_could_have_set_anybodys(self, editor):
        assert person_of(editor).email == ""

    def test_an_administrator_may_mean_an_address_without_account(self):
        assert person_by(email="ann@example.org") == Person(None, "ann@example.org")

    def test_or_an_account_by_its_name(self, customer):
        assert person_by(name="customer") == Person(customer, customer.email)

    def test_or_nobody(self, db):
        assert person_by(name="nobody") is None and person_by() is None


class TestAdmin:
    @pytest.fixture
    def root(self, client, superuser):
        client.force_login(superuser)
        return client

    def test_only_superusers_see_it(self, client, editor):
        client.force_login(editor)
        assert client.get(ADMIN).status_code == 302

    def test_somebody_is_found_by_address(self, root, notes, customer):
        assert "Notes: 1" in root.post(ADMIN, {"identifier": customer.email}).content.decode()

    def test_a_name_of_nobody_is_told(self, root):
        assert "There is no account of this name." in root.post(ADMIN, {"identifier": "nobody"}).content.decode()

    def test_it_is_handed_out(self, root, notes, customer):
        response = root.post(ADMIN, {"identifier": "customer", "download": "1"})
        assert json.loads(response.content)["data"]["notes_for_tests"] == [{"note": "Likes tea"}]

    def test_unsure_nothing_is_erased(self, root, notes, customer):
        root.post(ADMIN, {"identifier": "customer", "erase": "1"})
        assert "customer" in notes

    def test_sure_it_is(self, root, notes, customer):
        root.post(ADMIN, {"identifier": "customer", "erase": "1", "sure": "on"})
        assert "customer" not in notes


class TestCommand:
    def test_it_exports(self, notes, customer):
        out = StringIO()
        call_command("personal_data", "export", "--user", "customer", stdout=out)
        assert json.loads(out.getvalue())["data"]["notes_for_tests"] == [{"note": "Likes tea"}]

    def test_it_erases(self, notes, customer):
        call_command("personal_data", "erase", "--email", customer.email, "--yes", stdout=StringIO())
        assert "customer" not in notes

    def test_it_asks_first(self, notes, customer, monkeypatch):
        monkeypatch.setattr("builtins.input", lambda prompt: "no")
        with pytest.raises(CommandError, match="Nothing was erased"):
            call_command("personal_data", "erase", "--user", "customer")
        assert "customer" in notes

    def test_a_name_of_nobody_is_told(self, db):
        with pytest.raises(CommandError, match="no account"):
            call_command("personal_data", "export", "--user", "nobody")

    def test_what_failed_is_told(self, broken, customer):
        with pytest.raises(CommandError, match="broken_for_tests"):
            call_command("personal_data", "erase", "--user", "customer", "--yes", stdout=StringIO())


def test_what_fails_is_named(broken, notes, customer):
    found, done = personal_data_export(Person(customer)), personal_data_erase(Person(customer))
    assert found.failed == done.failed == ["broken_for_tests"]
