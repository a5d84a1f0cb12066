"""The register is only added to: not by the ORM, not by SQL; and what was changed all the same is told."""

from __future__ import annotations

from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.conftest import _user
from tests.wiki.grants import decide, record
from tests.wiki.policies import add_exception, add_policy
from wiki.grants.verifying import head_of, register_problems
from wiki.models import AppendOnly, Grant, GrantChain, GrantEntry, GrantNote, GrantPerson, GrantReference

pytestmark = pytest.mark.django_db
triggers = import_module("wiki.migrations.0006_grants_append_only")


@pytest.fixture
def entry(home, agent) -> GrantEntry:
    exception = add_exception(add_policy(home), "Late", approval="lead")
    decide(record(exception, agent), _user("lead", "Leads"))
    return GrantEntry.objects.get(kind="asked")


@pytest.fixture
def unguarded(entry):
    """Somebody who can write to the database has taken the triggers away."""
    with connection.schema_editor(atomic=False) if connection.vendor != "sqlite" else _Plain() as editor:
        triggers.drop(None, editor)
    return entry


class _Plain:
    """Executes as a schema editor does; that of SQLite refuses to begin inside a transaction."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *_args) -> None:
        return None

    def execute(self, sql, params=None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def problems(**options) -> str:
    return " ".join(register_problems(**options))


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: GrantEntry.objects.update(amount=1),
        lambda entry: GrantEntry.objects.all().delete(),
        lambda entry: GrantEntry.objects.bulk_update([entry], ["amount"]),
        lambda entry: GrantEntry.objects.bulk_create([entry]),
        lambda entry: GrantEntry.objects.update_or_create(pk=entry.pk, defaults={"amount": 1}),
        lambda entry: GrantEntry._base_manager.update(amount=1),
        lambda entry: GrantEntry._default_manager.filter(pk=entry.pk)._raw_delete("default"),
        lambda entry: GrantEntry.objects.filter(pk=entry.pk)._update([]),
    ],
)
def test_the_orm_changes_no_entry(entry, change):
    with pytest.raises(AppendOnly):
        change(entry)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE wiki_grantentry SET amount = 1",
        "DELETE FROM wiki_grantentry",
        "UPDATE wiki_grantnote SET text = 'Something else'",
        "DELETE FROM wiki_grantnote",
        "UPDATE wiki_grantreference SET reference = 'NR-2'",
        "DELETE FROM wiki_grantreference",
        "UPDATE wiki_grantperson SET key = 'x'",
        "DELETE FROM wiki_grantperson",
    ],
)
def test_sql_changes_nothing_either(entry, sql):
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_entry_of_one_person_is_not_given_to_another(entry):
    other = _user("other", "Agents")
    with pytest.raises(DatabaseError), transaction.atomic():
        GrantPerson.objects.filter(key=entry.actor).update(user=other)


def test_nobody_has_the_register_in_the_admin(entry):
    from django.contrib.auth.models import Permission

    assert not Permission.objects.filter(content_type__app_label="wiki", content_type__model__startswith="grant").exists()


def test_a_register_as_it_was_written_has_no_problems(entry):
    assert problems() == ""


def test_what_was_erased_is_no_problem(entry):
    GrantNote.objects.update(text="", salt="")
    GrantReference.objects.update(reference="", folded="", salt="")
    assert problems() == ""


def test_missing_triggers_are_told(unguarded):
    assert "does not guard wiki_grantentry against update" in problems()


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE wiki_grantentry SET amount = 1 WHERE sequence = 1", "Entry 1 was changed."),
        ("UPDATE wiki_grantentry SET currency = 'USD' WHERE sequence = 1", "Entry 1 was changed."),
        ("UPDATE wiki_grantentry SET at = '2020-01-01 00:00:00' WHERE sequence = 1", "Entry 1 was changed."),
        ("UPDATE wiki_grantentry SET details = '{}' WHERE sequence = 1", "Entry 1 was changed."),
        ("UPDATE wiki_grantnote SET text = 'No' WHERE entry_id = 2", "The note of entry 2 was changed."),
        ("DELETE FROM wiki_grantnote WHERE entry_id = 2", "The note of entry 2 is missing."),
        ("UPDATE wiki_grantreference SET reference = 'NR-9'", "was changed"),
        ("UPDATE wiki_grant SET amount = 999", "stands as the entries do not say"),
        ("UPDATE wiki_grant SET state = 'revoked'", "stands as the entries do not say"),
    ],
)
def test_what_was_changed_without_them_is_told(unguarded, sql, sentence):
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert sentence in problems()


def _gone(sequence: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wiki_grantnote WHERE entry_id = %s", [sequence])
        cursor.execute("DELETE FROM wiki_grantentry WHERE sequence = %s", [sequence])


def test_a_missing_entry_is_told(unguarded):
    _gone(1)
    assert "Entry 1 is missing" in problems()


def test_a_missing_end_is_told(unguarded):
    _gone(2)
    assert "ends with entry 1, and not where it was left" in problems()


def test_a_register_made_anew_does_not_hold_the_digest_that_was_noted(entry):
    assert "not in the register any more" in problems(head="f" * 64)


def test_the_digest_that_was_noted_stays_in_it(entry, home, agent):
    _number, noted = head_of()
    record(add_exception(add_policy(home, "more"), "Late"), agent)
    assert problems(head=noted) == ""


def test_a_grant_of_no_entry_is_told(entry):
    grant = Grant.objects.get()
    grant.pk = "00000000-0000-0000-0000-000000000001"
    grant.save(force_insert=True)
    assert "stands in no entry" in problems()


def test_the_command_tells_the_last_digest(entry):
    out = StringIO()
    call_command("grants_verify", stdout=out)
    assert GrantChain.objects.get().head in out.getvalue()


def test_the_command_fails_when_something_is_wrong(unguarded):
    with pytest.raises(CommandError):
        call_command("grants_verify", stderr=StringIO())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no such statement")
@pytest.mark.parametrize("table", ["wiki_grantentry", "wiki_grantreference", "wiki_grantperson"])
def test_no_row_is_replaced_by_another(entry, table):
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608
