"""Safe mode by a link: for superusers, and when a plugin has broken the admin."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail import hooks
from wagtail.users.models import UserProfile

from plugins import active, lifecycle

pytestmark = pytest.mark.django_db

LINK = "/admin/plugins/safe-mode/"


@pytest.fixture
def one(make):
    make("one")
    lifecycle.activate("one")


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


def test_a_link_alone_changes_nothing(admin, one):
    page = admin.get(LINK).content.decode()
    assert ("Switch safe mode on" in page, active.is_active("one")) == (True, True)


def test_it_says_how_many_plugins_rest(admin, one):
    assert "1 plugin is active now." in admin.get(LINK).content.decode()


def test_a_superuser_switches_it_on(admin, one):
    admin.post(LINK, {"wanted": "on"})
    assert not active.is_active("one")


def test_a_superuser_switches_it_off_again(admin, one):
    admin.post(LINK, {"wanted": "on"})
    admin.post(LINK, {"wanted": "off"})
    assert active.is_active("one")


def test_nonsense_changes_nothing(admin, one):
    admin.post(LINK, {"wanted": "maybe"})
    assert active.is_active("one")


def test_an_editor_is_refused(client, editor, one):
    client.force_login(editor)
    assert (client.post(LINK, {"wanted": "on"}).status_code, active.is_active("one")) == (403, True)


def test_a_stranger_signs_in_first(client, one):
    response = client.post(LINK, {"wanted": "on"})
    assert (response["Location"], active.is_active("one")) == (f"/admin/login/?next={LINK}", True)


def test_a_forged_request_is_refused(superuser, one):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(superuser)
    assert (strict.post(LINK, {"wanted": "on"}).status_code, active.is_active("one")) == (403, True)


def test_its_own_form_is_no_forgery(superuser, one):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(superuser)
    page = strict.get(LINK).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    strict.post(LINK, {"wanted": "on", "csrfmiddlewaretoken": token})
    assert not active.is_active("one")


def test_it_works_when_a_hook_breaks_every_page_of_the_admin(admin, one):
    def broken(*arguments: object) -> str:
        raise ValueError("no such bird")

    with hooks.register_temporarily("insert_global_admin_css", broken):
        with pytest.raises(ValueError, match="no such bird"):
            admin.get("/admin/")
        admin.post(LINK, {"wanted": "on"})
        page = admin.get(LINK).content.decode()
    assert "Safe mode is on" in page


def test_no_plugin_can_put_a_template_in_its_place(admin, one, settings, tmp_path):
    (tmp_path / "plugins" / "admin").mkdir(parents=True)
    (tmp_path / "plugins" / "admin" / "safe_mode.html").write_text("mine")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    assert "Switch safe mode on" in admin.get(LINK).content.decode()


def test_it_is_told_on_every_page_of_the_admin(admin, one):
    admin.post(LINK, {"wanted": "on"})
    page = admin.get("/admin/").content.decode()
    assert ("Safe mode is on." in page, LINK in page) == (True, True)


def test_it_is_not_told_to_editors(client, editor, one):
    lifecycle.safe_mode(True)
    client.force_login(editor)
    assert "Safe mode is on." not in client.get("/admin/").content.decode()


def test_it_is_never_cached(admin, one):
    assert "no-store" in admin.get(LINK)["Cache-Control"]


def test_it_speaks_the_language_in_which_the_admin_is_used(admin, one, superuser):
    UserProfile.objects.update_or_create(user=superuser, defaults={"preferred_language": "ar"})
    assert '<html lang="ar" dir="rtl">' in admin.get(LINK).content.decode()
