"""A page that is read, and browsers that tell so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from activity import readers, recording
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def fresh_process():
    """What a process remembers of readers and salts must not reach the next test."""
    recording.forget_known()
    readers.forget_salts()
    recording._waiting.clear()
    yield
    recording.forget_known()
    readers.forget_salts()


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns")


@pytest.fixture
def article(category):
    return add_page(category, ArticlePage, "Send it back")


def tell(
    page_id: int, kind: str = "view", *, client: Client | None = None, ip: str = "192.0.2.1", agent: str = FIREFOX, **headers: str
) -> Any:
    """Send what a reader's browser sends."""
    fields: dict[str, Any] = {"REMOTE_ADDR": ip, "headers": {"User-Agent": agent, **headers}}
    return (client or Client(enforce_csrf_checks=True)).post(f"/activity/{kind}/{page_id}/", **fields)
