"""script/bench plugins: what it measures, and how it judges."""

import sys
from pathlib import Path

import pytest

from benchmarks.plugins.dispatch import hooks_measure
from benchmarks.plugins.report import NAMED, Page, Report, table
from plugins.hooks import catalogue
from script.lib.bench import benchmark_names

ROOT = Path(__file__).resolve().parents[2]


def report(*, none: float = 100, fifty: float = 4_000, added: float = 1) -> Report:
    made = Report(hooks={NAMED: {0: none, 1: 1_000, 50: fifty}, "pluggy": {0: 700, 1: 1_000, 50: 14_000}})
    made.pages.append(Page(name="home", calls=400, without=20, active=20.2, added=1, added_processor=added))
    return made


def test_benchmark_is_there() -> None:
    assert "plugins" in benchmark_names(ROOT / "benchmarks")


def test_hooks_are_measured_with_none_one_and_fifty_listeners() -> None:
    made = Report()
    hooks_measure(made, rounds=1)
    assert list(made.hooks[NAMED]) == [0, 1, 50]


def test_measuring_leaves_no_hooks_behind() -> None:
    before = catalogue()
    hooks_measure(Report(), rounds=1)
    assert catalogue() == before


def test_missing_peer_is_told_and_the_rest_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "blinker", None)
    made = Report()
    hooks_measure(made, rounds=1)
    assert (made.notes, NAMED in made.hooks) == (["blinker is not installed and was not measured."], True)


MISSED = [
    ("a hook without listeners", {"none": 151}),
    ("a fifth of pluggy's time without listeners", {"none": 141}),
    ("half of pluggy's time with fifty", {"fifty": 7_001}),
    ("a page", {"added": 5}),
]


def test_all_aims_met() -> None:
    assert report().has_missed is False


@pytest.mark.parametrize("figures", [row[1] for row in MISSED], ids=[row[0] for row in MISSED])
def test_aim_missed(figures: dict[str, float]) -> None:
    assert report(**figures).has_missed is True


def test_table_says_what_is_missed() -> None:
    assert "MISSED  home: +5.0 % of processor time, aim below 5" in table(report(added=5))
