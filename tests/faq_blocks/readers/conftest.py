"""Questions, and readers who answer and open them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from activity import readers, recording
from tests.faq_blocks.library import add_question
from tests.feedback.conftest import HTMX, hidden

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def fresh_process():
    """What a process remembers of readers and salts must not reach the next test."""
    for _twice in range(2):
        recording.forget_known()
        readers.forget_salts()
        recording._waiting.clear()
        if not _twice:
            yield


@pytest.fixture
def question(home):
    question = add_question()
    question.refresh_from_db()
    return question


@dataclass
class Asker:
    """A reader's browser that votes on answers."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def read(self, question: Any, *, htmx: bool = True, **data: Any) -> str:
        response = self.client.get(address(question), data, headers=HTMX if htmx else {})
        assert response.status_code == 200
        return response.content.decode()

    def vote(self, question: Any, answer: str, *, htmx: bool = True, **data: str) -> Any:
        html = self.read(question)
        fields = {name: hidden(html, name) for name in ("csrfmiddlewaretoken", "revision", "reader")}
        sent = {**fields, "answer": answer, **data}
        return self.client.post(address(question), sent, headers=HTMX if htmx else {}, REMOTE_ADDR="192.0.2.1")

    def comment(self, question: Any, html: str = "", **data: Any) -> Any:
        html = html or self.read(question, more="1")
        fields = {name: hidden(html, name) for name in ("csrfmiddlewaretoken", "revision", "token")}
        return self.client.post(f"{address(question)}comment/", fields | data, headers=HTMX, REMOTE_ADDR="192.0.2.1")


def address(question: Any) -> str:
    return f"/feedback/question/{question.pk}/"


@pytest.fixture
def asker() -> Asker:
    return Asker()


def tell_opened(
    ids: str, *, client: Any = None, ip: str = "192.0.2.1", name: str = "question", headers: dict[str, str] | None = None
) -> Any:
    """Send what a browser sends when answers were opened."""
    sent: dict[str, Any] = {"REMOTE_ADDR": ip, "headers": {"User-Agent": FIREFOX, **(headers or {})}}
    chosen = client or Client(enforce_csrf_checks=True)
    return chosen.post(f"/activity/open/{name}/", ids, content_type="text/plain", **sent)
