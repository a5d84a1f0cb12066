"""Whoever writes words holds the translation before its units, so that no two wait for each other, and none counts too little."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from kb.models import ArticlePage, CategoryPage
from localization.counting import counts_refresh
from localization.exchange.exporting import export_open
from localization.exchange.formats import FORMATS
from localization.exchange.importing import file_import
from localization.models import Translation
from localization.units import Text, unit_draft, unit_write, units_write
from tests.factories import add_page
from tests.localization.units_made import translation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(home: Any) -> Translation:
    article = add_page(add_page(home, CategoryPage, "Orders"), ArticlePage, "Returns")
    return translation_of(article, "fa", {"Send it back": "", "Within 30 days": ""})


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models of the rows that are held, in their order."""
    models: list[str] = []
    real = QuerySet.select_for_update

    def noted(rows: QuerySet[Any], *args: Any, **kwargs: Any) -> QuerySet[Any]:
        models.append(rows.model.__name__)
        return real(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    return models


@pytest.mark.parametrize("write", [unit_write, unit_draft])
def test_a_unit_is_held_after_its_translation(made: Translation, superuser: Any, held: list[str], write: Any) -> None:
    write(unit=made.units.first(), text="بازفرستادن", user=superuser)
    assert held[:2] == ["Translation", "Unit"]


def test_many_units_are_held_after_their_translations(made: Translation, held: list[str]) -> None:
    units_write(texts=[Text(unit, "fa") for unit in made.units.all()], user=None)
    assert held[:2] == ["Translation", "Unit"]


def test_a_file_holds_translations_first(made: Translation, held: list[str]) -> None:
    file, _name = export_open([made], FORMATS["xliff12"])
    with file:
        file_import(file.read(), "xliff12", user=None)
    assert held[:2] == ["Translation", "Unit"]


def test_whoever_counts_holds_the_translation(made: Translation, held: list[str]) -> None:
    counts_refresh([made.pk])
    assert held == ["Translation"]
