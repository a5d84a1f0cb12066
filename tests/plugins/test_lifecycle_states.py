"""On, off, paused: what is stored, refused and told."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from plugins import active, lifecycle
from plugins.hooks import add_action
from plugins.lifecycle import LifecycleError
from plugins.lifecycle.locking import lifecycle_lock
from plugins.loaded import loaded
from plugins.models import Epoch, Plugin, PluginLogEntry, State

pytestmark = pytest.mark.django_db

RAISES = """
from plugins.config import PluginConfig


class Config(PluginConfig):
    def {hook}(self, *versions):
        from plugins.models import PluginSettings
        PluginSettings.objects.create(slug="{slug}", language="half")
        raise {error}
"""


def raising(hook: str, error: str = "ValueError('no mail server')", slug: str = "one") -> dict[str, str]:
    """The files of a plugin that writes a row and then fails in one of its hooks."""
    return {"apps.py": RAISES.format(hook=hook, error=error, slug=slug)}


@pytest.fixture
def one(make):
    return make("one")


@pytest.fixture
def base_and_top(make):
    make("base", version="1.3")
    make("top", more='[requires.plugins]\nbase = ">=1.2"')


def state(slug: str) -> str:
    return Plugin.objects.get(slug=slug).state


def refusal(function, *arguments, **named) -> str:
    with pytest.raises(LifecycleError) as caught:
        function(*arguments, **named)
    return str(caught.value)


def test_an_activated_plugin_is_active_at_once(one):
    lifecycle.activate("one")
    assert active.is_active("one")


def test_activation_remembers_the_version(one):
    lifecycle.activate("one")
    assert Plugin.objects.get().version == "1.0"


def test_activation_says_who_did_it(one, superuser):
    lifecycle.activate("one", by=superuser)
    assert PluginLogEntry.objects.values_list("slug", "action", "user").get() == ("one", "activated", superuser.pk)


def test_activation_raises_the_epoch(one):
    active.epoch_raise()
    before = Epoch.objects.get().number
    lifecycle.activate("one")
    assert Epoch.objects.get().number > before


def test_activating_twice_changes_nothing(one):
    lifecycle.activate("one")
    lifecycle.activate("one")
    assert PluginLogEntry.objects.count() == 1


def test_an_unknown_plugin_is_refused(plugin_state):
    assert "There is no plugin 'nowhere' here" in refusal(lifecycle.activate, "nowhere")


def test_a_broken_plugin_is_refused_with_its_reason(one):
    loaded().broken["one"] = "Its ready() failed."
    assert refusal(lifecycle.activate, "one") == "Its ready() failed."


def test_a_failing_activation_hook_leaves_it_inactive(make):
    make("one", raising("activated"))
    refusal(lifecycle.activate, "one")
    assert not Plugin.objects.exists()


def test_a_failing_activation_hook_leaves_no_half_work(make):
    from plugins.models import PluginSettings

    make("one", raising("activated"))
    refusal(lifecycle.activate, "one")
    assert not PluginSettings.objects.exists()


@pytest.mark.parametrize("error", ["ValueError", "SystemExit", "RecursionError"])
def test_a_failing_activation_hook_says_why(make, error):
    make("one", raising("activated", f"{error}('no mail server')"))
    assert "no mail server" in refusal(lifecycle.activate, "one")


def test_a_failed_activation_is_in_the_audit_log(make):
    make("one", raising("activated"))
    refusal(lifecycle.activate, "one")
    assert "no mail server" in PluginLogEntry.objects.get(action="activation failed").detail


def test_a_deactivated_plugin_is_off_at_once(one):
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    assert not active.is_active("one")


def test_deactivation_keeps_the_row_and_says_when(one):
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    assert (state("one"), Plugin.objects.get().deactivated_at is None) == (State.INSTALLED, False)


def test_a_failing_deactivation_hook_does_not_keep_it_on(make):
    make("one", raising("deactivated"))
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    assert (state("one"), "no mail server" in PluginLogEntry.objects.latest("pk").detail) == (State.INSTALLED, True)


def test_what_others_need_is_not_switched_off(base_and_top):
    lifecycle.activate("base")
    lifecycle.activate("top")
    assert refusal(lifecycle.deactivate, "base") == "base is needed by top: switch that off first."


def test_a_cascade_switches_off_what_needs_it_before_it(base_and_top):
    lifecycle.activate("base")
    lifecycle.activate("top")
    assert lifecycle.deactivate("base", cascade=True) == ["top", "base"]


def test_a_must_use_plugin_is_not_switched_off(one, monkeypatch):
    lifecycle.activate("one")
    monkeypatch.setattr(loaded(), "must_use", frozenset({"one"}))
    assert "SANAD_MUST_USE_PLUGINS" in refusal(lifecycle.deactivate, "one")


def test_a_must_use_plugin_is_active_without_being_switched_on(one, monkeypatch):
    monkeypatch.setattr(loaded(), "must_use", frozenset({"one"}))
    active.sync(force=True)
    assert active.is_active("one")


def test_a_paused_plugin_is_off_with_its_reason(one):
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    assert (active.is_active("one"), Plugin.objects.get().paused_why) == (False, "Too many failures.")


def test_only_an_active_plugin_is_paused(one):
    assert lifecycle.pause("one", "Too many failures.") is False


def test_a_resumed_plugin_is_on_again(one):
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    lifecycle.resume("one")
    assert (active.is_active("one"), Plugin.objects.get().paused_why) == (True, "")


def test_only_a_paused_plugin_is_resumed(one):
    assert refusal(lifecycle.resume, "one") == "one is not paused."


def test_pausing_works_while_another_change_is_under_way(one):
    lifecycle.activate("one")
    with lifecycle_lock():
        assert lifecycle.pause("one", "Too many failures.")


def test_two_changes_at_once_are_refused(one):
    with lifecycle_lock():
        assert "Another change of plugins is under way" in refusal(lifecycle.activate, "one")


def test_the_lock_of_a_process_that_died_is_taken_over(one):
    from django.utils import timezone

    Epoch.objects.update_or_create(pk=1, defaults={"held_by": "gone", "held_until": timezone.now()})
    lifecycle.activate("one")
    assert active.is_active("one")


def test_a_refused_change_gives_the_lock_back(one):
    refusal(lifecycle.activate, "nowhere")
    lifecycle.activate("one")
    assert active.is_active("one")


def test_safe_mode_goes_on_and_off(one):
    lifecycle.activate("one")
    lifecycle.safe_mode(True)
    during = active.is_active("one")
    lifecycle.safe_mode(False)
    assert (during, active.is_active("one")) == (False, True)


def test_every_step_is_told_as_an_action(one):
    told: list[str] = []
    for name in "activated", "deactivated", "paused", "uninstalled":
        add_action(f"plugin_{name}", lambda slug, name=name: told.append(f"{slug} {name}"))
    lifecycle.activate("one")
    lifecycle.pause("one", "Too many failures.")
    lifecycle.resume("one")
    lifecycle.deactivate("one")
    lifecycle.uninstall("one")
    assert told == ["one activated", "one paused", "one activated", "one deactivated", "one uninstalled"]


TOLD = """
from plugins.config import PluginConfig


