"""Menus that were kept by the code of a language are found again as translations, with all of their words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("theme", "0002_contact")]
AFTER = [("theme", "0005_navigation_is_translatable")]


def migrated(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return executor.loader.project_state(target).apps


@pytest.fixture
def back_again():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("theme"))


@pytest.mark.django_db(transaction=True)
def test_rows_keep_their_words_and_become_translations_of_one_another(back_again):
    old = migrated(BEFORE)
    site = old.get_model("wagtailcore", "Site").objects.get(is_default_site=True)
    menu = [{"type": "address", "value": {"title": "T", "url": "https://example.org/"}, "id": "1"}]
    for code in ("en", "fa", "tr"):
        old.get_model("theme", "Navigation").objects.create(site=site, language=code, site_name=code.upper(), main_menu=menu)

    new = migrated(AFTER)
    rows = list(new.get_model("theme", "Navigation").objects.select_related("locale"))
    assert {row.locale.language_code: row.site_name for row in rows} == {"en": "EN", "fa": "FA", "tr": "TR"}
    assert len({row.translation_key for row in rows}) == 1
    assert all(row.live for row in rows)
    assert [len(row.main_menu) for row in rows] == [1, 1, 1]

    older = migrated(BEFORE)
    assert set(older.get_model("theme", "Navigation").objects.values_list("language", flat=True)) == {"en", "fa", "tr"}
