"""wagtail-localize's own screens make room, and a new version of it makes us look again."""

from __future__ import annotations

import pytest
import wagtail_localize
from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.urls import get_resolver, reverse
from wagtail import hooks

from localization import upstream
from tests.localization.syncing.conftest import category, live, persian, source, words_repeat_the_source
from tests.localization.syncing.site import page_of

__all__ = ["category", "live", "persian", "source", "words_repeat_the_source"]

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "javascript_catalog",
    "submit_page_translation",
    "submit_snippet_translation",
    "update_translations",
    "edit_string_translation",
    "edit_override",
    "download_pofile",
    "upload_pofile",
    "machine_translate",
    "preview_translation",
    "stop_translation",
    "convert_to_alias",
    "translations_report",
    "translations_report_results",
    "snippets_api_listing",
    "snippets_api_detail",
}


def test_it_is_the_version_that_was_read():
    assert wagtail_localize.__version__ == upstream.VERSION, "Read what changed in its hooks, views and signals."


def test_every_hook_it_has_is_either_taken_out_or_kept():
    """What it registers anew is in none of the lists, what it renamed is missing."""
    hooks.get_hooks("register_icons")  # reads all modules of hooks
    assert upstream.hooks_of_its() == upstream.KEPT | upstream.LOCALES
    names = {name for _hook, name in upstream.OFF}
    from wagtail_localize import wagtail_hooks

    assert all(hasattr(wagtail_hooks, name) for name in names)


def test_it_has_the_addresses_that_were_read():
    from wagtail_localize import wagtail_hooks

    (resolver,) = wagtail_hooks.register_admin_urls()
    assert {each.name for each in resolver.url_patterns} == ADDRESSES


def test_all_its_addresses_lead_elsewhere(homes):
    reverse("wagtail_localize:translations_report")
    found = [each for each in _patterns(get_resolver().url_patterns) if _module(each).startswith("wagtail_localize.views")]
    assert found == []


def _patterns(patterns):
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from _patterns(each.url_patterns)
        else:
            yield each


def _module(pattern) -> str:
    view = getattr(pattern.callback, "__wrapped__", pattern.callback)
    return str(getattr(view, "__module__", ""))


def test_it_listens_to_what_was_read():
    """Errors of its own segments, its tree synchronisation, and deletions, which only switch its own rows off."""
    found = {
        receiver.__name__
        for signal in (post_save, post_delete)
        for _key, reference, *_rest in signal.receivers
        if (receiver := reference() if callable(reference) and hasattr(reference, "__callback__") else reference)
        and getattr(receiver, "__module__", "").startswith("wagtail_localize")
    }
    assert found == {
        "post_save_string_translation",
        "post_delete_string_translation",
        "handle_translation_on_delete",
        "sync_trees_on_locale_sync_save",
    }
    assert settings.WAGTAILLOCALIZE_DISABLE_ON_DELETE is True
    assert settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE is False


def test_a_translated_page_opens_in_wagtails_own_editor(live, client, superuser):
    client.force_login(superuser)
    told = client.get(reverse("wagtailadmin_pages:edit", args=[page_of(live).pk])).content.decode()
    assert "data-edit-form" in told and "localize-restart-translation" not in told


def test_no_button_of_it_is_left_at_a_source(source, live, client, superuser):
    client.force_login(superuser)
    for address in (
        reverse("wagtailadmin_pages:edit", args=[source.pk]),
        reverse("wagtailadmin_explore", args=[source.get_parent().pk]),
    ):
        assert "/localize/" not in client.get(address).content.decode()


def test_its_report_is_ours(client, superuser, homes):
    client.force_login(superuser)
    assert client.get(reverse("wagtail_localize:translations_report")).status_code == 302
