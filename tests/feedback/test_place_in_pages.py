"""What stands in a cached page: a link for everybody, and nothing personal."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from tests.feedback.conftest import form_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(article) -> str:
    return render_to_string("feedback/slot.html", {"page": article})


def test_it_is_a_link_without_javascript(slot, article):
    assert f'href="{form_url(article)}?revision={article.live_revision_id}"' in slot


def test_it_is_replaced_with_htmx(slot, article):
    assert f'hx-get="{form_url(article)}?revision={article.live_revision_id}"' in slot


def test_it_holds_nothing_personal(slot):
    assert "csrf" not in slot and "reader" not in slot


def test_a_page_without_revisions_has_a_link_too(article):
    article.live_revision = None
    assert "?revision=0" in render_to_string("feedback/slot.html", {"page": article})
