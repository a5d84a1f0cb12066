"""The interface is complete in Arabic, Persian and Indonesian, and its placeholders are those of the source."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ar", "fa", "id")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    missing = [entry.msgid for entry in catalogue(language) if not entry.obsolete and not entry.translated()]
    assert missing == []


@pytest.mark.parametrize(("language", "count"), [("ar", 6), ("fa", 2), ("id", 1)])
def test_every_number_has_all_forms_of_its_language(language: str, count: int) -> None:
    found = catalogue(language)
    assert f"nplurals={count};" in found.metadata["Plural-Forms"]
    wrong = [entry.msgid for entry in found if entry.msgid_plural and not entry.obsolete and len(entry.msgstr_plural) != count]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("plugins/*/locale/*/LC_MESSAGES/django.po")), ids=str)
def test_the_plugins_that_come_along_are_complete_too(path: Path) -> None:
    found = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    assert [entry.msgid for entry in found if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_fuzzy(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if entry.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    """A plural form may say the number in a word; it may never bring a placeholder of its own."""
    wrong = []
    for entry in catalogue(language):
        allowed = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            found = set(PLACEHOLDER.findall(text))
            if found - allowed or (text and not entry.msgid_plural and found != allowed):
                wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_persian_and_arabic_keep_their_own_letters(language: str) -> None:
    """Arabic yeh and kaf in Persian, or Persian ones in Arabic, look alike on screen and are not found by a search."""
    foreign = {"fa": "يك", "ar": "یک", "id": ""}[language]
    wrong = [entry.msgid for entry in catalogue(language) if any(letter in entry.msgstr for letter in foreign)]
    assert wrong == []


def test_the_catalogues_hold_every_string_of_the_code(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "site", tmp_path / "site", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "locale", tmp_path / "locale")
    command = [sys.executable, "manage.py", "makemessages", "-l", "ar", "--add-location=file", "--no-obsolete"]
    subprocess.run(command, cwd=tmp_path / "site", check=True, capture_output=True)
    fresh = polib.pofile(str(tmp_path / "locale/ar/LC_MESSAGES/django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue("ar")}
    assert [entry.msgid for entry in fresh if (entry.msgctxt, entry.msgid) not in known] == []
