"""Rights on the tree do not open the wiki in the admin to those who may not read it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.conftest import _user
from tests.factories import add_page
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db

WRITERS = ["Editors", "Authors", "Reviewers", "Translators"]


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Zephyr corner", slug="space")


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone of voice", slug="tone")


def pages_that_show(client, page):
    """The screens of the admin on which the title of a wiki page stands, or might."""
    space = page.get_parent()
    addresses = {
        "the explorer": reverse("wagtailadmin_explore", args=[space.get_parent().pk]),
        "the explorer of the space": reverse("wagtailadmin_explore", args=[space.pk]),
        "search": reverse("wagtailadmin_pages:search") + "?q=Tone",
        "the editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "the draft": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "the site's history": reverse("wagtailadmin_reports:site_history"),
        "the report of ages": reverse("wagtailadmin_reports:aging_pages"),
        "versions": reverse("kb_compare", args=[page.pk, "live", "latest"]),
        "checks": reverse("content_checks"),
        "the admin's API": "/admin/api/main/pages/?limit=20",
    }
    titles = ("Tone of voice", "Zephyr corner")
    return [name for name, address in addresses.items() if any(each in _text(client.get(address)) for each in titles)]


def _text(response) -> str:
    return response.content.decode() if response.status_code == 200 else ""


@pytest.mark.parametrize("group", WRITERS)
def test_who_is_no_agent_finds_nothing_of_the_wiki_in_the_admin(page, client, group):
    client.force_login(_user("writer", group))
    assert pages_that_show(client, page) == []


def test_an_editor_who_is_an_agent_works_in_the_wiki(page, client):
    user = _user("both", "Editors", "Agents")
    client.force_login(user)
    assert {"the explorer", "search", "the editor", "history"} <= set(pages_that_show(client, page))
    assert page.permissions_for_user(user).can_publish()


def test_a_space_for_one_group_is_closed_to_agents_of_others_in_the_admin_too(space, page, client):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    client.force_login(_user("both", "Editors", "Agents"))
    assert pages_that_show(client, WikiPage.objects.get(pk=page.pk)) == []


def test_superusers_see_all_of_it(page, client, superuser):
    client.force_login(superuser)
    assert "the editor" in pages_that_show(client, page)


def test_other_pages_are_as_before(home, page, editor):
    assert home.permissions_for_user(editor).can_publish()
