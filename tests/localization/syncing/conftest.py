from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from wagtail.models import Locale

from kb.models import ArticlePage, CategoryPage
from localization.models import Translation
from tests.factories import add_page
from tests.localization.syncing.site import BODY, begun, published


@pytest.fixture(autouse=True)
def words_repeat_the_source(parrots: None) -> None:
    """What is tested here is not what translations say."""


@pytest.fixture
def persian(homes: Any) -> Locale:
    return Locale.objects.get(language_code="fa")


@pytest.fixture
def category(home: Any) -> CategoryPage:
    return add_page(home, CategoryPage, "Payments")


@pytest.fixture
def source(category: CategoryPage) -> ArticlePage:
    return add_page(category, ArticlePage, "Refunds", body=deepcopy(BODY))


@pytest.fixture
def translation(source: ArticlePage, persian: Locale) -> Translation:
    """Begun, nothing translated."""
    return begun(source, persian)


@pytest.fixture
def live(source: ArticlePage, category: CategoryPage, persian: Locale, superuser: Any) -> Translation:
    """Translated and published, and the category with it."""
    published(begun(category, persian), superuser)
    return published(begun(source, persian), superuser)
