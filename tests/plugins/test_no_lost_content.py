"""Blocks of a plugin keep all their data while it is off or gone, whatever happens to the page, and come back with it."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex

from content.placeholder import MISSING
from kb.models import ArticlePage
from tests.plugins.weather import BODY, MAP, TABS, TEXT, WITHOUT, again, article, stored, weather

__all__ = ["article", "weather"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


@WITHOUT
def test_saving_keeps_the_blocks(weather, article, state):
    weather.become(state)
    page = again(article)
    page.title = "Gales"
    page.save()
    assert stored(page) == BODY


@WITHOUT
def test_a_revision_keeps_the_blocks(weather, article, state):
    weather.become(state)
    again(article).save_revision().publish()
    assert stored(article) == BODY


@WITHOUT
def test_what_was_kept_comes_back_with_the_plugin(weather, article, state):
    weather.become(state)
    again(article).save_revision().publish()
    weather.on()
    assert 'class="weather-map">عمّان' in again(article).body.render_as_block()


@WITHOUT
def test_comparing_and_reverting_work(weather, article, admin, state):
    first = article.latest_revision
    article.title = "Gales"
    second = article.save_revision()
    weather.become(state)
    assert admin.get(reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk])).status_code == 200
    assert admin.get(reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, first.pk])).status_code == 200


@WITHOUT
def test_a_comparison_shows_the_beginning_of_the_block(weather, article, admin, state):
    first = article.latest_revision
    article.body = [TEXT]
    second = article.save_revision()
    weather.become(state)
    page = admin.get(reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk])).content.decode()
    assert "عمّان" in page


@WITHOUT
def test_a_copy_has_the_blocks(weather, article, state):
    weather.become(state)
    copy = again(article).copy(update_attrs={"slug": "copy", "title": "Copy"})
    assert [each["value"] for each in stored(copy)] == [each["value"] for each in BODY]


@WITHOUT
def test_an_alias_has_the_blocks(weather, article, state):
    weather.become(state)
    alias = again(article).create_alias(update_slug="alias")
    assert stored(alias) == BODY


@WITHOUT
def test_a_workflow_brings_the_blocks_through(weather, article, superuser, state):
    weather.become(state)
    page = again(article)
    page.title = "Gales"
    page.save_revision()
    workflow = page.get_workflow().start(page, superuser)
    while workflow.status == workflow.STATUS_IN_PROGRESS:
        workflow.current_task_state.approve(user=superuser)
        workflow.refresh_from_db()
    assert again(article).title == "Gales"
    assert stored(article) == BODY


@WITHOUT
def test_a_dump_and_its_loading_keep_the_blocks(weather, article, state):
    weather.become(state)
    text = serializers.serialize("json", [again(article)])
    ArticlePage.objects.filter(pk=article.pk).update(body=[])
    for each in serializers.deserialize("json", text):
        each.save()
    assert stored(article) == BODY


@WITHOUT
def test_a_data_migration_keeps_the_blocks(weather, article, state):
    weather.become(state)
    executor = MigrationExecutor(connection)
    historical = executor.loader.project_state().apps.get_model("kb", "ArticlePage")
    page = historical.objects.get(pk=article.pk)
    assert type(page) is not ArticlePage
    page.body = list(page.body.raw_data)  # made anew, as a migration that changes a block would
    page.save()
    assert stored(article) == BODY


@pytest.mark.parametrize("state", ["on", "off", "gone"])
def test_migrations_do_not_change_when_plugins_come_and_go(weather, state):
    weather.become(state)
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()


def test_migrations_do_not_change_with_three_plugins(weather, make):
    ready = """
from sanad import PluginConfig


class Config(PluginConfig):
    def ready(self):
        from wagtail.blocks import CharBlock

        from sanad import register_block

        register_block(f"{self.slug}__line", CharBlock())
"""
    for slug in ("lake", "river"):
        make(slug, {"apps.py": ready})
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()


@pytest.fixture
def picture(db):
    return get_image_model().objects.create(title="Cloud", file=get_test_image_file())


@pytest.fixture
def pictured(article, picture):
    article.body = [MAP | {"value": MAP["value"] | {"picture": picture.pk}}, TABS]
    article.save_revision().publish()
    return article


@WITHOUT
def test_a_picture_in_a_block_is_still_known_to_be_used(weather, pictured, picture, state):
    before = set(ReferenceIndex.get_references_to(picture).values_list("object_id", "model_path", "content_path"))
    assert before
    weather.become(state)
    page = again(pictured)
    page.title = "Gales"
    page.save_revision().publish()
    assert set(ReferenceIndex.get_references_to(picture).values_list("object_id", "model_path", "content_path")) == before


def test_a_picture_of_a_deleted_block_is_not_used(weather, pictured, picture):
    weather.gone()
    page = again(pictured)
    page.body = [TEXT]
    page.save_revision().publish()
    assert not ReferenceIndex.get_references_to(picture).exists()


@WITHOUT
def test_the_list_of_uses_of_a_picture_opens(weather, pictured, picture, admin, state):
    weather.become(state)
    answer = admin.get(reverse("wagtailimages:image_usage", args=[picture.pk]))
    assert answer.status_code == 200
    assert pictured.title in answer.content.decode()


@WITHOUT
def test_readers_get_nothing_of_it(weather, article, client, state):
    weather.become(state)
    page = client.get(again(article).link).content.decode()
    assert "Before" in page
    assert not any(word in page for word in ("weather", "عمّان", "Storm<", MISSING))


def test_nobody_gets_a_query_more_for_it(weather, article, django_assert_max_num_queries, rf):
    weather.off()
    page = again(article)
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_max_num_queries(0):
        page.body.render_as_block({"request": request})
