"""A shelf to write on, somebody who edits one of two, and a site elsewhere."""

from __future__ import annotations

from functools import partial

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from accounts.models import User
from content.web import inner_hosts, web_request
from kb.links import checking, outside
from kb.models import CategoryPage
from tests.factories import add_page
from tests.kb.mend.helpers import site_elsewhere


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture(autouse=True)
def nobody_was_asked():
    """What a process remembers of hosts must not reach the next test."""
    checking._asked.clear()


@pytest.fixture
def elsewhere(monkeypatch):
    """This machine may be asked, for it plays the part of another one."""
    monkeypatch.setattr(outside, "web_request", partial(web_request, allowed=inner_hosts("127.0.0.1")))
    monkeypatch.setattr(checking, "PAUSE", 0)
    with site_elsewhere() as site:
        yield site


@pytest.fixture
def shelves(home):
    return [add_page(home, CategoryPage, name) for name in ("Own", "Foreign")]


@pytest.fixture
def local_editor(shelves):
    """Somebody who edits one category and nothing else."""
    group = Group.objects.create(name="Local")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=shelves[0], permission=change)
    user = User.objects.create_user("local", "local@example.org", "correct horse battery")
    user.groups.add(group)
    return user
