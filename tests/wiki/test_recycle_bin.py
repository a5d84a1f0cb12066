"""Deleted pages of the wiki: kept for a while, there for nobody, brought back with all they had."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.models import HelpPage
from content.visibility import visibility_problems
from home.models import HomePage
from kb.models import ArticlePage, CategoryPage
from tests.conftest import _user
from tests.content.private_things import document, picture
from tests.factories import add_page
from wiki.models import RecycledPage, SpacePage, WikiPage
from wiki.recycling.selectors import bin_of
from wiki.recycling.services import page_recycle, page_restore, recycled_purge

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki", writers=Group.objects.filter(name="Leads"))


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone of voice", slug="tone")


@pytest.fixture
def below(page):
    return add_page(page, WikiPage, "Angry customers", slug="angry")


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def delete(client, page, user):
    client.force_login(user)
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)


def restore(client, user, page):
    client.force_login(user)
    row = RecycledPage.objects.get(page_id=page.pk)
    return client.post(reverse("wiki_bin_restore", args=[row.pk]))


def titles(user):
    return [each.page.title for each in bin_of(fresh(user))]


def test_a_deleted_page_is_in_the_bin_and_opens_to_nobody(page, below, lead, client):
    delete(client, page, lead)
    assert titles(lead) == ["Tone of voice"]
    assert [client.get(each).status_code for each in ("/en/wiki/tone/", "/en/wiki/tone/angry/")] == [404, 404]
    assert not HelpPage.objects.listable_to(fresh(lead)).filter(pk__in=[page.pk, below.pk]).exists()


def test_who_deletes_is_told_where_it_is(page, lead, client):
    client.force_login(lead)
    assert "can be brought back" in client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert reverse("wiki_bin") in delete(client, page, lead).content.decode().partition("messages")[2]


def test_nor_does_it_open_by_the_address_it_has_in_the_bin(page, below, lead, superuser, client):
    delete(client, page, lead)
    for user in (lead, superuser):
        client.force_login(user)
        assert client.get(HelpPage.objects.get(pk=page.pk).link).status_code == 404
        assert client.get(HelpPage.objects.get(pk=below.pk).link).status_code == 404


def test_it_comes_back_to_its_place_with_all_below_it(space, page, below, lead, client):
    add_page(space, WikiPage, "Last", slug="last")
    delete(client, page, lead)
    restore(client, lead, page)
    assert [each.slug for each in space.get_children()] == ["tone", "last"]
    assert [client.get(each).status_code for each in ("/en/wiki/tone/", "/en/wiki/tone/angry/")] == [200, 200]
    assert visibility_problems() == []


def test_links_to_it_work_again(space, page, lead, client):
    body = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{page.pk}">tone</a></p>'}]
    other = add_page(space, WikiPage, "Other", slug="other", body=body)
    delete(client, page, lead)
    assert "/en/wiki/tone" not in client.get(other.link).content.decode()
    restore(client, lead, page)
    assert 'href="/en/wiki/tone/"' in client.get(other.link).content.decode()


def test_a_page_that_is_not_published_comes_back_unpublished(space, lead, client):
    draft = add_page(space, WikiPage, "Draft", slug="draft", live=False)
    delete(client, draft, lead)
    restore(client, lead, draft)
    assert not WikiPage.objects.get(pk=draft.pk).live


def test_the_address_is_free_meanwhile_and_the_page_gets_another_one(space, page, below, lead, client):
    delete(client, page, lead)
    add_page(space, WikiPage, "New tone", slug="tone")
    restore(client, lead, page)
    assert client.get("/en/wiki/tone-2/angry/").status_code == 200
    assert HelpPage.objects.get(pk=page.pk).slug == "tone-2"


def test_the_admin_shows_it_nowhere_but_in_the_bin(space, page, below, lead, superuser, client):
    delete(client, page, lead)
    for user in (lead, superuser):
        client.force_login(user)
        assert "Tone of voice" not in client.get(reverse("wagtailadmin_explore", args=[space.pk])).content.decode()
        assert "Angry customers" not in client.get(reverse("wagtailadmin_pages:search"), {"q": "Angry"}).content.decode()
        assert client.get(reverse("wagtailadmin_pages:edit", args=[below.pk])).status_code in (302, 403, 404)
        chooser = client.get(reverse("wagtailadmin_choose_page_child", args=[space.pk])).content.decode()
        assert "Tone of voice" not in chooser
        assert "Tone of voice" in client.get(reverse("wiki_bin")).content.decode()


def test_who_may_not_write_there_has_nothing_in_the_bin(page, lead, client):
    delete(client, page, lead)
    agent = _user("both", "Editors", "Agents")
    assert titles(agent) == []
    client.force_login(agent)
    row = RecycledPage.objects.get()
    assert client.post(reverse("wiki_bin_restore", args=[row.pk])).status_code == 404


def test_who_may_not_read_the_space_finds_nothing_of_it_in_the_bin(home, superuser, client):
    closed = add_page(home, SpacePage, "Managers", slug="m", readers=Group.objects.filter(name="Managers"))
    page = add_page(closed, WikiPage, "Bonus", slug="bonus")
    page_recycle(page=page, user=superuser)
    both = _user("both", "Editors", "Agents")
    client.force_login(both)
    assert "Bonus" not in client.get(reverse("wiki_bin")).content.decode()


def test_editors_who_are_no_agents_have_no_bin(page, lead, editor, client):
    delete(client, page, lead)
    client.force_login(editor)
    assert client.get(reverse("wiki_bin"), follow=False).status_code in (302, 403)


def test_what_lies_in_the_bin_below_a_deleted_page_waits_for_it(page, below, lead, client):
    delete(client, below, lead)
    delete(client, page, lead)
    assert titles(lead) == ["Tone of voice"]
    restore(client, lead, page)
    assert titles(lead) == ["Angry customers"]
    assert client.get("/en/wiki/tone/angry/").status_code == 404


def test_after_thirty_days_it_is_gone(page, below, lead, client):
    delete(client, page, lead)
    RecycledPage.objects.update(recycled_at=timezone.now() - timedelta(days=29))
    assert recycled_purge() == 0
    RecycledPage.objects.update(recycled_at=timezone.now() - timedelta(days=31))
    assert recycled_purge() == 1
    assert not Page.objects.filter(pk__in=[page.pk, below.pk]).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_purge_is_a_scheduled_job():
    from operations.jobs import all_jobs

    assert "wiki.recycle_bin" in {each.name for each in all_jobs()}


def test_pages_deleted_in_bulk_go_there_too(page, lead, client):
    client.force_login(lead)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{address}?id={page.pk}&next=/admin/", {})
    assert titles(lead) == ["Tone of voice"]


def test_a_public_page_is_deleted_for_good(home, editor, client):
    shelf = add_page(home, CategoryPage, "Returns", slug="returns")
    article = add_page(shelf, ArticlePage, "Gift", slug="gift")
    delete(client, article, editor)
    assert not Page.objects.filter(pk=article.pk).exists()


def test_a_space_goes_there_with_everything(space, page, superuser, client):
    delete(client, space, superuser)
    assert client.get("/en/wiki/tone/").status_code == 404
    restore(client, superuser, space)
    assert client.get("/en/wiki/tone/").status_code == 200


def test_a_move_of_what_stands_above_carries_it_along(home, space, page, below, lead, client):
    delete(client, below, lead)
    other = add_page(home, SpacePage, "Other", slug="other", writers=Group.objects.filter(name="Leads"))
    WikiPage.objects.get(pk=page.pk).move(other, pos="last-child")
    restore(client, lead, below)
    assert client.get("/en/other/tone/angry/").status_code == 200


def test_a_copy_of_what_stands_above_does_not_have_it(space, page, below, lead, client):
    delete(client, below, lead)
    copy = WikiPage.objects.get(pk=page.pk).copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    assert list(copy.get_children()) == []
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_version_published_meanwhile_does_not_bring_it_back(space, lead):
    draft = add_page(space, WikiPage, "Draft", slug="draft", live=False)
    page_recycle(page=draft, user=lead)
    WikiPage.objects.get(pk=draft.pk).latest_revision.publish()
    assert WikiPage.objects.get(pk=draft.pk).live
    assert not HelpPage.objects.listable_to(fresh(lead)).filter(pk=draft.pk).exists()


def test_deleting_twice_keeps_one_entry(page, lead):
    assert page_recycle(page=page, user=lead) == page_recycle(page=page, user=lead)


def test_deleting_and_bringing_back_are_in_the_history(page, lead, client):
    from wagtail.models import PageLogEntry

    delete(client, page, lead)
    restore(client, lead, page)
    assert list(
        PageLogEntry.objects.filter(page=page.pk, action__startswith="wiki.").values_list("action", flat=True).order_by("pk")
    ) == [
        "wiki.recycle",
        "wiki.restore",
    ]


def test_who_deleted_may_be_gone(page, lead, superuser, client):
    delete(client, page, lead)
    lead.delete()
    assert [each.by for each in bin_of(superuser)] == [""]


def test_an_alias_of_it_is_closed_as_well(homes, home, space, page, lead, client):
    from wagtail.actions.copy_for_translation import CopyPageForTranslationAction

    ar = homes["ar"]
    CopyPageForTranslationAction(space, ar.locale, alias=True).execute(skip_permission_checks=True)
    alias = CopyPageForTranslationAction(page, ar.locale, alias=True).execute(skip_permission_checks=True)
    client.force_login(lead)
    link = HelpPage.objects.get(pk=alias.pk).link
    assert client.get(link).status_code == 200
    delete(client, page, lead)
    assert client.get(link).status_code == 404


def test_a_home_page_is_no_page_of_the_bin(home, superuser):
    from wiki.recycling.services import deleted_keep

    assert not deleted_keep(HomePage.objects.get(pk=home.pk), superuser)


def test_restoring_twice_says_that_there_is_nothing(page, lead, client):
    delete(client, page, lead)
    row = RecycledPage.objects.get()
    page_restore(row=row, user=lead)
    client.force_login(lead)
    assert client.post(reverse("wiki_bin_restore", args=[row.pk or 1])).status_code == 404


@pytest.fixture
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def shows(shown):
    return [{"type": "image", "value": {"image": shown.pk, "alt": "A map", "caption": ""}}]


def address_of(thing):
    return type(thing).objects.get(pk=thing.pk).file.url


def test_its_files_are_for_nobody_meanwhile_and_back_with_it(folders, space, lead, client):
    shown = picture()
    page = add_page(space, WikiPage, "Map", slug="map", body=shows(shown))
    client.force_login(lead)
    assert client.get(address_of(shown)).status_code == 200
    delete(client, page, lead)
    assert client.get(address_of(shown)).status_code == 404
    restore(client, lead, page)
    assert client.get(address_of(shown)).status_code == 200
    assert type(shown).objects.get(pk=shown.pk).collection_id == SpacePage.objects.get(pk=space.pk).collection_id


def test_a_file_that_another_page_shows_stays(folders, space, lead, client):
    shown = picture()
    page = add_page(space, WikiPage, "Map", slug="map", body=shows(shown))
    add_page(space, WikiPage, "Second", slug="second", body=shows(shown))
    delete(client, page, lead)
    assert client.get(address_of(shown)).status_code == 200


def test_its_files_are_gone_with_it(folders, space, lead, client):
    shown = picture()
    page = add_page(space, WikiPage, "Map", slug="map", body=shows(shown))
    delete(client, page, lead)
    RecycledPage.objects.update(recycled_at=timezone.now() - timedelta(days=31))
    recycled_purge()
    assert not type(shown).objects.filter(pk=shown.pk).exists()


def test_a_file_of_a_space_that_no_page_shows_goes_with_the_space(folders, space, superuser, lead, client):
    file = document(SpacePage.objects.get(pk=space.pk).collection)
    delete(client, space, superuser)
    client.force_login(lead)
    assert client.get(address_of(file)).status_code == 404
    restore(client, superuser, space)
    client.force_login(lead)
    assert client.get(address_of(file)).status_code == 200
