"""Pictures and documents of wiki pages are private, whoever uploaded them and wherever."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.permissions import policy_registry

from content.checks import findings_of
from content.private_files.rules import closed_collections
from importing.hooks import import_finished
from kb.models import ArticlePage, CategoryPage
from tests.conftest import _user
from tests.content.private_things import collection, document, picture
from tests.factories import add_page
from wiki.models import PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Refunds team", slug="wiki")


def shows(shown):
    return [{"type": "image", "value": {"image": shown.pk, "alt": "A map", "caption": ""}}]


def now(thing):
    return type(thing).objects.select_related("collection").get(pk=thing.pk)


def test_a_space_has_a_collection_of_its_name(space):
    assert Collection.objects.get(pk=space.collection_id).name == "Refunds team"


def test_all_collections_of_the_wiki_stand_below_one(space, home):
    other = add_page(home, SpacePage, "Legal", slug="legal")
    assert other.collection.get_parent() == Collection.objects.get(pk=space.collection_id).get_parent()


def test_a_new_space_of_the_same_name_takes_nobodys_collection(space, home):
    collection("Wiki", groups=None)
    assert add_page(home, SpacePage, "Refunds team", slug="two").collection_id != space.collection_id


@pytest.mark.parametrize(("group", "closed"), [("Agents", False), ("Managers", False), ("Editors", True), ("", True)])
def test_it_is_open_to_agents_alone(space, group, closed):
    user = _user("somebody", *filter(None, [group]))
    assert closed_collections(user).filter(pk=space.collection_id).exists() is closed


def test_it_follows_the_readers_of_the_space(space, agent):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    assert closed_collections(agent).filter(pk=space.collection_id).exists()


def test_a_picture_of_a_wiki_page_becomes_private(space):
    shown = picture()
    add_page(space, WikiPage, "Map", body=shows(shown))
    assert now(shown).file.url.startswith("/private/")


def test_so_does_one_of_a_draft(space):
    shown = picture()
    add_page(space, WikiPage, "Map", body=shows(shown), live=False)
    assert now(shown).collection_id == space.collection_id


def test_so_does_a_document_that_a_policy_links_in_its_text(space):
    file = document()
    body = [{"type": "rich_text", "value": f'<p><a linktype="document" id="{file.pk}">the table</a></p>'}]
    add_page(space, PolicyPage, "Limits", rule="Ask.", body=body)
    assert now(file).url.startswith("/private/")


def test_a_picture_that_the_public_side_shows_stays_there(space, home):
    shown = picture()
    add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Public", body=shows(shown))
    add_page(space, WikiPage, "Map", body=shows(shown))
    assert now(shown).file.url.startswith("/media/")


def test_editors_are_told_of_files_of_a_wiki_page_that_are_open(space, home):
    shown = picture()
    add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Public", body=shows(shown))
    page = add_page(space, WikiPage, "Map", body=shows(shown))
    assert [each.check for each in findings_of(page, only="files")] == ["files"]


def test_editors_are_told_of_private_files_on_a_public_page_and_not_of_their_names(space, home):
    shown = picture(Collection.objects.get(pk=space.collection_id))
    page = add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Public", body=shows(shown))
    found = findings_of(page, only="files")
    assert len(found) == 1 and "Zephyr" not in found[0].text


def test_agents_see_the_picture_on_the_page_and_get_it(space, client, agent):
    add_page(space, WikiPage, "Map", slug="map", body=shows(picture()))
    client.force_login(agent)
    text = client.get("/en/wiki/map/").content.decode()
    address = text.partition('src="/private/')[2].partition('"')[0]
    assert client.get(f"/private/{address}").status_code == 200


def test_writers_of_a_space_upload_there(space):
    space.writers = [Group.objects.get(name="Leads")]
    space.save()
    from wagtail.images import get_image_model

    policy = policy_registry.get_by_type(get_image_model())
    found = policy.collections_user_has_permission_for(_user("lead", "Leads"), "add")
    assert [each.pk for each in found] == [space.collection_id]


def test_rights_on_files_end_with_the_group(space):
    for writers in ([Group.objects.get(name="Leads")], []):
        space.writers = writers
        space.save()
    assert not GroupCollectionPermission.objects.filter(collection_id=space.collection_id).exists()


def test_the_command_makes_what_is_there_already_private(space):
    shown = picture()
    page = add_page(space, WikiPage, "Map")
    WikiPage.objects.filter(pk=page.pk).update(body=shows(shown))
    call_command("wiki_files")
    assert now(shown).file.url.startswith("/private/")


@pytest.mark.parametrize("group", ["Editors", "Authors"])
def test_the_usage_of_an_open_picture_does_not_name_the_wiki_page_that_shows_it(space, home, client, group):
    shown, file = picture(), document()
    link = {"type": "rich_text", "value": f'<p><a linktype="document" id="{file.pk}">the table</a></p>'}
    add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Public", body=[*shows(shown), link])
    add_page(space, WikiPage, "Zephyr page", body=[*shows(shown), link])
    client.force_login(_user("writer", group))
    addresses = [
        reverse("wagtailimages:image_usage", args=[shown.pk]),
        reverse("wagtaildocs:document_usage", args=[file.pk]),
        reverse("wagtailimages:edit", args=[shown.pk]),
        reverse("wagtailimages:delete", args=[shown.pk]),
    ]
    assert "Zephyr page" not in "".join(client.get(each).content.decode() for each in addresses)


def test_publishing_an_old_version_of_a_space_keeps_its_collection(home):
    space = add_page(home, SpacePage, "Refunds team")
    old = space.get_latest_revision()
    old.content["collection"] = None
    old.save()
    old.publish()
    assert SpacePage.objects.get(pk=space.pk).collection_id == space.collection_id


def test_imported_spaces_have_a_collection_too(space):
    SpacePage.objects.update(collection=None)
    nothing: Any = None
    import_finished(collection="demo", report=nothing)
    assert SpacePage.objects.get(pk=space.pk).collection_id is not None
