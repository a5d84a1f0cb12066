"""Plugins are found without importing them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from plugins.discovery import Found, find_plugins
from plugins.files import fingerprint
from tests.plugins.broken import make_plugin


def found(folder: Path) -> dict[str, Found]:
    return {each.slug: each for each in find_plugins(folder)}


def problems(folder: Path, slug: str) -> str:
    return " ".join(found(folder)[slug].problems)


def test_no_folder_is_no_plugins(tmp_path: Path) -> None:
    assert find_plugins(tmp_path / "nowhere") == []


def test_a_plugin_is_found_with_its_manifest(tmp_path: Path) -> None:
    make_plugin(tmp_path, "good", version="2.1")
    manifest = found(tmp_path)["good"].manifest
    assert manifest is not None and manifest.version == "2.1"


def test_nothing_of_a_plugin_is_imported(tmp_path: Path) -> None:
    make_plugin(tmp_path, "good", {"__init__.py": "raise SystemExit"})
    find_plugins(tmp_path)
    assert "sanad_plugins.good" not in sys.modules


def test_files_hidden_folders_and_those_of_python_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Plugins.")
    for name in (".git", "__pycache__", "_draft"):
        (tmp_path / name).mkdir()
    assert find_plugins(tmp_path) == []


def test_a_folder_whose_name_is_no_slug_is_told(tmp_path: Path) -> None:
    make_plugin(tmp_path, "my-plugin")
    assert "The folder's name 'my-plugin' cannot be a slug" in problems(tmp_path, "my-plugin")


def test_a_plugin_that_is_a_link_to_elsewhere_is_refused(tmp_path: Path) -> None:
    elsewhere = make_plugin(tmp_path / "elsewhere", "good")
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "good").symlink_to(elsewhere)
    assert "link out of the folder of plugins" in problems(tmp_path / "plugins", "good")


def test_a_link_out_of_the_plugin_is_refused(tmp_path: Path) -> None:
    (make_plugin(tmp_path, "good") / "passwords").symlink_to("/etc")
    assert problems(tmp_path, "good") == "passwords is a link out of the plugin's folder."


def test_a_link_within_the_plugin_is_no_problem(tmp_path: Path) -> None:
    (make_plugin(tmp_path, "good") / "again.py").symlink_to("apps.py")
    assert problems(tmp_path, "good") == ""


def test_a_pipe_in_the_plugin_is_refused(tmp_path: Path) -> None:
    os.mkfifo(make_plugin(tmp_path, "good") / "pipe")
    assert problems(tmp_path, "good") == "pipe is neither a file nor a folder."


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python package with a plugin in it, as an installer leaves it behind."""
    site = tmp_path / "site-packages"
    make_plugin(site / "acme", "packaged")
    (site / "acme" / "__init__.py").write_text("raise SystemExit('imported')")
    about = site / "acme-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[sanad.plugins]\npackaged = acme.packaged\n")
    monkeypatch.syspath_prepend(str(site))
    return about / "entry_points.txt"


def test_an_installed_package_is_found_without_importing_it(tmp_path: Path, installed: Path) -> None:
    manifest = found(tmp_path / "plugins")["packaged"].manifest
    assert manifest is not None and manifest.package == "acme.packaged"


def test_a_folder_and_a_package_of_one_slug_are_told(tmp_path: Path, installed: Path) -> None:
    make_plugin(tmp_path / "plugins", "packaged")
    assert "There are two plugins 'packaged'" in problems(tmp_path / "plugins", "packaged")


def test_an_entry_point_of_another_name_is_told(tmp_path: Path, installed: Path) -> None:
    installed.write_text("[sanad.plugins]\nrenamed = acme.packaged\n")
    assert "entry point is named 'renamed'" in problems(tmp_path, "packaged")


def test_an_entry_point_to_nothing_is_told(tmp_path: Path, installed: Path) -> None:
    installed.write_text("[sanad.plugins]\npackaged = acme.gone\n")
    assert "no package with a folder of its own" in problems(tmp_path, "packaged")


def test_the_stamp_changes_with_a_file(tmp_path: Path) -> None:
    place = make_plugin(tmp_path, "good")
    before = found(tmp_path)["good"].stamp
    (place / "new.py").write_text("")
    assert found(tmp_path)["good"].stamp != before


def test_compiled_files_do_not_change_the_stamp(tmp_path: Path) -> None:
    place = make_plugin(tmp_path, "good")
    before = found(tmp_path)["good"].stamp
    (place / "__pycache__").mkdir()
    (place / "__pycache__" / "apps.pyc").write_text("")
    assert found(tmp_path)["good"].stamp == before


def test_equal_files_have_the_same_fingerprint_wherever_they_lie(tmp_path: Path) -> None:
    assert fingerprint(make_plugin(tmp_path / "a", "good")) == fingerprint(make_plugin(tmp_path / "b", "good"))


def test_other_contents_have_another_fingerprint(tmp_path: Path) -> None:
    first, second = make_plugin(tmp_path / "a", "good"), make_plugin(tmp_path / "b", "good", {"apps.py": "# more"})
    assert fingerprint(first) != fingerprint(second)
