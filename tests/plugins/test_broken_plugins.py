"""A plugin that cannot be loaded is found out in a process of its own, and named."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plugins.trial import Outcome, run_trial
from tests.plugins.broken import ALONE, NAMED, make_plugin


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All that Python survives, with one good plugin among them, in one trial."""
    folder = tmp_path_factory.mktemp("plugins")
    for slug, (files, _reason) in NAMED.items():
        make_plugin(folder, slug, files)
    make_plugin(folder, "good")
    return run_trial((*NAMED, "good"), folder=folder)


@pytest.mark.parametrize("slug", NAMED)
def test_a_broken_plugin_is_named_with_its_reason(outcome: Outcome, slug: str) -> None:
    assert NAMED[slug][1] in outcome.failures[slug]


def test_nobody_else_is_blamed(outcome: Outcome) -> None:
    assert set(outcome.failures) == set(NAMED)


@pytest.mark.parametrize("slug", ALONE)
def test_a_plugin_that_ends_the_process_or_the_start_is_named(tmp_path: Path, slug: str) -> None:
    files, reason = ALONE[slug]
    make_plugin(tmp_path, slug, files)
    outcome = run_trial((slug,), folder=tmp_path, step_seconds=1 if slug == "sleeps" else 20)
    assert reason in outcome.failures[slug]


def test_what_a_plugin_left_running_is_ended_with_its_trial(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    stays = f"import os, time\nif not os.fork():\n    time.sleep(0.5)\n    open({str(mark)!r}, 'w')\nos._exit(0)\n"
    make_plugin(tmp_path, "stays", {"apps.py": stays})
    run_trial(("stays",), folder=tmp_path)
    time.sleep(0.7)
    assert not mark.exists()
