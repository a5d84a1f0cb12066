"""A source that is not ready starts no work, until its editor says that it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kb.models import ArticlePage
from localization.models import Level, SourceChange
from localization.significance import change_say, source_say_ready, unready_keys
from localization.significance.saying import is_ready
from localization.significance.signals import source_ready
from tests.factories import add_page
from tests.localization.tracking import add_translation
from tests.localization.work.cast import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(home):
    return add_page(home, ArticlePage, "Send it back", slug="send")


def published(source, *, ready, level=Level.MEDIUM):
    page = ArticlePage.objects.get(pk=source.pk)
    page.title += "!"
    revision = page.save_revision()
    change_say(revision=revision, level=level, is_ready=ready, note="", user=None)
    revision.publish()
    return revision


def test_a_source_nobody_said_anything_of_is_ready(source):
    assert is_ready(source.translation_key)
    assert list(unready_keys()) == []


def test_what_is_published_unready_is_no_work(source):
    published(source, ready=False)
    assert list(unready_keys()) == [source.translation_key]


def test_a_draft_that_is_not_ready_changes_nothing(source):
    published(source, ready=True)
    draft = ArticlePage.objects.get(pk=source.pk).save_revision()
    change_say(revision=draft, level=None, is_ready=False, note="", user=None)
    assert is_ready(source.translation_key)


def test_the_last_publishing_decides(source):
    published(source, ready=False)
    published(source, ready=True)
    assert is_ready(source.translation_key)


def test_saying_it_starts_the_work(source, editor):
    published(source, ready=False)
    told = []

    def listen(translation_key, **_kwargs):
        told.append(translation_key)

    source_ready.connect(listen)
    try:
        assert source_say_ready(translation_key=source.translation_key, user=editor) is not None
        assert source_say_ready(translation_key=source.translation_key, user=editor) is None
    finally:
        source_ready.disconnect(listen)
    assert told == [source.translation_key]
    assert list(unready_keys()) == []


def test_readers_are_warned_of_a_change_that_is_not_ready_all_the_same(source, homes):
    row = add_translation(source, "fa", parent=homes["fa"])
    published(source, ready=False, level=Level.MAJOR)
    row.refresh_from_db()
    assert row.level == Level.MAJOR


def test_the_button_of_the_editor(client, editor, source):
    published(source, ready=False)
    client.force_login(editor)
    told = client.get(reverse("wagtailadmin_pages:edit", args=[source.pk])).content.decode()
    address = reverse("localization_admin:say_ready", args=[source.translation_key])
    assert address in told
    client.post(address)
    assert is_ready(source.translation_key)


def test_who_may_not_edit_the_source_does_not_say_it(client, source, homes):
    published(source, ready=False)
    client.force_login(person("reviewer", "reviewers"))
    response = client.post(reverse("localization_admin:say_ready", args=[source.translation_key]))
    assert response.status_code in {302, 403}
    assert not is_ready(source.translation_key)


def test_a_look_at_the_address_changes_nothing(client, editor, source):
    published(source, ready=False)
    client.force_login(editor)
    assert client.get(reverse("localization_admin:say_ready", args=[source.translation_key])).status_code == 405
    assert SourceChange.objects.filter(is_ready=False).exists()
