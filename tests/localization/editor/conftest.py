from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from kb.models import ArticlePage
from localization.models import Kind, Translation, Unit
from tests.factories import add_page
from tests.localization.working import begun
from tests.wiki.policies import add_policy

BODY = [
    {
        "type": "rich_text",
        "id": "aa",
        "value": '<p>Open <a href="https://example.org/en/">your orders</a>.</p><p>Within 14 days.</p>',
    },
    {"type": "rich_text", "id": "bb", "value": "<p>Hello {name}, press <b>Return</b> now.</p>"},
]


def person(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def secret_policy(home: Any) -> Any:
    """A page that only agents may know of."""
    policy = add_policy(home)
    policy.title = policy.draft_title = "Secret of the wiki"
    policy.save_revision().publish()
    return policy


@pytest.fixture
def translator(db: Any) -> User:
    return person("mina", "Translators")


@pytest.fixture
def colleague(db: Any) -> User:
    return person("omid", "Translators")


@pytest.fixture
def article(home: Any) -> ArticlePage:
    return add_page(home, ArticlePage, "Send it back", body=json.dumps(BODY))


@pytest.fixture
def translation(article: ArticlePage) -> Translation:
    return begun(article, "fa")


class Desk:
    """A translator's browser without its screen."""

    def __init__(self, user: User, translation: Translation) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.translation = translation

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"localization_admin:{name}", args=[self.translation.pk, *args])

    def unit(self, part: str) -> Unit:
        """The text unit whose source has these words."""
        return self.translation.units.get(kind=Kind.TEXT, source__contains=part)

    def send(self, name: str, unit: Unit, **sent: Any) -> Any:
        return self.client.post(self.address(name, unit.pk), json.dumps(sent), content_type="application/json")

    def save(self, unit: Unit, text: str, *, version: int | None = None, done: bool = True) -> Any:
        return self.send("unit", unit, text=text, version=unit.version if version is None else version, done=done)


@pytest.fixture
def desk(translator: User, translation: Translation) -> Desk:
    return Desk(translator, translation)
