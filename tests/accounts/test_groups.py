"""The groups and their rights."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page

from accounts import groups
from accounts.models import User
from accounts.permissions import grant_editor_permissions

pytestmark = pytest.mark.usefixtures("bare_site")


@pytest.fixture
def home() -> Page:
    """A tree beside the default one."""
    return Page.get_first_root_node().add_child(title="Help", slug="help")


def member_of(name: str) -> User:
    user = User.objects.create_user(name.lower(), f"{name}@naranj.example".lower())
    user.groups.add(Group.objects.get(name=name))
    return user


def names() -> set[str]:
    """The names of all groups but those that languages have for their teams."""
    return set(Group.objects.exclude(name__regex=" (translators|reviewers|leads)$").values_list("name", flat=True))


def test_there_are_seven_groups():
    assert names() == {
        "Agents",
        "Leads",
        "Managers",
        "Editors",
        "Translators",
        "Authors",
        "Reviewers",
    }


def test_constants_name_them():
    assert set(groups.ALL_GROUPS) == names()


@pytest.mark.parametrize("name", ["Agents", "Leads", "Managers", "Editors", "Translators", "Authors", "Reviewers"])
def test_editors_and_translators_work_in_the_admin_and_nobody_else(name):
    assert member_of(name).has_perm("wagtailadmin.access_admin") == (name in ("Editors", "Translators", "Authors", "Reviewers"))


def test_nobody_has_rights_on_all_pages():
    assert not GroupPagePermission.objects.exists()


def test_editors_run_the_tree(home):
    grant_editor_permissions(page=home)
    rights = home.permissions_for_user(member_of("Editors"))
    assert rights.can_edit()
    assert rights.can_publish()
    assert "add" in rights.permissions


def test_translators_change_and_do_not_publish(home):
    grant_editor_permissions(page=home)
    rights = home.permissions_for_user(member_of("Translators"))
    assert rights.can_edit()
    assert not rights.can_publish()


def test_rights_reach_the_pages_below(home):
    grant_editor_permissions(page=home)
    child = home.add_child(title="Returns", slug="returns")
    assert child.permissions_for_user(member_of("Editors")).can_publish()


def test_rights_end_at_the_tree(home):
    grant_editor_permissions(page=home)
    other = Page.get_first_root_node().add_child(title="Other", slug="other")
    assert not other.permissions_for_user(member_of("Editors")).can_edit()


def test_agents_get_no_rights_on_pages(home):
    grant_editor_permissions(page=home)
    assert not home.permissions_for_user(member_of("Agents")).can_edit()


def test_granting_twice_is_harmless(home):
    before = GroupPagePermission.objects.count()
    grant_editor_permissions(page=home)
    first = GroupPagePermission.objects.count()
    grant_editor_permissions(page=home)
    assert GroupPagePermission.objects.count() - before == first - before == 7
