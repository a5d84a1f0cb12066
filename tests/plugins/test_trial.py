"""The trial: who is found out when several are tried together, and when a verdict holds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.discovery import Found, find_plugins
from plugins.trial import Outcome, TrialImpossible, forget, judge, verdicts
from tests.plugins.broken import make_plugin


class Site:
    """Stands for the process of a trial: knows who fails, and remembers what it was asked."""

    def __init__(self, fails: Callable[[tuple[str, ...]], Outcome] = lambda slugs: Outcome()) -> None:
        self.fails = fails
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, slugs: tuple[str, ...]) -> Outcome:
        self.asked.append(slugs)
        return self.fails(slugs)


def naming(*bad: str) -> Site:
    return Site(lambda slugs: Outcome({slug: "bad" for slug in slugs if slug in bad}))


def test_good_plugins_are_tried_once_together() -> None:
    site = Site()
    assert (judge("abc", requires={}, run=site), site.asked) == ({}, [("a", "b", "c")])


def test_the_rest_is_tried_again_without_those_that_were_named() -> None:
    site = naming("b")
    assert (judge("abc", requires={}, run=site), site.asked) == ({"b": "bad"}, [("a", "b", "c"), ("a", "c")])


def test_what_needs_a_failing_plugin_is_not_tried() -> None:
    site = naming("a")
    judge("abc", requires={"b": ["a"]}, run=site)
    assert site.asked == [("a", "b", "c"), ("c",)]


def test_a_suspect_is_tried_alone_before_it_is_named() -> None:
    site = Site(lambda slugs: Outcome({"b": "ended"}, suspect="b") if "b" in slugs else Outcome())
    assert (judge("abc", requires={}, run=site), ("b",) in site.asked) == ({"b": "ended"}, True)


def test_a_suspect_is_tried_with_what_it_requires() -> None:
    site = Site(lambda slugs: Outcome({"c": "ended"}, suspect="c") if "c" in slugs else Outcome())
    judge("abc", requires={"c": ["b"], "b": ["a"]}, run=site)
    assert site.asked[1] == ("a", "b", "c")


def test_whose_late_work_ends_the_turn_of_another_is_found() -> None:
    # a leaves a thread behind that ends the process while c has its turn.
    site = Site(lambda slugs: Outcome({slugs[-1]: "ended"}, suspect=slugs[-1]) if "a" in slugs else Outcome())
    assert set(judge("abc", requires={}, run=site)) == {"a"}


def test_of_two_that_only_fail_together_one_stays() -> None:
    site = Site(lambda slugs: Outcome({"": "clash"}) if {"a", "c"} <= set(slugs) else Outcome())
    assert judge("abc", requires={}, run=site) == {"c": "clash"}


def test_a_site_that_does_not_start_without_plugins_blames_none() -> None:
    with pytest.raises(TrialImpossible):
        judge("abc", requires={}, run=Site(lambda slugs: Outcome({"": "no settings"})))


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    for slug in ("good", "poor"):
        make_plugin(tmp_path / "plugins", slug)
    return tmp_path / "plugins"


def ask(plugins: Path, site: Site, **options: tuple[str, ...]) -> dict[str, str]:
    found: list[Found] = find_plugins(plugins)
    return verdicts(found, folder=plugins, state=plugins.parent / "var", run=site, **options)


def test_a_verdict_is_kept(plugins: Path) -> None:
    ask(plugins, naming("poor"))
    site = naming()
    assert (ask(plugins, site), site.asked) == ({"poor": "bad"}, [])


def test_only_what_has_changed_is_tried_again(plugins: Path) -> None:
    ask(plugins, Site())
    (plugins / "poor" / "more.py").write_text("")
    site = Site()
    ask(plugins, site)
    assert site.asked == [("poor",)]


def test_a_file_with_a_new_time_and_old_contents_is_no_change(plugins: Path) -> None:
    ask(plugins, Site())
    os.utime(plugins / "poor" / "apps.py", (1, 1))
    site = Site()
    ask(plugins, site)
    assert site.asked == []


def test_a_plugin_is_tried_again_when_what_it_requires_has_changed(plugins: Path) -> None:
    make_plugin(plugins, "upon", manifest='[requires.plugins]\ngood = ""\n')
    ask(plugins, Site())
    (plugins / "good" / "more.py").write_text("")
    site = Site()
    ask(plugins, site)
    assert site.asked == [("good", "upon")]


def test_other_apps_of_the_site_call_for_a_new_trial(plugins: Path) -> None:
    ask(plugins, Site())
    site = Site()
    ask(plugins, site, core_apps=("another",))
    assert len(site.asked) == 1


def test_a_forgotten_verdict_calls_for_a_new_trial(plugins: Path) -> None:
    ask(plugins, naming("poor"))
    forget(plugins.parent / "var", plugins / "poor")
    assert ask(plugins, Site()) == {}


def test_that_the_site_did_not_start_is_not_kept_against_the_plugins(plugins: Path) -> None:
    assert set(ask(plugins, Site(lambda slugs: Outcome({"": "no settings"})))) == {"good", "poor"}
    assert ask(plugins, Site()) == {}


def test_a_folder_that_cannot_be_written_costs_only_time(plugins: Path) -> None:
    (plugins.parent / "var").write_text("A file is in the way.")
    assert ask(plugins, naming("poor")) == {"poor": "bad"}


def test_of_four_processes_that_start_at_once_one_makes_the_trial(plugins: Path) -> None:
    def slow(slugs: tuple[str, ...]) -> Outcome:
        time.sleep(0.1)
        return Outcome()

    site = Site(slow)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _start: ask(plugins, site), range(4)))
    assert len(site.asked) == 1
