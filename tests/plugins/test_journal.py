"""The crash journal: a process that died at its start tells who was in hand."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from plugins.journal import Journal, forgive, strikes

STAMPS = {"bad": "1", "good": "1"}
NOW = time.time()


def died(folder: Path, *, began: float, at: float, slug: str = "bad") -> None:
    """A process began, and died at a plugin; both in seconds from now."""
    entry = {"slug": slug, "stage": "its ready()", "began": NOW + began, "at": NOW + at}
    (folder / f"{os.urandom(4).hex()}.journal").write_text(json.dumps(entry))


def test_one_death_is_forgiven(tmp_path: Path) -> None:
    died(tmp_path, began=0, at=1)
    assert strikes(tmp_path, STAMPS) == {}


def test_the_second_death_is_not(tmp_path: Path) -> None:
    died(tmp_path, began=0, at=1)
    strikes(tmp_path, STAMPS)
    died(tmp_path, began=2, at=3)
    assert "ended 2 times in the middle of its ready()" in strikes(tmp_path, STAMPS)["bad"]


def test_workers_that_are_killed_together_count_as_one(tmp_path: Path) -> None:
    for began in (0, 0.1, 0.2, 0.3):
        died(tmp_path, began=began, at=1 + began)
    assert strikes(tmp_path, STAMPS) == {}


def test_deaths_long_apart_do_not_add_up(tmp_path: Path) -> None:
    died(tmp_path, began=-90_000, at=-89_999)
    died(tmp_path, began=0, at=1)
    assert strikes(tmp_path, STAMPS) == {}


def test_a_plugin_that_is_out_stays_out(tmp_path: Path) -> None:
    died(tmp_path, began=0, at=1)
    died(tmp_path, began=2, at=3)
    strikes(tmp_path, STAMPS)
    assert set(strikes(tmp_path, STAMPS)) == {"bad"}


def test_changed_files_begin_anew(tmp_path: Path) -> None:
    died(tmp_path, began=0, at=1)
    died(tmp_path, began=2, at=3)
    strikes(tmp_path, STAMPS)
    assert strikes(tmp_path, {"bad": "2"}) == {}


def test_an_administrator_can_forgive(tmp_path: Path) -> None:
    died(tmp_path, began=0, at=1)
    died(tmp_path, began=2, at=3)
    strikes(tmp_path, STAMPS)
    forgive(tmp_path, "bad")
    assert strikes(tmp_path, STAMPS) == {}


def test_a_living_process_is_no_death(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "own.journal")
    journal.enter("bad", "its ready()")
    strikes(tmp_path, STAMPS)
    assert journal.path.exists()
    journal.close()


def test_a_process_that_died_elsewhere_blames_nobody(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "own.journal")
    journal.enter("bad", "its ready()")
    journal.leave()
    assert journal.path.read_bytes() == b""
    journal.close()


def test_after_a_step_within_a_step_the_outer_one_is_in_hand_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "own.journal")
    journal.enter("bad", "its apps.py")
    before = journal.path.read_bytes()
    journal.enter("good", "its apps.py")
    journal.leave()
    assert journal.path.read_bytes() == before
    journal.close()


def test_a_child_process_writes_nothing_into_its_parents_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "own.journal")
    child = os.fork()
    if not child:
        journal.enter("bad", "its ready()")
        os._exit(0)
    os.waitpid(child, 0)
    assert journal.path.read_bytes() == b""
    journal.close()


def test_a_damaged_journal_is_removed(tmp_path: Path) -> None:
    (tmp_path / "odd.journal").write_bytes(b"\xff[1")
    strikes(tmp_path, STAMPS)
    assert list(tmp_path.glob("*.journal")) == []
