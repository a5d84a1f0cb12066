"""The register of grants is only added to, whoever asks: not by forms, not by the shell, not by SQL.

What tells who stands behind a key may be emptied, and nothing else. A later migration that makes one of these tables anew on
SQLite (AlterField and the like) must run `create` again: dropping a table drops its triggers; tests and grants_verify tell.
"""

from django.db import migrations

SENTENCE = "The register of grants is only added to."
# Table, and when an update is refused: SQLite's way to compare, then PostgreSQL's.
TABLES = {
    "wiki_grantentry": "1 = 1",
    "wiki_grantnote": "NEW.text <> '' OR NEW.salt <> '' OR NEW.entry_id <> OLD.entry_id",
    "wiki_grantreference": (
        "NEW.key <> OLD.key OR ((NEW.reference <> OLD.reference OR NEW.folded <> OLD.folded OR NEW.salt <> OLD.salt)"
        " AND NOT (NEW.reference = '' AND NEW.folded = '' AND NEW.salt = ''))"
    ),
    "wiki_grantperson": "NEW.key <> OLD.key OR (NEW.user_id IS NOT NULL AND (OLD.user_id IS NULL OR NEW.user_id <> OLD.user_id))",
}

# On SQLite "INSERT OR REPLACE" takes the row in its way without asking the trigger of deletes.
UNIQUE = {
    "wiki_grantentry": ("sequence", "token", "digest"),
    "wiki_grantnote": ("entry_id",),
    "wiki_grantreference": ("id", "key"),
    "wiki_grantperson": ("id", "key", "user_id"),
}

KEEP = """
CREATE FUNCTION wiki_grants_keep() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE held boolean; BEGIN
EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO held;
IF held THEN RAISE EXCEPTION 'SENTENCE' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$
"""


def create(apps, schema_editor):
    for statement in _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement, params=None)


def _sqlite():
    for table, changed in TABLES.items():
        yield (
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} WHEN {changed} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        same = " OR ".join(f"{column} = NEW.{column}" for column in UNIQUE[table])
        yield (
            f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "  # noqa: S608  # nosec B608
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        )


def _postgresql():
    yield (
        "CREATE FUNCTION wiki_grants_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    # An empty table may be emptied: that is how tests begin anew.
    yield KEEP.replace("SENTENCE", SENTENCE)
    for table, changed in TABLES.items():
        yield (
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) "
            "EXECUTE FUNCTION wiki_grants_refuse()"
        )
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION wiki_grants_refuse()"
        yield f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION wiki_grants_keep()"


def drop(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for action in ("update", "delete", "truncate" if is_postgresql else "replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_{action}" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION wiki_grants_refuse()")
        schema_editor.execute("DROP FUNCTION wiki_grants_keep()")


class Migration(migrations.Migration):
    dependencies = [("wiki", "0005_grants")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
