"""The demo is loaded once, whole, in four languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, Site

from accounts.models import User
from content.models import HelpPage
from content.visibility import visibility_problems
from importing import demo
from importing.demo_plugins import demo_plugins_activate
from kb.models import ArticlePage
from plugins import lifecycle
from plugins.active import active_slugs, sync
from plugins.models import Plugin, PluginSettings
from plugins.settings import plugin_settings
from theme.models import Branding, Navigation
from wiki.models import PolicyExceptionPage, PolicyPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, in a transaction around all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        sync(force=True)  # the plugins of the demo are gone again


def test_the_demo_has_what_it_promises_in_every_language(loaded):
    for language in ("en", "ar", "fa", "id"):
        of_language = {"locale__language_code": language}
        assert ArticlePage.objects.filter(**of_language).count() >= 15
        assert PolicyPage.objects.filter(**of_language).count() >= 4
        assert PolicyExceptionPage.objects.filter(**of_language).count() >= 8


def test_every_demo_page_has_its_translations(loaded):
    english = HelpPage.objects.filter(locale__language_code="en")
    assert [page.title for page in english if page.get_translations().count() != 3] == []


def test_the_demo_leaves_a_sound_tree_without_wagtails_welcome_page(loaded):
    assert not any(Page.find_problems())
    assert visibility_problems() == []
    assert not Page.objects.filter(depth=2).exact_type(Page).exists()


def test_the_demo_brands_the_site_and_fills_the_menus(loaded):
    site = Site.objects.get(is_default_site=True)
    assert Branding.for_site(site).name == "Naranj"
    menus = Navigation.objects.select_related("locale")
    assert {menu.locale.language_code: len(menu.main_menu) for menu in menus} == {"en": 3, "ar": 3, "fa": 3, "id": 3}
    assert len({menu.translation_key for menu in menus}) == 1  # type: ignore[has-type]


def test_loading_the_demo_again_is_one_question(loaded, django_assert_num_queries):
    # Beside the savepoint of the transaction, which the test adds.
    with django_assert_num_queries(3):
        assert demo.demo_load() is None


def test_a_demo_that_an_editor_emptied_does_not_come_back(loaded):
    HelpPage.objects.filter(depth=3).first().delete()
    pages = HelpPage.objects.count()
    call_command("load_demo", verbosity=0)
    assert HelpPage.objects.count() == pages


def test_at_least_five_plugins_are_active(loaded):
    assert len(active_slugs()) >= 5


def test_plugins_are_set_in_every_language(loaded):
    texts = {plugin_settings("announcement", language=code).text for code in ("en", "ar", "fa", "id")}
    assert len(texts) == 4


def test_what_plugins_announce_leads_to_a_page(loaded, client):
    links: list[str] = [plugin_settings("announcement", language=code).link for code in ("en", "ar", "fa", "id")]
    assert [client.get(link).status_code for link in links] == [200, 200, 200, 200]


def test_a_plugin_that_was_switched_off_stays_off(loaded):
    lifecycle.deactivate("announcement")
    assert demo_plugins_activate() == ([], [])
    assert "announcement" not in active_slugs()


def test_a_plugin_whose_settings_are_refused_is_told_of(loaded, tmp_path):
    Plugin.objects.filter(slug="opening_hours").delete()
    PluginSettings.objects.filter(slug="opening_hours").delete()
    (tmp_path / "plugins.toml").write_text('[opening_hours.settings]\nhours = "whenever"\ntime_zone = "UTC"')
    done, problems = demo_plugins_activate(folder=tmp_path)
    assert done == []
    assert problems[0].startswith("opening_hours: hours: ")


def test_accounts_are_made_only_when_asked_for_and_have_random_passwords(loaded, capsys):
    assert not User.objects.filter(username__startswith="demo-").exists()
    call_command("load_demo", "--accounts")
    told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert User.objects.get(username="demo-agent").check_password(told["demo-agent"])
    assert len(set(told.values())) == 4


def test_demo_pages_answer_those_who_may_read_them_and_nobody_else(loaded, client):
    pages = HelpPage.objects.filter(locale__language_code__in=["en", "ar"])
    answers = {page.link: (client.get(page.link).status_code, page.effective_audience) for page in pages}
    assert [link for link, (status, audience) in answers.items() if (status == 200) != (audience == 0)] == []
