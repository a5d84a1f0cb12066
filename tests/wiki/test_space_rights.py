"""Who writes and who approves in a space, and who does not, whatever rights they have above it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from content.audiences import Audience
from content.models import HelpPage
from tests.conftest import _user
from tests.factories import add_page
from wiki.models import SpacePage, WikiPage
from wiki.rights import may_approve

pytestmark = pytest.mark.django_db


def groups(*names):
    return list(Group.objects.filter(name__in=names))


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Escalations", slug="space", writers=groups("Leads"), approvers=groups("Managers"))


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Who to call", slug="call")


def rights(page, user):
    tester = WikiPage.objects.get(pk=page.pk).permissions_for_user(user)
    names = ("can_edit", "can_publish_subpage", "can_add_subpage", "can_delete", "can_lock", "can_unpublish", "can_move")
    return {name for name in names if getattr(tester, name)()}


def test_an_editor_of_the_public_side_reads_but_does_not_write_where_other_groups_do(page):
    assert rights(page, _user("both", "Editors", "Agents")) == set()


def test_writers_write_without_rights_on_the_tree_above(page):
    assert {"can_edit", "can_add_subpage"} <= rights(page, _user("lead", "Leads"))


def test_writers_do_not_publish_where_others_approve(page):
    assert "can_publish_subpage" not in rights(page, _user("lead", "Leads"))


def test_writers_who_are_editors_do_not_publish_there_either(page):
    assert "can_publish_subpage" not in rights(page, _user("lead", "Leads", "Editors"))


def test_approvers_publish(page):
    assert {"can_edit", "can_publish_subpage"} <= rights(page, _user("manager", "Managers"))


def test_without_approvers_writers_publish(home):
    space = add_page(home, SpacePage, "Team", writers=groups("Leads"))
    assert "can_publish_subpage" in rights(add_page(space, WikiPage, "Page"), _user("lead", "Leads"))


def test_without_groups_rights_are_those_of_the_tree(home):
    space = add_page(home, SpacePage, "Open")
    assert {"can_edit", "can_publish_subpage"} <= rights(add_page(space, WikiPage, "Page"), _user("both", "Editors", "Agents"))


def test_rights_end_with_the_group(space, page):
    space.writers = groups("Agents")
    space.save()
    assert rights(page, _user("lead", "Leads")) == set()


def test_writers_of_a_space_have_no_rights_outside_of_it(page, home):
    assert not home.permissions_for_user(_user("lead", "Leads")).can_edit()


def test_who_writes_in_a_group_that_may_not_read_does_not_get_in(space, page):
    space.readers = groups("Managers")
    space.save()
    assert rights(page, _user("lead", "Leads")) == set()


def test_publishing_is_refused_whichever_way_it_takes(page):
    user = _user("lead", "Leads")
    with pytest.raises(PublishPagePermissionError):
        page.save_revision(user=user).publish(user=user)


def test_superusers_do_everything(page, superuser):
    assert {"can_edit", "can_publish_subpage"} <= rights(page, superuser)


def test_lists_of_pages_to_edit_leave_them_out(page):
    policy = policy_registry.get_by_type(HelpPage)
    found = policy.instances_user_has_any_permission_for(_user("both", "Editors", "Agents"), {"change"})
    assert not found.filter(pk=page.pk).exists()


@pytest.mark.parametrize("name", ["edit", "add_subpage", "delete", "unpublish", "move", "copy", "history"])
def test_screens_that_change_a_page_are_refused(page, client, name):
    client.force_login(_user("both", "Editors", "Agents"))
    address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
    assert client.get(address).status_code in {302, 403}


def test_nothing_is_moved_into_such_a_space(home, space):
    open_space = add_page(home, SpacePage, "Open")
    moved = add_page(open_space, WikiPage, "Carried in")
    assert not moved.permissions_for_user(_user("both", "Editors", "Agents")).can_move_to(space)


def test_writers_get_into_the_editor(page, client):
    client.force_login(_user("lead", "Leads"))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("field", ["readers", "writers", "approvers"])
def test_the_only_group_of_a_space_stays(home, field):
    group = Group.objects.create(name="Night shift")
    fields: dict[str, Any] = {field: [group]}
    add_page(home, SpacePage, "Night", **fields)
    with pytest.raises(ProtectedError):
        group.delete()


def test_approving_goes_by_the_groups_of_the_space(page):
    found = {name: may_approve(page=page, user=_user(name.lower(), name, "Agents")) for name in ("Leads", "Managers", "Editors")}
    assert found == {"Leads": False, "Managers": True, "Editors": False}


def test_rights_are_rows_of_the_space_alone(space):
    assert set(GroupPagePermission.objects.filter(page=space).values_list("group__name", flat=True)) == {"Leads", "Managers"}


def test_the_form_of_a_space_offers_no_audience_but_agents(home, client, superuser):
    space = add_page(home, SpacePage, "Space", slug="space")
    client.force_login(superuser)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[space.pk])).context["form"]
    assert [int(value) for value, _label in form["audience"].field.choices if value != ""] == [Audience.AGENT]
    assert int(form["audience"].value()) == Audience.AGENT
