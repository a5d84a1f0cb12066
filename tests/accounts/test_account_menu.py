"""The personal part of the header, and the page behind it."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.groups import EDITORS
from accounts.hooks import MenuItem
from accounts.models import User
from plugins.hooks import add_filter
from plugins.hooks.testing import isolated_hooks


@pytest.fixture
def menu(client, address):
    def get(current: str = "", language: str = "en") -> str:
        headers = {"HX-Current-URL": current, "Accept-Language": language}
        return client.get(address("menu", language=language), headers=headers).content.decode()

    return get


def test_stranger_may_sign_in(menu, address, db):
    assert f'href="{address("login")}"' in menu()


def test_sign_in_leads_back_to_the_page(menu, address, db):
    assert f"next={quote('/en/returns/?q=a', safe='')}" in menu("http://testserver/en/returns/?q=a")


@pytest.mark.parametrize("current", ["https://evil.example/x", "//evil.example/x", "javascript:alert(1)"])
def test_foreign_page_is_not_led_back_to(menu, db, current):
    assert "next=" not in menu(current)


def test_sign_in_does_not_lead_back_to_itself(menu, address, db):
    assert "next=" not in menu(f"http://testserver{address('signup')}")


def test_name_is_shown(menu, client, layla):
    client.force_login(layla)
    assert 'dir="auto">Layla Haddad<' in menu()


def test_name_is_text(menu, client, layla):
    layla.first_name = "<b>Layla</b>"
    layla.save()
    client.force_login(layla)
    assert "<b>" not in menu()


def test_sign_out_is_a_protected_form(menu, client, layla, address):
    client.force_login(layla)
    html = menu()
    assert f'method="post" action="{address("logout")}"' in html
    assert "csrfmiddlewaretoken" in html


def test_menu_is_not_cached(client, address, layla):
    client.force_login(layla)
    assert "no-store" in client.get(address("menu"))["Cache-Control"]


def test_menu_takes_no_post(client, address, db):
    assert client.post(address("menu")).status_code == 405


def test_other_rooms_add_links_for_whom_they_want(menu, client, layla):
    def wiki_link(items: list[MenuItem], *, request) -> list[MenuItem]:
        return [*items, MenuItem("Wiki", "/wiki/")] if request.user.username == "layla" else items

    client.force_login(layla)
    with isolated_hooks():
        add_filter("account_menu_items", wiki_link)
        assert '<a href="/wiki/">Wiki</a>' in menu()


def test_editor_finds_the_admin(menu, client, layla):
    layla.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(layla)
    assert f'href="{reverse("wagtailadmin_home")}"' in menu()


def test_customer_does_not_see_the_admin(menu, client, layla):
    client.force_login(layla)
    assert reverse("wagtailadmin_home") not in menu()


def test_place_in_cached_pages_holds_nothing_personal(rf, layla, address):
    request = rf.get("/")
    request.user = layla
    html = render_to_string("accounts/menu_slot.html", request=request)
    assert f'href="{address("home")}"' in html
    assert "Layla" not in html
    assert "csrf" not in html


def test_account_page_needs_sign_in(client, address, db):
    assert client.get(address("home")).url == f"{address('login')}?next={address('home')}"


def test_account_page_saves_the_name(client, address, layla):
    client.force_login(layla)
    client.post(address("home"), {"first_name": "ليلى حداد", "preferred_language": "ar"})
    layla.refresh_from_db()
    assert (layla.display_name(), layla.preferred_language) == ("ليلى حداد", "ar")


def test_account_page_keeps_a_name_of_two_parts(client, address, layla):
    layla.first_name, layla.last_name = "Layla", "Haddad"
    layla.save()
    client.force_login(layla)
    client.post(address("home"), {"first_name": "Leila", "last_name": "Haddad"})
    layla.refresh_from_db()
    assert (layla.first_name, layla.last_name) == ("Leila", "Haddad")


def test_account_page_refuses_unknown_language(client, address, layla):
    client.force_login(layla)
    client.post(address("home"), {"first_name": "Layla", "preferred_language": "xx"})
    layla.refresh_from_db()
    assert layla.preferred_language == ""


def test_account_page_gives_no_rights(client, address, layla):
    client.force_login(layla)
    client.post(address("home"), {"first_name": "Layla", "is_superuser": "on", "email": "omar@naranj.example"})
    assert User.objects.filter(is_superuser=False, email="layla@naranj.example").exists()


def test_account_page_is_in_the_readers_direction(client, address, layla):
    client.force_login(layla)
    html = client.get(address("home", language="ar"), headers={"Accept-Language": "ar"}).content.decode()
    assert 'dir="rtl"' in html[: html.index("<head")]
