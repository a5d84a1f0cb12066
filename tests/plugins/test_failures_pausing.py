"""Too many failures pause a plugin, counted over all processes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from plugins import failures, lifecycle
from plugins.hooks.testing import isolated_hooks
from plugins.lifecycle import states
from plugins.loaded import loaded
from plugins.models import Plugin, PluginFailure, PluginLogEntry, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    failures.forget()
    with isolated_hooks(strict=False):
        yield


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[tuple[str, str]]:
    """Which plugins were to be paused, and why. What a pause does is tested with the life cycle."""
    settings.SANAD_PLUGIN_FAILURES = 3
    settings.SANAD_PLUGIN_FAILURE_MINUTES = 5
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(lifecycle, "pause", lambda *, slug, why: asked.append((slug, why)))
    return asked


def fail(times: int = 1) -> None:
    for _ in range(times):
        failures.record("alpha", "filter title", ValueError("broken"))


def write() -> None:
    failures.flush(force=True)


def test_few_failures_pause_nothing(pauses: list[tuple[str, str]]) -> None:
    fail(times=2)
    write()
    assert pauses == []


def test_too_many_failures_pause_the_plugin(pauses: list[tuple[str, str]]) -> None:
    fail(times=3)
    write()
    assert [slug for slug, _why in pauses] == ["alpha"]


def test_reason_of_the_pause_is_told(pauses: list[tuple[str, str]]) -> None:
    fail(times=3)
    write()
    assert pauses[0][1] == ("It failed too often (failures: 3, minutes: 5). The last one, in filter title: ValueError: broken")


def test_failures_of_other_processes_count(pauses: list[tuple[str, str]]) -> None:
    PluginFailure.objects.create(slug="alpha", where="filter title", count=2)
    fail()
    write()
    assert [slug for slug, _why in pauses] == ["alpha"]


def test_failures_of_other_plugins_do_not_count(pauses: list[tuple[str, str]]) -> None:
    PluginFailure.objects.create(slug="beta", where="filter title", count=2)
    fail()
    write()
    assert pauses == []


def test_failures_of_long_ago_do_not_count(pauses: list[tuple[str, str]]) -> None:
    PluginFailure.objects.create(slug="alpha", where="x", count=2, at=timezone.now() - timedelta(minutes=6))
    fail()
    write()
    assert pauses == []


def test_failures_before_the_plugin_was_switched_on_again_do_not_count(pauses: list[tuple[str, str]]) -> None:
    PluginFailure.objects.create(slug="alpha", where="x", count=2, at=timezone.now() - timedelta(minutes=1))
    Plugin.objects.create(slug="alpha", state=State.ACTIVE, changed_at=timezone.now() - timedelta(seconds=5))
    fail()
    write()
    assert pauses == []


def test_paused_plugin_is_not_paused_again(pauses: list[tuple[str, str]]) -> None:
    Plugin.objects.create(slug="alpha", state=State.PAUSED, changed_at=timezone.now() - timedelta(minutes=1))
    fail(times=3)
    write()
    assert pauses == []


def test_zero_never_pauses(pauses: list[tuple[str, str]], settings: Any) -> None:
    settings.SANAD_PLUGIN_FAILURES = 0
    fail(times=30)
    write()
    assert pauses == []


def test_pause_that_fails_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(lifecycle, "pause", lambda *, slug, why: 1 / 0)
    fail(times=3)
    write()
    assert "The plugin alpha fails often, but could not be paused." in caplog.messages


def test_plugin_that_fails_too_often_is_paused_for_everyone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "pause", states.pause)
    Plugin.objects.create(slug="alpha", state=State.ACTIVE, changed_at=timezone.now() - timedelta(minutes=1))
    fail(times=3)
    write()
    assert Plugin.objects.get(slug="alpha").state == State.PAUSED


def test_must_use_plugin_that_fails_too_often_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "pause", states.pause)
    monkeypatch.setattr(loaded(), "must_use", frozenset({"alpha"}))
    Plugin.objects.create(slug="alpha", state=State.INSTALLED, changed_at=timezone.now() - timedelta(minutes=1))
    fail(times=3)
    write()
    assert PluginLogEntry.objects.get(slug="alpha", action="pause refused").detail.startswith("It failed too often")
