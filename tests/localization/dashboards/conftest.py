from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from accounts.models import User
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page


@pytest.fixture
def category(home: Any) -> CategoryPage:
    page: CategoryPage = add_page(home, CategoryPage, "Returns", slug="returns")
    return page


@pytest.fixture
def source(category: CategoryPage) -> ArticlePage:
    page: ArticlePage = add_page(category, ArticlePage, "Send it back", slug="send")
    return page


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def persian_editor(homes: dict[str, Any]) -> User:
    """Somebody who edits the Persian pages and no others."""
    group = Group.objects.create(name="Persian pages")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=homes["fa"], permission=change)
    user = User.objects.create_user("persian", "persian@example.org", "correct horse battery")
    user.groups.add(group)
    return user


@pytest.fixture
def rows() -> Callable[..., list[Any]]:
    """The rows of the matrix as its view made them."""

    def found(client: Client, name: str = "matrix", *args: Any, **parameters: Any) -> list[Any]:
        response = client.get(reverse(f"localization_admin:{name}", args=args), parameters)
        assert response.status_code == 200
        return list(response.context["object_list"])

    return found
