"""Exports and imports from the command line."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kb.models import ArticlePage, CategoryPage
from localization.models import Term, Translation
from localization.terms.writing import term_save
from tests.factories import add_page
from tests.localization.units_made import locale_of, translation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(home: Any) -> Translation:
    category = add_page(home, CategoryPage, "Orders", slug="orders")
    return translation_of(add_page(category, ArticlePage, "Returns", slug="returns"), "fa", {"Send it back": ""})


def called(name: str, *args: Any, **options: Any) -> str:
    out = StringIO()
    call_command(name, *map(str, args), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_language_goes_out_and_comes_in(made: Translation, tmp_path: Path) -> None:
    file = tmp_path / "fa.po"
    called("translations_export", file, format="po", language="fa")
    file.write_text(file.read_text("utf-8").replace('back"\nmsgstr ""', 'back"\nmsgstr "بازگشت"'), "utf-8")
    assert "dry run of 1" in called("translations_import", file, dry_run=True)
    assert made.units.get().text == ""
    assert "Written: 1" in called("translations_import", file)
    assert made.units.get().text == "بازگشت"


def test_a_broken_file_is_refused_with_its_line(made: Translation, tmp_path: Path) -> None:
    file = tmp_path / "fa.xlf"
    called("translations_export", file, format="xliff20", translation=made.pk)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(CommandError, match=r"Line \d+: "):
        called("translations_import", file)


def test_terms_go_out_and_come_in(homes: Any, tmp_path: Path) -> None:
    term_save(term=Term(source_locale=locale_of("en"), source="cart", locale=locale_of("fa"), targets="سبد"), user=None)
    called("translations_export", tmp_path / "t.csv", format="terms")
    Term.objects.all().delete()
    called("translations_import", tmp_path / "t.csv")
    assert Term.objects.get().targets == "سبد"


@pytest.mark.parametrize("options", [{}, {"job": 999}, {"language": "xx"}, {"format": "tmx"}])
def test_a_choice_that_holds_nothing_is_told(homes: Any, tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(CommandError):
        called("translations_export", tmp_path / "x", **options)


def test_a_file_that_is_not_there_is_told(homes: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        called("translations_import", tmp_path / "nothing.po")
