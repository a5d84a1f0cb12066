"""Tables come with the first activation, follow versions, and go with the uninstall; without them models are not there."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from plugins import lifecycle
from plugins.lifecycle import LifecycleError, attaching
from plugins.lifecycle.migrating import applied, pending
from plugins.lifecycle.tables import tables_of
from plugins.models import Plugin, PluginFailure, PluginLogEntry, PluginSettings, State

# SQLite changes no tables inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)

SECOND = """
from django.db import migrations, models


def fill(apps, editor):
    apps.get_model("notes", "Note").objects.create(text="from a migration")
    {then}


class Migration(migrations.Migration):
    {options}
    dependencies = [("notes", "0001_initial")]
    operations = [
        migrations.AddField("note", "colour", models.TextField(default="")),
        migrations.RunPython(fill{backwards}),
    ]
"""


@pytest.fixture
def notes(sample):
    config = sample("notes")
    config.happened.clear()
    return config


@pytest.fixture
def second(notes):
    """Adds a second migration to the sample's folder."""

    folder = Path(notes.path)

    def write(then="pass", options="", backwards=", migrations.RunPython.noop"):
        text = SECOND.format(then=then, options=options, backwards=backwards)
        (folder / "migrations" / "0002_colour.py").write_text(text)

    return write


def refusal(function, *arguments) -> str:
    with pytest.raises(LifecycleError) as caught:
        function(*arguments)
    return str(caught.value)


def notes_kept() -> Any:
    """The manager of the sample's model, from the registry as it is now."""
    name = ("notes", "Note")
    return apps.get_model(*name)._default_manager


def note(text: str = "A note", author: User | None = None) -> Any:
    return notes_kept().create(text=text, author=author)


def test_what_is_not_installed_has_no_models(notes):
    assert [model for model in apps.get_models() if model._meta.app_label == "notes"] == []


def test_without_tables_people_can_be_deleted(notes):
    User.objects.create_user("leaving").delete()
    assert not User.objects.filter(username="leaving").exists()


def test_activation_makes_the_tables(notes):
    lifecycle.activate("notes")
    assert tables_of("notes") == ["notes_note", "notes_note_readers"]


def test_after_activation_rows_go_with_the_people_they_belong_to(notes):
    lifecycle.activate("notes")
    user = User.objects.create_user("leaving")
    note(author=user)
    user.delete()
    assert not notes_kept().exists()


def test_activation_makes_permissions(notes):
    lifecycle.activate("notes")
    assert Permission.objects.filter(content_type__app_label="notes").count() == 4


def test_installing_makes_tables_and_switches_nothing_on(notes):
    lifecycle.install("notes")
    assert (len(tables_of("notes")), Plugin.objects.get().state) == (2, State.INSTALLED)


def test_deactivation_keeps_rows_and_models(notes):
    lifecycle.activate("notes")
    note()
    lifecycle.deactivate("notes")
    assert notes_kept().count() == 1


def test_the_sites_own_migrate_passes_plugins_over(notes):
    call_command("migrate", verbosity=0)
    assert tables_of("notes") == []


def test_a_failing_second_migration_takes_back_the_first(notes, second):
    second(then="raise ValueError('no colour')")
    refusal(lifecycle.activate, "notes")
    assert (tables_of("notes"), applied("notes")) == ([], [])


def test_a_failing_migration_says_why(notes, second):
    second(then="raise ValueError('no colour')")
    assert "no colour" in refusal(lifecycle.activate, "notes")


def test_after_a_failing_migration_the_models_are_out_again(notes, second):
    second(then="raise ValueError('no colour')")
    refusal(lifecycle.activate, "notes")
    assert not attaching.attached("notes")


def test_a_failing_migration_can_be_tried_again(notes, second, monkeypatch):
    monkeypatch.setattr(notes, "fails", True, raising=False)
    second(then="assert not __import__('django').apps.apps.get_app_config('notes').fails")
    refusal(lifecycle.activate, "notes")
    notes.fails = False
    lifecycle.activate("notes")
    assert applied("notes") == ["0001_initial", "0002_colour"]


