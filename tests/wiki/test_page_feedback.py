"""What agents say of a wiki page lands in the inbox of readers' comments, for editors who may read the page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from feedback.inbox.selectors import comments_visible_to
from tests.factories import add_page
from tests.feedback.inbox.conftest import comment_on
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return add_page(add_page(home, SpacePage, "Zephyr space", slug="wiki"), WikiPage, "Zephyr page", slug="page")


def triaging(user):
    """Somebody who sees the inbox."""
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="feedback"))
    return type(user).objects.get(pk=user.pk)


def test_agents_are_asked_on_pages_of_the_wiki(page, client, agent):
    client.force_login(agent)
    assert f'hx-get="/feedback/{page.pk}/' in client.get(page.link).content.decode()


def test_they_are_asked_in_words_for_them(page, client, agent):
    client.force_login(agent)
    assert "This did not answer me" in client.get(f"/feedback/{page.pk}/", headers={"HX-Request": "true"}).content.decode()


def test_customers_cannot_say_anything_of_it(page, client, customer):
    client.force_login(customer)
    assert client.post(f"/feedback/{page.pk}/", {"answer": "no"}).status_code == 404


def test_an_editor_who_is_no_agent_does_not_see_it(page, editor):
    comment_on(page)
    assert not comments_visible_to(triaging(editor)).exists()


def test_an_editor_who_is_an_agent_does(page, editor):
    comment_on(page)
    editor.groups.add(Group.objects.get(name="Agents"))
    assert comments_visible_to(triaging(editor)).exists()


def test_one_who_is_not_of_the_groups_of_the_space_does_not(page, editor):
    comment_on(page)
    editor.groups.add(Group.objects.get(name="Agents"))
    space = SpacePage.objects.get()
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    assert not comments_visible_to(triaging(editor)).exists()
