"""A page to vote on, and browsers that answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

HTMX = {"HX-Request": "true"}


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns")


@pytest.fixture
def article(category):
    return add_page(category, ArticlePage, "Send it back")


def form_url(page: Any) -> str:
    return reverse("feedback:form", args=[page.pk])


def comment_url(page: Any) -> str:
    return reverse("feedback:comment", args=[page.pk])


def hidden(html: str, name: str) -> str:
    """The value of a hidden field of the form; "" where it is not there."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    return found.group(1) if found else ""


@dataclass
class Browser:
    """A reader's browser: reads the form, then answers it with what stood in it."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def read(self, page: Any, *, htmx: bool = True, **data: Any) -> str:
        response = self.client.get(form_url(page), data, headers=HTMX if htmx else {})
        assert response.status_code == 200
        return response.content.decode()

    def fields(self, page: Any) -> dict[str, str]:
        """What the form of this page sends, but for the answer."""
        html = self.read(page)
        return {name: hidden(html, name) for name in ("csrfmiddlewaretoken", "revision", "reader")}

    def send(self, page: Any, data: dict[str, str], *, htmx: bool = True, ip: str = "192.0.2.1") -> Any:
        return self.client.post(form_url(page), data, headers=HTMX if htmx else {}, REMOTE_ADDR=ip)

    def comment(self, page: Any, html: str = "", *, htmx: bool = True, ip: str = "192.0.2.1", **data: Any) -> Any:
        """Send what follows an answer: with the fields of the form in `html`, or of the one this reader gets now."""
        html = html or self.read(page, more="1")
        fields = {name: hidden(html, name) for name in ("csrfmiddlewaretoken", "revision", "token")}
        return self.client.post(comment_url(page), fields | data, headers=HTMX if htmx else {}, REMOTE_ADDR=ip)

    def answer(self, page: Any, answer: str, *, htmx: bool = True, ip: str = "192.0.2.1") -> Any:
        return self.send(page, {**self.fields(page), "answer": answer}, htmx=htmx, ip=ip)


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def signed_in() -> Callable[[Any], Browser]:
    def make(user: Any) -> Browser:
        browser = Browser()
        browser.client.force_login(user)
        return browser

    return make