class Config(PluginConfig):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.told = []

    def upgraded(self, old, new):
        self.told.append((old, new))
"""


def test_an_upgrade_is_told_to_the_plugin_once(make):
    config = make("one", {"apps.py": TOLD}, version="1.1")
    Plugin.objects.create(slug="one", state=State.ACTIVE, version="1.0")
    assert (lifecycle.upgrade("one"), lifecycle.upgrade("one"), config.told) == (True, False, [("1.0", "1.1")])


def test_an_upgrade_on_the_way_back_from_a_pause_is_in_the_audit_log(make):
    make("one", {"apps.py": TOLD}, version="1.1")
    Plugin.objects.create(slug="one", state=State.PAUSED, version="1.0")
    lifecycle.resume("one")
    assert list(PluginLogEntry.objects.order_by("pk").values_list("action", "detail")) == [
        ("upgraded", "1.0 → 1.1"),
        ("activated", ""),
    ]


def test_after_an_upgrade_the_new_code_is_in_force(make):
    make("one", version="1.1")
    Plugin.objects.create(slug="one", state=State.ACTIVE, version="1.0")
    lifecycle.upgrade("one")
    assert active.is_active("one")


def test_a_failing_upgrade_pauses_and_keeps_the_old_number(make):
    make("one", raising("upgraded"), version="1.1")
    Plugin.objects.create(slug="one", state=State.ACTIVE, version="1.0")
    refusal(lifecycle.upgrade, "one")
    assert Plugin.objects.values_list("state", "version").get() == (State.PAUSED, "1.0")


def test_a_failing_upgrade_says_why_where_it_is_listed(make):
    make("one", raising("upgraded"), version="1.1")
    Plugin.objects.create(slug="one", state=State.ACTIVE, version="1.0")
    refusal(lifecycle.upgrade, "one")
    assert "no mail server" in Plugin.objects.get().paused_why


NEEDS_BASE = '[requires.plugins]\nbase = ""'


def test_an_inactive_plugin_is_upgraded_while_what_it_needs_is_off(make):
    make("base")
    make("top", more=NEEDS_BASE, version="1.1")
    lifecycle.install("base")
    Plugin.objects.create(slug="top", state=State.INSTALLED, version="1.0")
    assert (lifecycle.upgrade("top"), Plugin.objects.get(slug="top").version) == (True, "1.1")


def test_nothing_is_upgraded_on_tables_that_are_not_up_to_date(make):
    make("base", version="1.1")
    make("top", more=NEEDS_BASE, version="1.1")
    for slug in "base", "top":
        Plugin.objects.create(slug=slug, state=State.INSTALLED, version="1.0")
    active.sync(force=True)
    assert "whose tables are not those of its folder" in refusal(lifecycle.upgrade, "top")


def test_the_command_goes_on_with_the_rest_when_one_cannot_be_upgraded(make, capsys):
    make("one", raising("upgraded"), version="1.1")
    make("two", version="1.1")
    for slug in "one", "two":
        Plugin.objects.create(slug=slug, state=State.INSTALLED, version="1.0")
    with pytest.raises(CommandError, match=r"one was not upgraded: .*no mail server"):
        call_command("plugin", "upgrade")
    assert capsys.readouterr().out == "two was upgraded.\n"


@pytest.fixture
def must_use(one, monkeypatch):
    lifecycle.activate("one")
    monkeypatch.setattr(loaded(), "must_use", frozenset({"one"}))


def test_a_must_use_plugin_is_not_paused(must_use):
    assert "only the setting SANAD_MUST_USE_PLUGINS can switch it off" in refusal(lifecycle.pause, "one", "Too many failures.")
    assert state("one") == State.ACTIVE


def test_why_a_must_use_plugin_should_have_been_paused_is_recorded(must_use):
    refusal(lifecycle.pause, "one", "Too many failures.")
    entry = PluginLogEntry.objects.get(action="pause refused")
    assert entry.detail.startswith("Too many failures. one: only the setting")


def test_it_is_not_recorded_every_second(must_use):
    refusal(lifecycle.pause, "one", "Too many failures.")
    refusal(lifecycle.pause, "one", "Too many failures.")
    assert PluginLogEntry.objects.filter(action="pause refused").count() == 1


def test_a_must_use_plugin_whose_upgrade_fails_is_not_called_paused(make, monkeypatch):
    make("one", raising("upgraded"), version="1.1")
    Plugin.objects.create(slug="one", state=State.ACTIVE, version="1.0")
    monkeypatch.setattr(loaded(), "must_use", frozenset({"one"}))
    refusal(lifecycle.upgrade, "one")
    assert state("one") == State.ACTIVE


LEAVES_OPEN = """
from django.db import transaction
from plugins.config import PluginConfig


class Config(PluginConfig):
    def {hook}(self, *versions):
        transaction.atomic().__enter__()
"""


def test_an_activation_hook_that_leaves_a_transaction_open_has_failed(make):
    make("one", {"apps.py": LEAVES_OPEN.format(hook="activated")})
    assert "left it open" in refusal(lifecycle.activate, "one")


def test_a_deactivation_hook_that_leaves_a_transaction_open_does_not_take_the_change_along(make):
    make("one", {"apps.py": LEAVES_OPEN.format(hook="deactivated")})
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    assert (state("one"), "left it open" in PluginLogEntry.objects.latest("pk").detail) == (State.INSTALLED, True)


REGISTERS = """
from plugins.config import PluginConfig


class Config(PluginConfig):
    def activated(self):
        from plugins.owners import current_owner
        self.seen = current_owner()
"""


def test_what_it_registers_in_a_hook_of_its_own_is_its_own(make):
    config = make("one", {"apps.py": REGISTERS})
    lifecycle.activate("one")
    assert config.seen == "one"


def test_a_step_back_is_refused(make):
    make("one", version="0.9")
    Plugin.objects.create(slug="one", state=State.INSTALLED, version="1.0")
    assert "older 0.9" in refusal(lifecycle.activate, "one")
