"""What editors have on pages of the wiki: comments with mails, presence, nothing lost, attachments, moving and copying."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, PageSubscription

from content.models import HelpPage
from content.private_files.rules import is_private
from tests.conftest import _user
from tests.content.private_things import document
from tests.factories import add_page
from wiki.models import SpacePage, WikiAttachment, WikiPage

pytestmark = pytest.mark.django_db


def leads():
    return Group.objects.filter(name="Leads")


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki", writers=leads())


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone", slug="tone", body=[{"type": "rich_text", "value": "<p>Be kind.</p>"}])


@pytest.fixture
def writers(db):
    found = {}
    for name in ("first", "second"):
        client = Client()
        client.force_login(_user(name, "Leads"))
        found[name] = client
    return found


def form_of(page, **more):
    page = WikiPage.objects.get(pk=page.pk)
    lists = ["comments", *(relation.get_accessor_name() for relation in get_all_child_relations(WikiPage))]
    return {
        **{f"{name}-{each}": "0" for name in lists for each in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")},
        **{f"{name}-count": "0" for name in page.stream_names()},
        **{"title": page.title, "slug": page.slug, "audience": "2", "summary": ""},
        **more,
    }


def save(client, page, **more):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **more), follow=True)


def comment(text="Is this still so?"):
    one = {"comments-0-id": "", "comments-0-contentpath": "title", "comments-0-text": text, "comments-0-position": ""}
    one |= {"comments-0-resolved": "", "comments-0-deleted": ""}
    replies = {f"comments-0-replies-{each}": "0" for each in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {**one, **replies, "comments-TOTAL_FORMS": "1"}


def subscribe(page, name):
    from accounts.models import User

    PageSubscription.objects.create(page=page, user=User.objects.get(username=name), comment_notifications=True)


def test_a_passage_is_commented_and_those_who_watch_get_a_mail(page, writers):
    subscribe(page, "second")
    save(writers["first"], page, **comment())
    assert Comment.objects.get(page=page).text == "Is this still so?"
    assert [each.to for each in mail.outbox] == [["second@example.org"]]
    assert "Is this still so?" in mail.outbox[0].body


def test_who_may_not_read_the_page_any_more_gets_no_mail(page, writers):
    subscribe(page, "second")
    page_space = SpacePage.objects.get(pk=page.get_parent().pk)
    page_space.readers = page_space.writers = Group.objects.filter(name="Managers")
    page_space.save()
    manager = Client()
    manager.force_login(_user("manager", "Managers"))
    save(manager, page, **comment("A secret"))
    assert Comment.objects.filter(page=page).exists()
    assert mail.outbox == []


def test_moderators_of_the_public_side_get_no_mail_of_a_wiki_page(page, writers):
    for name in ("Moderators", "Reviewers", "Editors"):
        Group.objects.get_or_create(name=name)
        _user(f"is-{name}", name)
    save(writers["first"], page, **{"action-submit": "1", "title": "Changed"})
    assert [each.to for each in mail.outbox] == []


def test_writers_who_have_the_page_open_are_shown_to_one_another(page, writers):
    for client in writers.values():
        client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    session = EditingSession.objects.get(user__username="second")
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", page.pk, session.pk])
    assert [each["user"] for each in writers["second"].post(ping).json()["other_sessions"]] == ["first"]


def test_what_would_replace_unseen_work_is_kept_and_not_published(page, writers):
    revision = WikiPage.objects.get(pk=page.pk).latest_revision
    began_with = {"loaded_revision_id": str(revision.pk), "loaded_revision_created_at": revision.created_at.isoformat()}
    save(writers["first"], page, title="By the first", **began_with)
    shown = save(writers["second"], page, title="By the second", **{"action-publish": "1"}, **began_with).content.decode()
    assert WikiPage.objects.get(pk=page.pk).title == "Tone"
    titles = [each.as_object().title for each in page.revisions.order_by("created_at", "pk")]
    assert titles == ["Tone", "By the first", "By the second"]
    assert "is not published yet" in shown


@pytest.fixture
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def attach(page, file, title=""):
    page.attachments = [WikiAttachment(document=file, title=title, sort_order=0)]
    page.save_revision().publish()
    return type(file).objects.get(pk=file.pk)


def test_attachments_are_listed_on_the_page_and_private(folders, page, client, agent):
    file = attach(page, document(), "Limits of this year")
    assert is_private(file.collection_id)
    client.force_login(agent)
    shown = client.get(page.link).content.decode()
    assert "Limits of this year" in shown and file.url in shown
    assert client.get(file.url).status_code == 200


def test_an_attachment_is_for_readers_of_the_page_alone(folders, page, client, customer):
    file = attach(page, document())
    client.force_login(customer)
    assert client.get(file.url).status_code == 404
    client.logout()
    assert client.get(file.url).status_code == 302


def test_a_page_keeps_its_attachments_when_it_is_copied(folders, page, space):
    attach(page, document(), "Limits")
    copy = WikiPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "copy"})
    assert [each.title for each in copy.attachments.all()] == ["Limits"]


@pytest.fixture
def closed(home):
    managers = Group.objects.filter(name="Managers")
    return add_page(home, SpacePage, "Managers", slug="managers", readers=managers, writers=managers)


def listed(page, user):
    return HelpPage.objects.listable_to(user).filter(pk=page.pk).exists()


def test_a_page_that_is_moved_has_the_readers_of_its_new_space(page, closed, agent):
    WikiPage.objects.get(pk=page.pk).move(closed, pos="last-child")
    assert not listed(page, agent)
    assert listed(page, _user("manager", "Managers"))


def test_nobody_moves_a_page_into_a_space_they_may_not_write_in(page, closed, writers):
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, closed.pk])
    assert writers["first"].post(address).status_code in (302, 403, 404)
    assert WikiPage.objects.get(pk=page.pk).get_parent().pk != closed.pk


def test_its_files_follow_a_move_into_a_closed_space(folders, page, closed, agent, client):
    file = attach(page, document())
    client.force_login(agent)
    assert client.get(file.url).status_code == 200
    WikiPage.objects.get(pk=page.pk).move(closed, pos="last-child")
    assert type(file).objects.get(pk=file.pk).collection_id == SpacePage.objects.get(pk=closed.pk).collection_id
    assert client.get(type(file).objects.get(pk=file.pk).file.url).status_code == 404


def test_a_file_that_a_page_of_the_old_space_shows_stays_where_both_read_it(folders, space, page, closed, agent):
    file = document()
    other = add_page(space, WikiPage, "Other", slug="other")
    attach(page, file)
    attach(other, file)
    WikiPage.objects.get(pk=page.pk).move(closed, pos="last-child")
    assert type(file).objects.get(pk=file.pk).collection_id == SpacePage.objects.get(pk=space.pk).collection_id


def test_a_copy_has_the_readers_of_where_it_stands(page, closed, agent):
    copy = WikiPage.objects.get(pk=page.pk).copy(to=closed, update_attrs={"slug": "copy"})
    assert listed(page, agent) and not listed(copy, agent)


def test_a_copy_brings_no_files_out_of_a_closed_space(folders, space, closed, agent, client):
    page = add_page(closed, WikiPage, "Bonus", slug="bonus")
    file = attach(page, document())
    WikiPage.objects.get(pk=page.pk).copy(to=space, update_attrs={"slug": "copy"}, keep_live=True)
    client.force_login(agent)
    assert client.get(type(file).objects.get(pk=file.pk).file.url).status_code == 404


def test_a_policy_is_moved_with_its_exceptions(home, space, closed, agent):
    from wiki.models import PolicyExceptionPage, PolicyPage

    policy = add_page(space, PolicyPage, "Returns", slug="returns", rule="Thirty days.")
    exception = add_page(policy, PolicyExceptionPage, "Late", slug="late", condition="Late", grants="Credit")
    PolicyPage.objects.get(pk=policy.pk).move(closed, pos="last-child")
    assert not listed(exception, agent)
