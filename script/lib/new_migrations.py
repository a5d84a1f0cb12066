"""The migrations since the first release for production: each can run while processes of the release before go on serving.

The rules are ours (operations.upgrade.rules), for SQL does not tell what Django does beside it. django-migration-linter looks at
what it sees better: code in RunPython, and SQL in RunSQL.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("migrations_before.txt")
SQL_TESTS = ["NOT_NULL", "RENAME_TABLE", "DROP_COLUMN", "DROP_TABLE", "RENAME_COLUMN", "ALTER_COLUMN", "ADD_UNIQUE"]
"""What our rules tell better: on SQLite a table is written anew for almost any change."""


def main() -> int:
    """Print what is wrong; return 1 when something is."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader
    from django_migration_linter import MigrationLinter

    from operations.upgrade.rules import REASON, broken_rules

    loader = MigrationLoader(None)
    new = [loader.graph.nodes[key] for key in sorted(loader.graph.nodes) if is_new(key, baseline(), loader.migrated_apps)]
    linter = MigrationLinter(str(ROOT), no_cache=True, exclude_migration_tests=SQL_TESTS, quiet=["ok", "ignore", "warning"])
    grave = 0
    for migration in new:
        for broken in broken_rules(migration, loader):
            grave += broken.is_grave
            print(f"{'WRONG' if broken.is_grave else 'note'}  {broken.migration}: {broken.sentence}")
        if not getattr(sys.modules[type(migration).__module__], REASON, ""):
            linter.lint_migration(migration)
    print(f"{len(new)} migrations since {BASELINE.name}, {grave + linter.nb_erroneous} wrong.")
    if grave or linter.has_errors:
        print(f"What is wrong on purpose says why it is safe: {REASON} = '...' in its module (docs/operations/upgrading.md).")
        return 1
    return 0


def baseline() -> dict[str, str]:
    """Return the last migration of each of our apps when there was no release yet."""
    lines = BASELINE.read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def is_new(key: tuple[str, str], before: dict[str, str], apps: set[str]) -> bool:
    """Whether a migration is ours and came later. An app that is not named is Django's, Wagtail's, or a new room."""
    app, name = key
    if app in before:
        return name > before[app]
    return app in apps and (ROOT / "site" / app).is_dir()


if __name__ == "__main__":
    sys.exit(main())
