"""Loading: what is left out and why. The trial has tests of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins import loading
from plugins.journal import journal_close
from plugins.loaded import LeftOut, Loaded, loaded, loaded_replace
from plugins.loading.importing import forget_modules
from plugins.owners import NAMESPACE
from tests.plugins.broken import APPS, READY, make_plugin

MANAGE = Path(loading.__file__).parents[2] / "manage.py"
NEEDS = '[requires.plugins]\n{} = "{}"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of plugins that are imported without a trial, and forgotten afterwards."""
    monkeypatch.setattr(loading, "verdicts", lambda *plugins, **options: {})
    before, package = loaded(), sys.modules.pop(NAMESPACE, None)
    modules = {name: module for name, module in sys.modules.items() if name.startswith(f"{NAMESPACE}.")}
    try:
        yield tmp_path / "plugins"
    finally:
        journal_close()
        forget_modules(NAMESPACE)
        sys.modules.update(modules)
        if package is not None:
            sys.modules[NAMESPACE] = package
        loaded_replace(before)


def load(folder: Path, **options: Any) -> Loaded:
    usual: dict[str, Any] = {"var": folder.parent / "var", "core_apps": ("plugins", "kb", "wagtail.images")}
    return loading.load(folder, **usual | options)


def test_no_folder_loads_nothing(folder: Path) -> None:
    assert load(folder) == Loaded()


def test_no_plugins_leave_nothing_behind(folder: Path) -> None:
    load(folder)
    assert not (folder.parent / "var").exists()


def test_a_good_plugin_becomes_an_app(folder: Path) -> None:
    make_plugin(folder, "good")
    assert load(folder).apps == ["sanad_plugins.good.apps.Config"]


def test_what_was_loaded_is_there_to_ask(folder: Path) -> None:
    make_plugin(folder, "good")
    load(folder)
    assert loaded().usable() == {"good"}


def test_safe_mode_loads_none(folder: Path) -> None:
    make_plugin(folder, "good")
    result = load(folder, safe_mode=True)
    assert (result.apps, result.broken) == ([], {"good": "Safe mode is on (SAFE_MODE)."})


def test_a_disabled_plugin_is_left_out_and_others_stay(folder: Path) -> None:
    make_plugin(folder, "good")
    make_plugin(folder, "other")
    result = load(folder, disabled=["other"])
    assert (set(result.usable()), result.kinds["other"]) == ({"good"}, LeftOut.DISABLED)


def test_safe_mode_imports_nothing(folder: Path) -> None:
    make_plugin(folder, "good")
    load(folder, safe_mode=True)
    assert "sanad_plugins.good" not in sys.modules


def test_a_must_use_plugin_that_is_not_there_is_told(folder: Path) -> None:
    assert load(folder, must_use=["gone"]).trouble == ["SANAD_MUST_USE_PLUGINS names 'gone', which is not there."]


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ('[requires]\nsanad = ">=7"', "It requires Sanad >=7; this one offers plugins the version"),
        ('[requires]\npython = "<3"', "It requires Python <3"),
        (NEEDS.format("gone", ">=1"), "It requires the plugin 'gone', which is not there."),
        (NEEDS.format("good", ">=2"), "It requires the plugin 'good' >=2, but version 1.0 is there."),
    ],
)
def test_an_incompatible_plugin_is_left_out_with_its_reason(folder: Path, manifest: str, reason: str) -> None:
    make_plugin(folder, "good")
    make_plugin(folder, "picky", manifest=manifest)
    assert load(folder).broken["picky"].startswith(reason)


def test_a_slug_that_is_an_app_of_the_site_is_refused(folder: Path) -> None:
    make_plugin(folder, "kb")
    assert "no name that Sanad, Django or Wagtail uses" in load(folder).broken["kb"]


def test_a_slug_that_is_an_app_that_the_site_has_added_is_refused(folder: Path) -> None:
    make_plugin(folder, "extras")
    assert "is the label of an app of the site" in load(folder, core_apps=("shop.extras",)).broken["extras"]


def test_a_circle_is_named(folder: Path) -> None:
    for slug, needed in (("aa", "bb"), ("bb", "cc"), ("cc", "aa")):
        make_plugin(folder, slug, manifest=NEEDS.format(needed, ""))
    assert "in a circle: aa → bb → cc → aa" in load(folder).broken["aa"]


def test_who_needs_the_circle_is_not_called_part_of_it(folder: Path) -> None:
    for slug, needed in (("aa", "bb"), ("bb", "aa"), ("cc", "aa")):
        make_plugin(folder, slug, manifest=NEEDS.format(needed, ""))
    assert load(folder).broken["cc"].startswith("It requires the plugin 'aa', which is not loaded:")


def test_what_is_needed_comes_first(folder: Path) -> None:
    make_plugin(folder, "aa", manifest=NEEDS.format("zz", ">=1"))
    make_plugin(folder, "zz")
    assert [app.split(".")[1] for app in load(folder).apps] == ["zz", "aa"]


def test_what_needs_a_broken_plugin_is_left_out_too(folder: Path) -> None:
    make_plugin(folder, "aa", manifest=NEEDS.format("zz", ">=1"))
    make_plugin(folder, "zz", {"apps.py": "1 / 0"})
    assert "'zz', which is not loaded: It cannot be imported: ZeroDivisionError" in load(folder).broken["aa"]


