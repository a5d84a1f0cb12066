"""Pages of a plugin's type are shown while the plugin is active, cost nobody else's page, and go with an uninstall only."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from content.audiences import ANONYMOUS, Audience
from content.models import HelpPage
from home.models import PlainPage
from plugins import lifecycle
from plugins.lifecycle import LifecycleError
from search.kinds import kinds_for
from search.outbox import outbox_process
from search.outdated import outdated_rebuild
from search.queries import SearchQuery
from search.selectors import search_pages
from tests.factories import add_page

# SQLite changes no tables inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)

APPS = """
from sanad import PluginConfig


class Config(PluginConfig):
    def ready(self):
        from sanad import register_kind

        register_kind("river__notice", "notice", "notices")
"""
MODELS = """
from django.db import models
from sanad import Audience, HelpPage


class NoticePage(HelpPage):
    search_kind = "river__notice"
    colour = models.TextField(default="blue")
    minimum_audience = Audience.PUBLIC

    def get_context(self, request, *args, **kwargs):
        if self.colour == "none":
            raise ValueError("no colour")
        return super().get_context(request, *args, **kwargs)
"""
MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "NoticePage",
            [
                (
                    "helppage_ptr",
                    models.OneToOneField(
                        "content.HelpPage", models.CASCADE, parent_link=True, auto_created=True, primary_key=True, serialize=False
                    ),
                ),
                ("colour", models.TextField(default="blue")),
            ],
            bases=("content.helppage",),
        )
    ]
"""
FILES = {
    "apps.py": APPS,
    "models.py": MODELS,
    "migrations/__init__.py": "",
    "migrations/0001_initial.py": MIGRATION,
    "templates/river/notice_page.html": "<p>{{ page.colour }}</p>",
}


@pytest.fixture
def river(make, home):
    """The plugin, active."""
    make("river", FILES, provides=["models"])
    lifecycle.activate("river")


@pytest.fixture
def notice(river, home):
    return add_notice(home)


def add_notice(home, title: str = "Flood", **fields: Any):
    return add_page(home, notice_type(), title, **fields)


def notice_type() -> Any:
    name = ("river", "NoticePage")
    return apps.get_model(*name)


def types_offered(home) -> set[str]:
    return {model.__name__ for model in type(home).creatable_subpage_models()}


def test_a_page_of_an_active_plugin_is_served(notice, client):
    assert client.get(notice.link).content == b"<p>blue</p>"


def test_a_page_of_a_plugin_that_is_off_is_not_found(notice, client):
    lifecycle.deactivate("river")
    assert client.get(notice.link).status_code == 404


def test_superusers_are_not_served_it_either(notice, client, superuser):
    lifecycle.deactivate("river")
    client.force_login(superuser)
    assert client.get(notice.link).status_code == 404


def test_a_private_page_that_is_off_answers_like_one_that_is_not_there(river, home, client):
    notice = add_notice(home, audience=Audience.AGENT)
    there = client.get(notice.link)
    lifecycle.deactivate("river")
    gone = client.get(notice.link)
    assert (gone.status_code, gone["Location"]) == (there.status_code, there["Location"])


def test_a_page_of_a_plugin_that_is_off_is_not_listed(notice):
    before = HelpPage.objects.listable_to(ANONYMOUS).filter(pk=notice.pk).exists()
    lifecycle.deactivate("river")
    assert (before, HelpPage.objects.listable_to(ANONYMOUS).filter(pk=notice.pk).exists()) == (True, False)


def test_other_pages_stay_listed(notice, home):
    other = add_page(home, PlainPage, "Contact")
    lifecycle.deactivate("river")
    assert HelpPage.objects.listable_to(ANONYMOUS).filter(pk=other.pk).exists()


def test_a_page_comes_back_with_its_plugin(notice, client):
    lifecycle.deactivate("river")
    lifecycle.activate("river")
    assert client.get(notice.link).content == b"<p>blue</p>"


def test_its_type_is_offered_while_the_plugin_is_active(river, home):
    before = types_offered(home)
    lifecycle.deactivate("river")
    assert ("NoticePage" in before, "NoticePage" in types_offered(home)) == (True, False)


def test_its_form_is_not_found_while_the_plugin_is_off(river, home, client, superuser):
    client.force_login(superuser)
    address = reverse("wagtailadmin_pages:add", args=["river", "noticepage", home.pk])
    before = client.get(address).status_code
    lifecycle.deactivate("river")
    assert (before, client.get(address).status_code) == (200, 404)


def test_a_page_that_fails_is_recorded_as_the_plugins_failure(river, home, client, lenient):
    notice = add_notice(home, colour="none")
    client.raise_request_exception = False
    assert client.get(notice.link).status_code == 500
    assert lenient() == [("river", "pages of the type river.NoticePage")]


def test_a_template_that_fails_is_recorded_as_the_plugins_failure(make, home, client, lenient):
    make("river", FILES | {"templates/river/notice_page.html": "{% no_such_tag %}"}, provides=["models"])
    lifecycle.activate("river")
    client.raise_request_exception = False
    assert client.get(add_notice(home).link).status_code == 500
    assert lenient() == [("river", "pages of the type river.NoticePage")]


def test_a_table_that_is_not_as_the_code_says_costs_no_other_page(notice, home, client):
    lifecycle.deactivate("river")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE river_noticepage RENAME COLUMN colour TO color")
    assert client.get(home.link).status_code == 200


def test_no_hit_leads_to_a_page_of_a_plugin_that_is_off(notice):
    outbox_process()
    before = search_pages(SearchQuery("flood", "en"), ANONYMOUS)
    lifecycle.deactivate("river")
    assert (len(before.hits), len(search_pages(SearchQuery("flood", "en"), ANONYMOUS).hits)) == (1, 0)


def test_the_index_has_the_page_again_when_the_plugin_is_back(notice):
    lifecycle.deactivate("river")
    outdated_rebuild()
    lifecycle.activate("river")
    outdated_rebuild()
    assert len(search_pages(SearchQuery("flood", "en"), ANONYMOUS).hits) == 1


def test_a_kind_for_agents_is_named_to_agents_only_from_the_first_activation_on(make, home):
    files = FILES | {"models.py": MODELS.replace("Audience.PUBLIC", "Audience.AGENT")}
    make("river", files, provides=["models"])
    kinds_for(0)
    lifecycle.activate("river")
    assert ["river__notice" in kinds_for(level) for level in (0, 2)] == [False, True]


class TestUninstall:
    @pytest.fixture
    def off(self, notice):
        lifecycle.deactivate("river")
        return notice

    def test_the_plan_tells_of_the_pages(self, off):
        assert ("Pages", ("1 page",)) in lifecycle.plan("river").others

    def test_the_pages_go_with_the_plugin(self, off):
        lifecycle.uninstall("river")
        assert not Page.objects.filter(pk=off.pk).exists()

    def test_the_tree_is_sound_afterwards(self, off):
        lifecycle.uninstall("river")
        assert Page.find_problems() == ([], [], [], [], [])

    def test_it_is_refused_while_pages_of_others_stand_below(self, notice):
        add_page(notice, PlainPage, "Contact")
        lifecycle.deactivate("river")
        with pytest.raises(LifecycleError, match="stand below pages of river"):
            lifecycle.uninstall("river")

    def test_a_page_of_its_own_below_does_not_hinder(self, river, home):
        add_notice(add_notice(home), "Below")
        lifecycle.deactivate("river")
        lifecycle.uninstall("river")
        assert not Page.objects.filter(title="Below").exists()
