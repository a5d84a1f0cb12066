"""Which migrations let processes of the release before live."""

from __future__ import annotations

import sys

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from operations.upgrade.rules import REASON, broken_rules


class Loader(MigrationLoader):
    """A history of one model, before the migration that is looked at."""

    def __init__(self) -> None:
        self.state = ProjectState()
        migrations.CreateModel(
            "Page",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("title", models.CharField(max_length=100)),
                ("note", models.TextField(null=True)),
            ],
        ).state_forwards("room", self.state)

    def project_state(self, nodes=None, at_end=True):
        return self.state


def _told(*operations) -> list[tuple[bool, str]]:
    made = type("Migration", (migrations.Migration,), {"operations": list(operations), "__module__": __name__})
    return [(each.is_grave, each.sentence) for each in broken_rules(made("0002_x", "room"), Loader())]


HARMLESS = [
    migrations.AddField("page", "more", models.TextField(null=True)),
    migrations.AddField("page", "more", models.TextField(db_default="")),
    migrations.AddField("page", "more", models.ManyToManyField("room.Page")),
    migrations.AlterField("page", "title", models.CharField(max_length=200)),
    migrations.AlterField("page", "title", models.CharField(max_length=100, verbose_name="other")),
    migrations.AlterField("page", "title", models.CharField(max_length=100, null=True)),
    migrations.AlterModelOptions("page", {"ordering": ["title"]}),
    migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("page", "note")]),
]
GRAVE = [
    (migrations.AddField("page", "more", models.TextField(default="")), "set db_default"),
    (migrations.AddField("page", "more", models.ForeignKey("room.Page", models.CASCADE)), "set db_default"),
    (migrations.RemoveField("page", "note"), "takes away page.note"),
    (migrations.RenameField("page", "note", "remark"), "renames page.note"),
    (migrations.AlterField("page", "title", models.CharField(max_length=50)), "shorter"),
    (migrations.AlterField("page", "note", models.IntegerField(null=True)), "changes its type"),
    (migrations.AlterField("page", "note", models.TextField()), "must have a value"),
    (migrations.AlterField("page", "title", models.CharField(max_length=100, unique=True)), "unique"),
    (migrations.DeleteModel("Page"), "deletes Page"),
    (migrations.RenameModel("Page", "Leaf"), "renames Page"),
    (migrations.AlterModelTable("Page", "leaf"), "moves the table of Page"),
    (migrations.AlterUniqueTogether("Page", {("title", "note")}), "unique together"),
    (migrations.AddConstraint("page", models.UniqueConstraint(fields=["title"], name="one")), "constraint one"),
    (migrations.RunPython(migrations.RunPython.noop), "no way back"),
    (migrations.RunSQL("SELECT 1"), "no way back"),
]


@pytest.mark.parametrize("operation", HARMLESS, ids=lambda each: each.describe())
def test_what_old_processes_do_not_notice_passes(operation):
    assert _told(operation) == []


@pytest.mark.parametrize(("operation", "words"), GRAVE, ids=[each.describe() for each, _words in GRAVE])
def test_what_breaks_old_processes_is_told(operation, words):
    ((is_grave, sentence),) = _told(operation)
    assert is_grave
    assert words in sentence


def test_an_index_is_noted_for_it_keeps_writers_waiting():
    ((is_grave, sentence),) = _told(migrations.AddIndex("page", models.Index(fields=["title"], name="by_title")))
    assert (is_grave, "by_title" in sentence) == (False, True)


def test_what_nobody_knows_yet_may_be_anything():
    new = migrations.CreateModel("Leaf", [("id", models.BigAutoField(primary_key=True))])
    assert _told(new, migrations.AddField("leaf", "title", models.TextField(default=""))) == []


def test_what_is_taken_out_of_the_database_by_hand_counts():
    hidden = migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("page", "note")])
    assert "takes away" in _told(hidden)[0][1]


def test_a_migration_that_says_why_is_let_pass(monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], REASON, "nothing has read it since 1.2", raising=False)
    assert _told(migrations.RemoveField("page", "note")) == []