@pytest.mark.parametrize("failure", ["raise ValueError", "import sys\nsys.exit(3)", "class Odd(BaseException): pass\nraise Odd"])
def test_an_import_that_fails_leaves_no_module_behind(folder: Path, failure: str) -> None:
    make_plugin(folder, "fails", {"apps.py": f"from . import other\n{failure}\n", "other.py": ""})
    load(folder)
    assert [name for name in sys.modules if name.startswith("sanad_plugins.fails")] == []


def test_of_several_classes_the_default_is_taken(folder: Path) -> None:
    make_plugin(folder, "good", {"apps.py": f"{APPS}\n\nclass Chosen(PluginConfig):\n    default = True\n"})
    assert load(folder).apps == ["sanad_plugins.good.apps.Chosen"]


def test_several_classes_without_a_default_are_refused(folder: Path) -> None:
    make_plugin(folder, "good", {"apps.py": f"{APPS}\n\nclass Other(PluginConfig):\n    pass\n"})
    assert "several classes" in load(folder).broken["good"]


def test_a_folder_with_mistakes_is_left_out(folder: Path) -> None:
    make_plugin(folder, "wrong", manifest="colour = 1")
    assert "'colour' is unknown" in load(folder).broken["wrong"]


def test_a_mistake_of_ours_does_not_stop_the_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_plugin(folder, "good")
    monkeypatch.setattr(loading, "strikes", lambda *arguments: 1 / 0)
    assert load(folder).broken == {"good": "The plugins could not be loaded."}


HERE = "import os\nhere = 'SANAD_PLUGIN_TRIAL' not in os.environ\n"


def manage(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {"SANAD_PLUGINS": str(tmp_path / "plugins"), "SANAD_VAR": str(tmp_path / "var")}
    environment = {
        **os.environ,
        **own,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": "sqlite://:memory:",
    }
    command = [sys.executable, str(MANAGE), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a site tells whose plugins are well in the trial and fail after it, each at another place."""
    place = tmp_path_factory.mktemp("site")
    make_plugin(place / "plugins", "imports", {"apps.py": f"{HERE}if here:\n    raise SystemExit(3)\n{APPS}"})
    models = f"{HERE}from django.db import models\nclass Half(models.Model):\n    pass\nif here:\n    1 / 0\n"
    make_plugin(place / "plugins", "half", {"models.py": models})
    make_plugin(place / "plugins", "ready_here", {"apps.py": HERE + READY.format("1 / int(not here)")})
    make_plugin(place / "plugins", "good")
    question = (
        "import json; from django.apps import apps; from plugins.loading import loaded; print(json.dumps("
        "[loaded().broken, list(apps.all_models['half']), sorted(loaded().usable())]))"
    )
    answer = manage(place, "shell", "--no-imports", "-c", question)
    assert answer.returncode == 0, answer.stderr
    broken, models_left, usable = json.loads(answer.stdout)
    return {"broken": broken, "models": models_left, "usable": usable, "check": manage(place, "check")}


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("imports", "It cannot be imported: SystemExit: 3"),
        ("half", "Its models could not be imported: ZeroDivisionError"),
        ("ready_here", "Its ready() failed: ZeroDivisionError"),
    ],
)
def test_a_plugin_that_fails_only_after_its_trial_is_left_out(told: dict[str, Any], slug: str, reason: str) -> None:
    assert told["broken"][slug].startswith(reason)


def test_a_good_plugin_beside_failing_ones_is_used(told: dict[str, Any]) -> None:
    assert told["usable"] == ["good"]


def test_failed_models_leave_no_half_behind(told: dict[str, Any]) -> None:
    assert told["models"] == []


def test_the_system_check_tells_what_is_not_loaded_and_passes(told: dict[str, Any]) -> None:
    check = told["check"]
    assert (check.returncode, "The plugin ready_here is not loaded. Its ready() failed" in check.stderr) == (0, True)


@pytest.mark.parametrize("command", ["check", "plugin", "runserver"])
def test_commands_about_plugins_say_why_one_is_not_loaded(command: str) -> None:
    assert loading._tells_all(["site/manage.py", command])


def test_a_server_says_why_a_plugin_is_not_loaded() -> None:
    assert loading._tells_all(["/usr/bin/gunicorn", "config.wsgi"])


def test_other_commands_only_name_what_is_not_loaded(folder: Path, caplog: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make_plugin(folder, "one", {"apps.py": "1 / 0"})
    monkeypatch.setattr(sys, "argv", ["site/manage.py", "shell"])
    load(folder)
    assert [each.getMessage() for each in caplog.records] == [
        "Plugins that are not loaded: one. `manage.py plugin list` says why."
    ]


def test_a_plugin_that_ends_the_real_process_is_left_out_at_the_third_start(tmp_path: Path) -> None:
    make_plugin(tmp_path / "plugins", "ends", {"apps.py": HERE + READY.format("here and os._exit(7)")})
    assert [manage(tmp_path, "check").returncode for _start in range(3)] == [7, 7, 0]
