"""plugin.toml: read without importing, and every mistake told in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.apps import apps

from plugins.manifest import MOST_BYTES, ManifestError, is_slug, read_manifest
from plugins.owners import owner_of_module

GOOD = """
[plugin]
slug = "banner"
name = "شريط الإعلان"
version = "1.2"
description = "Shows a banner."
author = "The banner people"
licence = "MIT"
url = "https://example.org/banner"
provides = ["models", "blocks"]
settings_page = "settings/banner/"

[requires]
sanad = ">=1,<2"
python = ">=3.11"

[requires.plugins]
other = ">=1.2"
"""
LEAST = '[plugin]\nslug = "banner"\nname = "Banner"\nversion = "1.0"\n'


def folder_with(tmp_path: Path, content: str | bytes, name: str = "banner") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "plugin.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def problem(folder: Path) -> str:
    with pytest.raises(ManifestError) as caught:
        read_manifest(folder)
    return "\n".join(caught.value.problems)


def test_a_whole_manifest_is_read(tmp_path: Path) -> None:
    manifest = read_manifest(folder_with(tmp_path, GOOD))
    assert (manifest.name, manifest.version, manifest.provides, dict(manifest.requires), manifest.requires_sanad) == (
        "شريط الإعلان",
        "1.2",
        frozenset({"models", "blocks"}),
        {"other": ">=1.2"},
        ">=1,<2",
    )


def test_slug_name_and_version_are_enough(tmp_path: Path) -> None:
    assert read_manifest(folder_with(tmp_path, LEAST)).requires_sanad == ""


def test_the_text_domain_is_the_slug_unless_told_otherwise(tmp_path: Path) -> None:
    assert read_manifest(folder_with(tmp_path, LEAST)).text_domain == "banner"


def test_a_folder_is_imported_below_sanad_plugins(tmp_path: Path) -> None:
    assert read_manifest(folder_with(tmp_path, LEAST)).package == "sanad_plugins.banner"


def test_an_editor_of_windows_may_begin_the_file_with_its_mark(tmp_path: Path) -> None:
    assert read_manifest(folder_with(tmp_path, b"\xef\xbb\xbf" + LEAST.encode())).slug == "banner"


def test_a_name_may_hold_the_joiners_of_persian(tmp_path: Path) -> None:
    assert read_manifest(folder_with(tmp_path, LEAST.replace('"Banner"', '"می\u200cخواهم"'))).name == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "There is no table [plugin]."),
        ("plugin = 1", "There is no table [plugin]."),
        ("[plugin]\n", "[plugin] slug is missing."),
        ("[plugin", "plugin.toml is not valid TOML"),
        ("a = " + "[" * 5000, "plugin.toml is nested too deeply."),
        (b"\x00\xff\xfe\x80", "plugin.toml is no text in UTF-8"),
        ("#" * (MOST_BYTES + 1), f"at most {MOST_BYTES} are allowed"),
        (LEAST.replace('"1.0"', "1.0"), "[plugin] version is 1.0; it must be a text in quotes."),
        (LEAST.replace('"1.0"', '"newest"'), "[plugin] version is 'newest'; it must be a version"),
        (LEAST.replace('"Banner"', '" "'), "[plugin] name is ' '; it must be not empty."),
        (LEAST.replace('"Banner"', '"a\\nb"'), "one line without control characters"),
        (LEAST.replace('"Banner"', '"a\u202eb"'), "'a\\u202eb'; it must be one line without control characters"),
        (LEAST + 'licens = "MIT"', "[plugin] 'licens' is unknown; allowed are: slug, name,"),
        (LEAST + 'url = "javascript:alert(1)"', "it must be an address that begins with http"),
        (LEAST + 'settings_page = "//evil.example/"', "it must be an address below /admin/"),
        (LEAST + 'provides = ["magic"]', "provides names 'magic'; allowed are: models, blocks"),
        (LEAST + 'provides = "models"', "provides must be a list"),
        (LEAST + '[requires]\nsanad = "one"', "[requires] sanad is 'one'; it must be a range"),
        (LEAST + '[requires]\nphp = ">=8"', "[requires] 'php' is unknown; allowed are: sanad, python, plugins."),
        (LEAST + "[requires]\nplugins = 1", "plugins must be a table"),
        ('requires = "x"\n' + LEAST, "requires must be a table"),
        (LEAST + '[requires.plugins]\n"A B" = ">=1"', "[requires.plugins] names 'A B'"),
        (LEAST + '[requires.plugins]\nbanner = ">=1"', "[requires.plugins] names the plugin itself."),
        (LEAST + "[requires.plugins]\nother = 1", "[requires.plugins] 'other' is 1; it must be a range"),
        (LEAST.replace('"banner"', '"Banner"'), "2 to 40 small letters"),
        (LEAST.replace('"banner"', '"ban__ner"'), "with single _ between them"),
        (LEAST.replace('"banner"', '"banner_"'), "with single _ between them"),
        (LEAST.replace('"banner"', '"django"'), "no name that Sanad, Django or Wagtail uses"),
        (LEAST.replace('"banner"', '"class"'), "no word of the Python language"),
        (LEAST.replace('"banner"', '"other"'), "slug is 'other', but the folder is named 'banner'"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, content: str | bytes, told: str) -> None:
    assert told in problem(folder_with(tmp_path, content))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    assert len(problem(folder_with(tmp_path, "[plugin]\nauthor = 1\nx = 2\n")).splitlines()) == 5


def test_a_folder_without_a_manifest_says_so(tmp_path: Path) -> None:
    assert problem(tmp_path) == "There is no plugin.toml."


def test_a_manifest_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plugin.toml").symlink_to("/etc/hostname")
    assert "must be a plain file" in problem(tmp_path)


def test_a_manifest_that_is_a_pipe_does_not_keep_the_site_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plugin.toml")
    assert "must be a plain file" in problem(tmp_path)


@pytest.mark.parametrize("slug", ["ab", "a1", "old_news", "a_1_b", "a" * 40])
def test_a_plain_name_is_a_slug(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize("slug", ["a", "a" * 41, "1a", "_a", "a_", "a__b", "A", "a-b", "é" * 3, "ab\n"])
def test_what_could_be_mistaken_is_no_slug(slug: str) -> None:
    assert not is_slug(slug)


def test_no_app_of_the_site_lends_its_name() -> None:
    labels = {config.label for config in apps.get_app_configs() if not owner_of_module(config.name)}
    assert {label for label in labels if is_slug(label)} == set()


def test_no_package_of_the_site_lends_its_name() -> None:
    packages = {config.name.partition(".")[0] for config in apps.get_app_configs()} | {"sanad", "config"}
    assert {name for name in packages if is_slug(name)} == set()


def test_the_bundled_plugins_have_free_names() -> None:
    folder = Path(__file__).parents[2] / "plugins"
    assert {each.parent.name for each in folder.glob("*/plugin.toml") if not is_slug(each.parent.name)} == set()
