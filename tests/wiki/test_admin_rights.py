"""Rights on the tree do not open the wiki in the admin to those who may not read it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

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


def test_what_waits_for_approval_is_listed_to_those_who_may_read_it(page, client, superuser):
    waiting(page, superuser)
    shown = {}
    for name, groups in {"outside": ["Editors"], "inside": ["Editors", "Agents"]}.items():
        client.force_login(_user(name, *groups))
        shown[name] = "Tone of voice" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert shown == {"outside": False, "inside": True}


def waiting(page, user):
    task = GroupApprovalTask.objects.create(name="Editors")
    task.groups.set(Group.objects.filter(name="Editors"))
    workflow = Workflow.objects.create(name="Editors")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page.save_revision(user=user)
    workflow.start(page, user)


def pages_that_show(client, page):
    """The screens of the admin on which the title of a wiki page stands, or might."""
    space = page.get_parent()
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    addresses = {
        "the explorer": reverse("wagtailadmin_explore", args=[space.get_parent().pk]),
        "the explorer of the space": reverse("wagtailadmin_explore", args=[space.pk]),
        "search": reverse("wagtailadmin_pages:search") + "?q=Tone",
        "the editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "the draft": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "the site's history": reverse("wagtailadmin_reports:site_history"),
        "the report of ages": reverse("wagtailadmin_reports:aging_pages"),
        "versions": reverse("page_compare", args=[page.pk, "live", "latest"]),
        "checks": reverse("content_checks"),
        "the chooser": reverse("wagtailadmin_choose_page_child", args=[space.get_parent().pk]),
        "the chooser of the space": reverse("wagtailadmin_choose_page_child", args=[space.pk]),
        "the chooser's search": reverse("wagtailadmin_choose_page_search") + "?q=Tone",
        **{f"pages chosen by {name}": f"{chosen}?{urlencode({'id': id_})}" for name, id_ in _spellings(page.pk).items()},
        **{
            f"{action} of many": reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"
            for action in ("delete", "move", "publish", "unpublish")
        },
        "moving all of a space": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        + f"?id=all&childOf={space.pk}",
        "the report of page types": reverse("wagtailadmin_reports:page_types_usage"),
        "the form that has it translated": reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        "the admin's API": "/admin/api/main/pages/?limit=20",
    }
    titles = ("Tone of voice", "Zephyr corner")
    return [name for name, address in addresses.items() if any(each in _text(client.get(address)) for each in titles)]


def _spellings(pk):
    """An id as whole numbers may be written where Python reads them."""
    text = str(pk)
    arabic = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    return {
        "id": text,
        "a space and the id": f" {text}",
        "a plus and the id": f"+{text}",
        "0_id": f"0_{text}",
        "Arabic digits": arabic,
    }


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


def test_the_report_of_page_types_counts_none_of_it(page, client):
    client.force_login(_user("writer", "Editors"))
    assert "Wiki page" not in client.get(reverse("wagtailadmin_reports:page_types_usage")).content.decode()


def test_what_is_ticked_beside_a_closed_page_is_shown_alone(home, page, client):
    client.force_login(_user("writer", "Editors"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    text = client.get(f"{address}?id={page.pk}&id={home.pk}").content.decode()
    assert (home.title in text, "Tone of voice" in text) == (True, False)


def test_superusers_see_all_of_it(page, client, superuser):
    client.force_login(superuser)
    assert "the editor" in pages_that_show(client, page)


def test_other_pages_are_as_before(home, page, editor):
    assert home.permissions_for_user(editor).can_publish()
