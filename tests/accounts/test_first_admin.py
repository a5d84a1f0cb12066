"""The one-time link of a fresh site."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.first_admin import LinkUsed, first_admin_create
from accounts.models import User

pytestmark = pytest.mark.django_db
FORM = {
    "username": "omar",
    "email": "omar@example.org",
    "new_password1": "green teapot 17 roof",
    "new_password2": "green teapot 17 roof",
}


def printed(**options: bool) -> str:
    out = io.StringIO()
    call_command("first_admin", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def link(homes) -> str:
    match = re.search(r"http://testserver(/\S+)", printed())
    assert match
    return match[1]


def test_the_link_makes_the_administrator_and_signs_in(client, link):
    assert client.get(link).status_code == 200
    answer = client.post(link, FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert User.objects.get(is_superuser=True).email == "omar@example.org"
    assert client.get("/admin/").status_code == 200


def test_opening_the_link_makes_nothing(client, link):
    client.get(link)
    assert not User.objects.exists()


def test_the_link_works_once(client, link):
    client.post(link, FORM)
    client.logout()
    again = {**FORM, "username": "eve", "email": "eve@example.org"}
    assert [client.get(link).status_code, client.post(link, again).status_code] == [410, 410]
    assert User.objects.count() == 1


def test_an_older_link_dies_with_the_first_administrator(client, link, superuser):
    assert client.post(link, FORM).status_code == 410
    assert not User.objects.filter(username="omar").exists()


def test_an_administrator_that_is_not_active_counts(client, link, superuser):
    User.objects.update(is_active=False)
    assert client.get(link).status_code == 410


def test_two_at_the_same_moment_make_one(db):
    first_admin_create(username="omar", email="omar@example.org", password="green teapot 17 roof")
    with pytest.raises(LinkUsed):
        first_admin_create(username="eve", email="eve@example.org", password="green teapot 17 roof")


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (25, 410)])
def test_the_link_is_good_for_a_day(client, link, hours, status):
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert client.get(link).status_code == status


def test_a_made_up_link_is_refused_like_a_used_one(client, link):
    forged = link[:-5] + ("aaaa/" if not link.endswith("aaaa/") else "bbbb/")
    answer = client.post(forged, FORM)
    assert answer.status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"new_password2": "another"}, "match"),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
        ({"new_password1": "omar@example.org", "new_password2": "omar@example.org"}, "too similar"),
        ({"email": "nowhere"}, "valid email"),
        ({"username": ""}, "required"),
    ],
)
def test_bad_input_makes_nothing_and_says_why(client, link, wrong, sentence):
    answer = client.post(link, FORM | wrong)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not User.objects.exists()


def test_a_name_that_is_taken_is_told(client, link, customer):
    answer = client.post(link, FORM | {"username": "customer", "email": "customer@example.org"})
    assert "already exists" in answer.content.decode()
    assert "already an account" in answer.content.decode()


def test_the_page_is_kept_nowhere_and_tells_nobody_its_address(client, link):
    answer = client.get(link)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_with_an_administrator_the_command_says_what_to_do_instead(superuser):
    with pytest.raises(CommandError, match="changepassword"):
        printed()
    assert printed(if_none=True) == ""
