"""Which SQL would end a transaction that is not the plugin's."""

from typing import Any

import pytest

from plugins.savepoints import ends_transaction

STATEMENTS = [
    ("COMMIT", True),
    (" commit ;", True),
    ("BEGIN IMMEDIATE", True),
    ("END TRANSACTION", True),
    ("ABORT", True),
    ("START TRANSACTION READ ONLY", True),
    ("PREPARE TRANSACTION 'x'", True),
    ("ROLLBACK", True),
    ("rollback work", True),
    ("SELECT 1; COMMIT", True),
    ("-- a comment\nCOMMIT", True),
    ("/* a; comment */ COMMIT", True),
    (b"COMMIT", True),
    ("ROLLBACK TO s1", False),
    ("ROLLBACK TRANSACTION TO SAVEPOINT s1", False),
    ("SAVEPOINT s1", False),
    ("RELEASE SAVEPOINT s1", False),
    ("SELECT '; COMMIT'", False),
    ('SELECT 1 AS "; COMMIT"', False),
    ("DO $$ BEGIN; NULL; END $$", False),
    ("SELECT CASE WHEN 1 THEN 2 END", False),
    ("INSERT INTO t VALUES ('it''s; commit')", False),
    ("PREPARE plan AS SELECT 1", False),
    ("UPDATE begin_here SET x = 1", False),
    ("SELECT 1; -- COMMIT", False),
]


@pytest.mark.parametrize(("sql", "ends"), STATEMENTS)
def test_statements_that_end_a_transaction_are_known(sql: Any, ends: bool) -> None:
    assert ends_transaction(sql) is ends
