"""Whatever button is pressed, readers see no draft of a translation: of a live page what was published, of others nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from kb.models import ArticlePage, CategoryPage
from localization.rendering import draft_save
from localization.syncing import sync_start, sync_stop, translation_harvest, translation_sync
from tests.factories import add_page
from tests.localization.syncing.site import BODY, THREE, draft_of, form_of, page_of, rich, said, saved, written

pytestmark = pytest.mark.django_db

SECRET = "پیش‌نویس"
NEW = "This is new in the source."


def _sync(row, source, user, client):
    saved(source, title="Money back", body=[*BODY, rich(THREE, NEW)])
    translation_sync(row, user=user)


def _save_draft(row, source, user, client):
    draft_save(row, user=user)


def _stop_and_start(row, source, user, client):
    sync_stop(row, user=user)
    sync_start(row, user=user)


def _harvest(row, source, user, client):
    saved(page_of(row), publish=False, title=SECRET)
    translation_harvest(row)
    draft_save(row, user=user)


def _unpublish_source(row, source, user, client):
    draft_save(row, user=user)
    source.unpublish(user=user)


def _delete_source(row, source, user, client):
    draft_save(row, user=user)
    ArticlePage.objects.get(pk=source.pk).delete()


def _copy_page(row, source, user, client):
    draft_save(row, user=user)
    address = reverse("wagtailadmin_pages:copy", args=[page_of(row).pk])
    parent = page_of(row).get_parent().pk
    client.post(address, {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent, "copy_subpages": ""})


def _move_page(row, source, user, client):
    draft_save(row, user=user)
    shelf = add_page(Page.objects.get(depth=2, locale=row.locale).specific, CategoryPage, "جدا")
    page_of(row).move(shelf, pos="last-child", user=user)


def _lock_page(row, source, user, client):
    draft_save(row, user=user)
    client.post(reverse("wagtailadmin_pages:lock", args=[page_of(row).pk]))


def _save_in_the_pages_editor(row, source, user, client):
    draft_save(row, user=user)
    saved(page_of(row), publish=False, title=SECRET)


def _address_of_upstream(name, *args):
    def press(row, source, user, client):
        draft_save(row, user=user)
        wanted = {"page": page_of(row).pk, "one": 1}
        address = reverse(f"wagtail_localize:{name}", args=[wanted.get(arg, arg) for arg in args])
        for method in (client.get, client.post):
            assert method(address, {"publish": "1", "action-publish": "1"}).status_code in (302, 404)

    return press


def _buttons_of_upstream_in_the_editor(row, source, user, client):
    draft_save(row, user=user)
    for name in ("localize-restart-translation", "localize-convert-to-alias"):
        form = {**form_of(draft_of(row)), name: "1"}
        assert client.post(reverse("wagtailadmin_pages:edit", args=[page_of(row).pk]), form).status_code == 302


WAYS = {
    "sync": _sync,
    "save a draft": _save_draft,
    "stop and start": _stop_and_start,
    "harvest": _harvest,
    "unpublish the source": _unpublish_source,
    "delete the source": _delete_source,
    "copy the page": _copy_page,
    "move the page": _move_page,
    "lock the page": _lock_page,
    "save in the page's editor": _save_in_the_pages_editor,
    "submit": _address_of_upstream("submit_page_translation", "page"),
    "update": _address_of_upstream("update_translations", "one"),
    "stop": _address_of_upstream("stop_translation", "one"),
    "convert to alias": _address_of_upstream("convert_to_alias", "page"),
    "machine": _address_of_upstream("machine_translate", "one"),
    "upload": _address_of_upstream("upload_pofile", "one"),
    "string": _address_of_upstream("edit_string_translation", "one", "one"),
    "buttons": _buttons_of_upstream_in_the_editor,
}


@pytest.mark.parametrize("way", WAYS)
def test_of_a_live_page_readers_see_what_was_published(live, source, superuser, client, way):
    client.force_login(superuser)
    written(live, "Refunds", SECRET, superuser)
    WAYS[way](live, source, superuser, client)
    page = page_of(live)
    assert page.live and page.title == "fa Refunds"
    client.logout()
    told = client.get(page.url).content.decode()
    assert SECRET not in told and NEW not in told and "fa Wait three days." in told
    with override("fa"):
        assert SECRET not in client.get(page.get_parent().url).content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_of_a_page_that_was_never_published_they_see_nothing(translation, source, superuser, client, way):
    client.force_login(superuser)
    written(translation, "Refunds", SECRET, superuser)
    WAYS[way](translation, source, superuser, client)
    page = page_of(translation)
    assert not page.live
    client.logout()
    # Its source stands in for it, where readers have that.
    answer = client.get(page.url)
    assert answer.status_code in (200, 404) and SECRET not in answer.content.decode()
    assert answer.status_code == (404 if "source" in way else 200)
    assert said(translation)["Money back" if way == "sync" else "Refunds"] in (SECRET, "")
