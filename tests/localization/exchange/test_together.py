"""What the editor and new drafts get from memory and terms."""

from __future__ import annotations

from typing import Any

import pytest

from kb.models import ArticlePage, CategoryPage
from localization.creating import translations_create
from localization.editor.registry import pairs_with, suggestions_for, terms_of
from localization.memory import filling, finding
from localization.memory.remembering import translation_remember
from localization.models import Origin, Term, Translation
from localization.terms.writing import term_save
from localization.units import unit_write
from tests.conftest import _user
from tests.factories import add_page
from tests.localization.units_made import locale_of, translation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home: Any) -> Any:
    return add_page(home, CategoryPage, "Orders", slug="orders")


@pytest.fixture
def known(category: Any) -> Translation:
    page = add_page(category, ArticlePage, "Returns", slug="returns")
    made = translation_of(page, "fa", {"How to pay": "چگونه بپردازید", "Open your account": "حساب خود را باز کنید"})
    translation_remember(made)
    return made


def new_draft(category: Any) -> Translation:
    page = add_page(category, ArticlePage, "How to pay", slug="pay", summary="Open your accounts")
    translations_create(sources=[page], locale=locale_of("fa"), user=None)
    return Translation.objects.get(translation_key=page.translation_key)


@pytest.mark.parametrize("needs_edit", [True, False])
def test_a_new_draft_begins_with_what_the_memory_knows(category: Any, known: Any, settings: Any, needs_edit: bool) -> None:
    settings.SANAD_MEMORY_NEEDS_EDIT = needs_edit
    title = new_draft(category).units.get(path="title")
    assert (title.text, title.origin, title.needs_edit) == ("چگونه بپردازید", Origin.MEMORY, needs_edit)


def test_the_editor_gets_suggestions_terms_and_pairs(category: Any, known: Any) -> None:
    term = Term(source_locale=locale_of("en"), source="account", locale=locale_of("fa"), targets="حساب")
    term_save(term=term, user=None)
    unit = new_draft(category).units.select_related("translation").get(path="summary")
    (suggestion,) = suggestions_for(unit)
    assert (suggestion.text, suggestion.origin) == ("حساب خود را باز کنید", Origin.MEMORY)
    assert 90 <= suggestion.match < 100
    (hit,) = terms_of(unit.source, locale_of("en"), locale_of("fa"))
    assert (hit.target, unit.source[hit.start : hit.end]) == ("حساب", "accounts")
    (pair,) = pairs_with("account", locale_of("en"), locale_of("fa"), _user("boss", "Managers"))
    assert (pair.text, pair.place) == ("حساب خود را باز کنید", "Returns")
    assert str(known.pk) in pair.url


def test_a_text_typed_while_the_memory_is_asked_is_left_alone(category: Any, known: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = translation_of(add_page(category, ArticlePage, "Costs", slug="costs"), "fa", {"How to pay": ""})
    asked = finding.exact_matches

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        unit_write(unit=made.units.get(), text="روش پرداخت", user=None)
        return asked(*args, **kwargs)

    monkeypatch.setattr(filling, "exact_matches", meanwhile)
    assert filling.units_fill([made], user=None) == 0
    unit = made.units.get()
    assert (unit.text, unit.origin, unit.versions.count()) == ("روش پرداخت", Origin.HUMAN, 0)
