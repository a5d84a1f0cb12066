"""Catalogues are compiled without gettext, and only when they changed."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from script.lib.compile_messages import compile_all

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n"

msgid "Search"
msgstr "بحث"

#, fuzzy
msgid "Refund"
msgstr "تخمين"

msgid "%(count)s vote"
msgid_plural "%(count)s votes"
msgstr[0] "لا أصوات"
msgstr[1] "صوت واحد"
msgstr[2] "صوتان"
msgstr[3] "%(count)s أصوات"
msgstr[4] "%(count)s صوتًا"
msgstr[5] "%(count)s صوت"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE, encoding="utf-8")
    return file


def compiled(source: Path) -> gettext.GNUTranslations:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_a_compiled_message_is_found(tmp_path: Path, source: Path) -> None:
    compile_all(tmp_path)
    assert compiled(source).gettext("Search") == "بحث"


@pytest.mark.parametrize(("number", "words"), [(0, "لا أصوات"), (2, "صوتان"), (7, "%(count)s أصوات"), (100, "%(count)s صوت")])
def test_each_arabic_plural_is_found(tmp_path: Path, source: Path, number: int, words: str) -> None:
    compile_all(tmp_path)
    assert compiled(source).ngettext("%(count)s vote", "%(count)s votes", number) == words


def test_a_guess_is_not_shown_to_readers(tmp_path: Path, source: Path) -> None:
    compile_all(tmp_path)
    assert compiled(source).gettext("Refund") == "Refund"


def test_an_unchanged_catalogue_is_not_compiled_again(tmp_path: Path, source: Path) -> None:
    assert compile_all(tmp_path) == 1
    assert compile_all(tmp_path) == 0


def test_a_changed_catalogue_is_compiled_again(tmp_path: Path, source: Path) -> None:
    compile_all(tmp_path)
    later = source.with_suffix(".mo").stat().st_mtime + 10
    source.write_text(CATALOGUE.replace("بحث", "ابحث"), encoding="utf-8")
    os.utime(source, (later, later))
    compile_all(tmp_path)
    assert compiled(source).gettext("Search") == "ابحث"


def test_a_broken_catalogue_is_named(tmp_path: Path, source: Path) -> None:
    source.write_text('msgid "Search\nmsgstr')
    with pytest.raises(ValueError, match=r"locale/ar/LC_MESSAGES/django\.po"):
        compile_all(tmp_path)


@pytest.mark.parametrize("place", ["site/kb/locale/fa/LC_MESSAGES", "plugins/greeting/locale/id/LC_MESSAGES"])
def test_rooms_and_plugins_may_bring_catalogues(tmp_path: Path, place: str) -> None:
    file = tmp_path / place / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE, encoding="utf-8")
    assert compile_all(tmp_path) == 1