@pytest.mark.parametrize("error", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_a_migration_that_raises_what_is_no_exception_only_fails(notes, second, error):
    second(then=f"raise {error}")
    assert error in refusal(lifecycle.activate, "notes")


def test_a_migration_that_could_not_be_undone_is_refused_before_it_runs(notes, second):
    second(options="atomic = False")
    assert ("atomic = False" in refusal(lifecycle.activate, "notes"), tables_of("notes")) == (True, [])


def test_a_failing_activation_hook_takes_the_tables_back(notes, monkeypatch):
    monkeypatch.setattr(type(notes), "activated", lambda _self: 1 / 0)
    refusal(lifecycle.activate, "notes")
    assert (tables_of("notes"), attaching.attached("notes")) == ([], False)


def test_an_upgrade_runs_the_new_migrations(notes, second):
    lifecycle.activate("notes")
    second()
    Plugin.objects.update(version="0.9")
    lifecycle.upgrade("notes")
    assert (pending("notes"), notes.happened) == ([], ["activated", "upgraded 0.9 1.0"])


def test_a_failing_upgrade_takes_its_migrations_back(notes, second):
    lifecycle.activate("notes")
    second(then="raise ValueError('no colour')")
    Plugin.objects.update(version="0.9")
    refusal(lifecycle.upgrade, "notes")
    assert (applied("notes"), Plugin.objects.get().state) == (["0001_initial"], State.PAUSED)


def test_a_failing_upgrade_keeps_the_rows(notes, second):
    lifecycle.activate("notes")
    note("kept")
    second(then="raise ValueError('no colour')")
    Plugin.objects.update(version="0.9")
    refusal(lifecycle.upgrade, "notes")
    assert notes_kept().values_list("text", flat=True).get() == "kept"


def test_the_plan_of_an_uninstall_counts_rows(notes):
    lifecycle.activate("notes")
    note()
    assert lifecycle.plan("notes").tables == (("notes_note", 1), ("notes_note_readers", 0))


def test_the_plan_changes_nothing(notes):
    lifecycle.activate("notes")
    lifecycle.plan("notes")
    assert len(tables_of("notes")) == 2


def test_an_active_plugin_is_not_uninstalled(notes):
    lifecycle.activate("notes")
    assert "switch it off first" in refusal(lifecycle.uninstall, "notes")


STANDING = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunSQL("SELECT 1", "SELECT 1")]
"""


def test_what_others_stand_on_is_not_told_goodbye(notes, make):
    """Their tables stand on it, though their manifest does not say that they need it."""
    make("other", {"migrations/__init__.py": "", "migrations/0001_initial.py": STANDING}, provides=["models"])
    lifecycle.install("notes")
    lifecycle.install("other")
    assert refusal(lifecycle.uninstall, "notes") == "The tables of other stand on those of notes: uninstall that first."
    assert "uninstalled" not in notes.happened


@pytest.fixture
def removed(notes):
    lifecycle.activate("notes")
    note()
    PluginSettings.objects.create(slug="notes", values={"a": 1})
    PluginFailure.objects.create(slug="notes", where="somewhere")
    lifecycle.deactivate("notes")
    lifecycle.uninstall("notes")
    return notes


def test_an_uninstall_removes_tables_and_migration_records(removed):
    assert (tables_of("notes"), applied("notes")) == ([], [])


def test_an_uninstall_removes_permissions_and_content_types(removed):
    assert not ContentType.objects.filter(app_label="notes").exists()


def test_an_uninstall_removes_settings_and_failures(removed):
    assert not (PluginSettings.objects.exists() or PluginFailure.objects.exists())


def test_after_an_uninstall_people_can_be_deleted(removed):
    User.objects.create_user("leaving").delete()
    assert not attaching.attached("notes")


def test_an_uninstall_tells_the_plugin_while_its_tables_are_there(removed):
    assert removed.happened == ["activated", "deactivated", "uninstalled"]


def test_the_audit_log_outlives_the_plugin(removed):
    assert [each.action for each in PluginLogEntry.objects.order_by("pk")] == ["activated", "deactivated", "uninstalled"]


def test_an_uninstalled_plugin_comes_back_new(removed):
    lifecycle.activate("notes")
    assert lifecycle.plan("notes").rows == 0


def test_migrations_without_a_way_back_do_not_keep_the_tables(notes, second):
    second(backwards="")
    lifecycle.activate("notes")
    lifecycle.deactivate("notes")
    remarks = lifecycle.uninstall("notes")
    assert (tables_of("notes"), applied("notes"), "could not be undone" in remarks[0]) == ([], [], True)


def test_what_raw_sql_made_goes_too(notes):
    lifecycle.activate("notes")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes_raw (id integer)")
    lifecycle.deactivate("notes")
    lifecycle.uninstall("notes")
    assert tables_of("notes") == []


def test_tables_of_a_plugin_with_a_longer_name_stay(notes, make):
    make("notes_extra")
    lifecycle.activate("notes")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes_extra_raw (id integer)")
    try:
        assert "notes_extra_raw" not in tables_of("notes")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE notes_extra_raw")


def test_a_room_of_ours_has_no_tables_a_plugin_could_take(notes):
    assert tables_of("search") == []


def test_the_export_holds_rows_and_settings(notes):
    lifecycle.activate("notes")
    note("exported").readers.add(User.objects.create_user("reader"))
    PluginSettings.objects.create(slug="notes", values={"colour": "blue"})
    archive = ZipFile(io.BytesIO(lifecycle.export("notes", trusted=True)))
    row = json.loads(archive.read("data.json"))[0]["fields"]
    settings = json.loads(archive.read("settings.json"))
    assert (row["text"], len(row["readers"]), settings[0]["values"]) == ("exported", 1, {"colour": "blue"})


def test_the_export_holds_tables_without_models(notes):
    lifecycle.activate("notes")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes_raw (id integer)")
        cursor.execute("INSERT INTO notes_raw VALUES (7)")
    archive = ZipFile(io.BytesIO(lifecycle.export("notes", trusted=True)))
    assert json.loads(archive.read("tables/notes_raw.json")) == [{"id": 7}]


def test_an_exported_row_can_be_loaded_again(notes, tmp_path):
    lifecycle.activate("notes")
    note("exported")
    archive = ZipFile(io.BytesIO(lifecycle.export("notes", trusted=True)))
    lifecycle.deactivate("notes")
    lifecycle.uninstall("notes")
    lifecycle.activate("notes")
    (tmp_path / "data.json").write_bytes(archive.read("data.json"))
    call_command("loaddata", tmp_path / "data.json", verbosity=0)
    assert notes_kept().get().text == "exported"


@pytest.mark.parametrize("slug", ["django", "wagtail", "sanad"])
def test_the_record_of_migrations_and_other_tables_of_the_site_are_nobodys(slug, notes):
    assert tables_of(slug) == []


def test_the_record_of_migrations_is_never_dropped(notes, monkeypatch):
    """Even if a plugin could be called so."""
    monkeypatch.setattr("plugins.lifecycle.tables.RESERVED", frozenset())
    assert "django_migrations" not in tables_of("django")


def test_the_satellites_of_a_full_text_index_are_nobodys(notes):
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    assert ("search_terms" in existing, tables_of("search_terms")) == (True, [])
