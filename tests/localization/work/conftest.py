from __future__ import annotations

import pytest

from tests.localization.work.cast import person, source, translation_of


@pytest.fixture
def translator(homes):
    return person("translator", "translators", first_name="Tara")


@pytest.fixture
def reviewer(homes):
    return person("reviewer", "reviewers", first_name="Reza")


@pytest.fixture
def lead(homes):
    return person("lead", "leads", first_name="Leila")


@pytest.fixture
def page(home):
    return source(home)


@pytest.fixture
def translation(page):
    return translation_of(page)
