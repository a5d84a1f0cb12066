"""New wiki pages that begin with a template."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from kb.models import CategoryPage
from tests.conftest import _user
from tests.factories import add_page
from wiki.models import PageTemplate, SpacePage, WikiPage
from wiki.starting.texts import starters

pytestmark = pytest.mark.django_db

NAMES = ["procedure", "escalation", "tone", "coverage", "onboarding", "meeting"]


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki", writers=Group.objects.filter(name="Leads"))


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


def begin(client, parent, **sent):
    return client.post(reverse("wiki_new_page", args=[parent.pk]), sent)


def choices(client, parent):
    return client.get(reverse("wiki_new_page", args=[parent.pk])).content.decode()


@pytest.mark.parametrize("language", ["en", "ar", "fa", "id"])
def test_the_same_templates_are_there_in_all_languages(language):
    found = starters(language)
    assert [each.name for each in found] == NAMES
    ours = {each.name: each for each in starters("en")}
    for each in found:
        kinds = [block["type"] for block in each.body()]
        assert kinds == [block["type"] for block in ours[each.name].body()]
        assert language == "en" or each.title != ours[each.name].title


@pytest.mark.parametrize("language", ["xx", "../en", "", "de"])
def test_a_language_without_templates_has_the_english_ones(language):
    assert starters(language) == starters("en")


@pytest.mark.parametrize("language", ["en", "ar", "fa", "id"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_made_of_a_template_opens_in_the_editor_and_reads_well(homes, lead, client, language, name):
    space = add_page(homes[language], SpacePage, "Wiki", slug="wiki", writers=Group.objects.filter(name="Leads"))
    client.force_login(lead)
    response = begin(client, space, title="", start=name)
    page = WikiPage.objects.child_of(space).get()
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(response.headers["Location"]).status_code == 200
    assert not page.live
    page.get_latest_revision().publish()
    shown = client.get(WikiPage.objects.get(pk=page.pk).link).content.decode()
    assert page.title in shown and "<h2" in shown


def test_who_may_write_finds_it_on_the_page(space, lead, client):
    client.force_login(lead)
    assert reverse("wiki_new_page", args=[space.pk]) in client.get(space.link).content.decode()


def test_any_wiki_page_can_be_made_a_template(space, lead, client):
    page = add_page(space, WikiPage, "Shift report", slug="shift", body=[{"type": "rich_text", "value": "<p>Calls:</p>"}])
    client.force_login(lead)
    client.post(reverse("wiki_template_switch", args=[page.pk]))
    assert "Shift report" in choices(client, space)
    begin(client, space, title="Monday", start=f"page-{page.pk}")
    made = WikiPage.objects.get(title="Monday")
    assert made.body.raw_data[0]["value"] == "<p>Calls:</p>"
    assert made.body.raw_data[0]["id"] != page.body.raw_data[0]["id"]


def test_it_is_offered_no_more_when_switched_again(space, lead, client):
    page = add_page(space, WikiPage, "Shift report", slug="shift")
    client.force_login(lead)
    for _time in range(2):
        client.post(reverse("wiki_template_switch", args=[page.pk]))
    assert "Shift report" not in choices(client, space)


def test_a_template_of_a_closed_space_is_offered_to_its_readers_alone(home, space, lead, client):
    closed = add_page(home, SpacePage, "Managers", slug="m", readers=Group.objects.filter(name="Managers"))
    page = add_page(closed, WikiPage, "Bonus plan", slug="bonus")
    PageTemplate.objects.create(page=page)
    client.force_login(lead)
    assert "Bonus plan" not in choices(client, space)
    assert begin(client, space, title="x", start=f"page-{page.pk}").status_code == 200
    assert not WikiPage.objects.filter(title="x").exists()


def test_an_unpublished_template_is_not_offered(space, lead, client):
    PageTemplate.objects.create(page=add_page(space, WikiPage, "Draft plan", slug="draft", live=False))
    client.force_login(lead)
    assert "Draft plan" not in choices(client, space)


def test_who_may_not_write_there_begins_nothing(space, client):
    client.force_login(_user("both", "Editors", "Agents"))
    assert begin(client, space, title="x", start="tone").status_code in (302, 403)
    assert not WikiPage.objects.filter(title="x").exists()


def test_a_page_outside_of_the_wiki_has_no_such_screen(home, editor, client):
    shelf = add_page(home, CategoryPage, "Returns", slug="returns")
    client.force_login(editor)
    assert begin(client, shelf, title="x", start="tone").status_code in (302, 403)


@pytest.mark.parametrize("sent", [{"start": "page-0"}, {"start": ""}, {"title": "x" * 300, "start": "tone"}, {}])
def test_what_makes_no_sense_is_asked_again(space, lead, client, sent):
    client.force_login(lead)
    assert begin(client, space, **sent).status_code == 200
    assert not WikiPage.objects.child_of(space).exists()


def test_a_title_of_signs_alone_gets_an_address(space, lead, client):
    client.force_login(lead)
    assert begin(client, space, title="؟؟؟ !!", start="empty").status_code == 302
    assert WikiPage.objects.child_of(space).get().slug
