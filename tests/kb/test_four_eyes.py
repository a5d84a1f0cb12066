"""Where a category asks for four eyes, nobody publishes what they wrote, whichever way they try."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import TaskState, Workflow

from kb.models import ArticlePage, CategoryPage, ReviewTask
from kb.review.four_eyes import authors_of_changes
from tests.conftest import _user
from tests.factories import add_page
from tests.kb.editing import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Returns", slug="returns", four_eyes="yes")


@pytest.fixture
def article(shelf):
    return add_page(shelf, ArticlePage, "Send it back", slug="send")


@pytest.fixture
def writer(db):
    return _user("writer", "Editors")


@pytest.fixture
def other(db):
    return _user("other", "Editors")


@pytest.fixture
def reviewer(db):
    return _user("reviewer", "Reviewers")


def changed(article, user, title="Changed"):
    page = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    page.title = title
    return page.save_revision(user=user)


def live_title(article):
    return ArticlePage.objects.values_list("title", flat=True).get(pk=article.pk)


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_nearest_category_that_says_anything_decides(shelf, writer):
    inner = add_page(shelf, CategoryPage, "Free", slug="free", four_eyes="no")
    article = add_page(add_page(inner, CategoryPage, "Deep", slug="deep"), ArticlePage, "Deep", slug="deep")
    changed(article, writer).publish(user=writer)
    assert live_title(article) == "Changed"


def test_the_publish_button_keeps_the_changes_as_a_draft_and_says_why(article, writer):
    changed(article, _user("third", "Editors"), title="From somebody else")  # so that there is a button
    response = browser(writer).post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]), form_of(article, **{"action-publish": "1"}), follow=True
    )
    assert live_title(article) == "Send it back"
    assert ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().title == "Changed"
    assert "somebody else has to approve them" in response.content.decode()


def test_there_is_no_publish_button_for_who_wrote_it(article, writer):
    changed(article, writer)
    assert not article.permissions_for_user(writer).can_publish()


def test_who_did_not_write_it_may_publish(article, writer, other):
    changed(article, writer)
    article.refresh_from_db()
    assert article.permissions_for_user(other).can_publish()
    article.get_latest_revision().publish(user=other)
    assert live_title(article) == "Changed"


def test_who_wrote_only_a_part_may_not_publish_the_whole(article, writer, other):
    changed(article, writer, "First")
    changed(article, other, "Second")
    for user in (writer, other):
        with pytest.raises(PublishPagePermissionError):
            article.get_latest_revision().publish(user=user)


def test_saving_again_without_a_change_makes_nobody_an_author(article, writer, other):
    changed(article, writer)
    changed(article, other)  # the same title
    assert authors_of_changes(article.pk) == {writer.pk}


def test_writing_over_what_is_live_does_not_hide_an_author(article, writer, other):
    revision = changed(article, writer)
    revision.publish(user=other)
    page = ArticlePage.objects.get(pk=article.pk)
    page.title = "Sneaked in"
    page.save_revision(user=writer, overwrite_revision=page.get_latest_revision())
    assert authors_of_changes(article.pk) == {writer.pk}


def test_bulk_publishing_leaves_it_out(article, writer):
    changed(article, writer)
    browser(writer).post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={article.pk}")
    assert live_title(article) == "Send it back"


def test_bulk_publishing_a_category_leaves_own_drafts_below_out(shelf, writer):
    draft = add_page(shelf, ArticlePage, "Draft", slug="draft", live=False)
    changed(draft, writer)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={shelf.pk}"
    browser(writer).post(address, {"include_descendants": "on"})
    assert not ArticlePage.objects.get(pk=draft.pk).live


def test_the_admins_api_refuses(article, writer):
    changed(article, writer)
    response = browser(writer).post(f"/admin/api/main/pages/{article.pk}/action/publish/")
    assert response.status_code in {302, 403}
    assert live_title(article) == "Send it back"


def test_a_date_cannot_be_approved_by_who_wrote_it(article, writer):
    page = ArticlePage.objects.get(pk=article.pk)
    page.title, page.go_live_at = "Changed", timezone.now() + timedelta(hours=1)
    revision = page.save_revision(user=writer)
    with pytest.raises(PublishPagePermissionError):
        revision.publish(user=writer)


def test_a_date_that_somebody_else_approved_comes_true(article, writer, other):
    page = ArticlePage.objects.get(pk=article.pk)
    page.title, page.go_live_at = "Changed", timezone.now() + timedelta(hours=1)
    page.save_revision(user=writer).publish(user=other)
    assert live_title(article) == "Send it back"
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        call_command("publish_scheduled")
    assert live_title(article) == "Changed"


def test_a_publication_in_nobodys_name_is_that_of_who_wrote_the_revision(article, writer):
    """So it is with translations."""
    with pytest.raises(PublishPagePermissionError):
        changed(article, writer).publish()


def test_a_command_that_writes_in_nobodys_name_publishes(article):
    changed(article, None).publish()
    assert live_title(article) == "Changed"


def test_a_new_article_cannot_go_live_at_once(shelf, writer):
    assert not shelf.permissions_for_user(writer).can_publish_subpage()


def test_superusers_are_no_exception(article, superuser):
    with pytest.raises(PublishPagePermissionError):
        changed(article, superuser).publish(user=superuser)


def test_the_setting_itself_cannot_be_switched_off_by_one_alone(shelf, writer):
    page = CategoryPage.objects.get(pk=shelf.pk)
    page.four_eyes = "no"
    with pytest.raises(PublishPagePermissionError):
        page.save_revision(user=writer).publish(user=writer)


def test_what_was_published_elsewhere_is_not_moved_in_alone(home, shelf, writer, superuser):
    free = add_page(home, CategoryPage, "Free", slug="free")
    article = add_page(free, ArticlePage, "Live", slug="live")
    for user in (writer, superuser):
        assert not article.permissions_for_user(user).can_move_to(shelf)


def test_a_copy_into_the_category_does_not_go_live(home, shelf, writer):
    free = add_page(home, CategoryPage, "Free", slug="free")
    article = add_page(free, ArticlePage, "Live", slug="live")
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": shelf.pk, "publish_copies": "on"}
    shown = browser(writer).post(reverse("wagtailadmin_pages:copy", args=[article.pk]), form).content.decode()
    assert "You do not have permission to publish pages at" in shown
    assert not ArticlePage.objects.filter(slug="copy", live=True).exists()


def submitted(article, user):
    page = ArticlePage.objects.get(pk=article.pk)
    workflow = page.get_workflow()
    workflow.start(page.get_latest_revision_as_object(), user)
    return ArticlePage.objects.get(pk=article.pk)


def test_a_tree_begins_with_a_workflow_of_review(article):
    workflow = article.get_workflow()
    assert [type(task.specific) for task in workflow.tasks] == [ReviewTask]


def test_a_reviewer_approves_and_needs_no_right_to_publish(article, writer, reviewer):
    changed(article, writer)
    page = submitted(article, writer)
    page.current_workflow_task_state.approve(user=reviewer)
    assert live_title(article) == "Changed"


def test_the_writer_is_offered_no_approval(article, writer, reviewer):
    changed(article, writer)
    page = submitted(article, writer)
    task = page.current_workflow_task
    assert "approve" not in {name for name, _label, _modal in task.get_actions(page, writer)}
    assert "approve" in {name for name, _label, _modal in task.get_actions(page, reviewer)}


def test_the_writer_who_approves_all_the_same_is_refused(article, writer):
    changed(article, writer)
    page = submitted(article, writer)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk])
    browser(writer).post(address, {"comment": "Fine"})
    assert live_title(article) == "Send it back"
    assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_a_workflow_of_other_steps_is_no_way_around(article, writer):
    """The default step of Wagtail knows nothing of authors; what it would publish is refused all the same."""
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask, WorkflowTask

    changed(article, writer)
    task = GroupApprovalTask.objects.create(name="Any editor")
    task.groups.set(Group.objects.filter(name="Editors"))
    workflow = Workflow.objects.create(name="Other")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = ArticlePage.objects.get(pk=article.pk)
    state = workflow.start(page.get_latest_revision_as_object(), writer)
    with pytest.raises(PublishPagePermissionError):
        state.current_task_state.approve(user=writer)
    assert live_title(article) == "Send it back"


def test_a_reviewer_who_changes_the_text_does_not_approve_it_too(article, writer, reviewer):
    changed(article, writer)
    page = submitted(article, writer)
    changed(article, reviewer, "Mine")
    assert "approve" not in {name for name, _l, _m in page.current_workflow_task.get_actions(page, reviewer)}


def test_an_author_writes_and_submits_but_does_not_publish(home):
    author = _user("author", "Authors")
    shelf = add_page(home, CategoryPage, "Free", slug="free")
    rights = shelf.permissions_for_user(author)
    assert rights.can_add_subpage() and not rights.can_publish_subpage()


def test_without_four_eyes_editors_publish_their_own(home, writer):
    shelf = add_page(home, CategoryPage, "Free", slug="free")
    article = add_page(shelf, ArticlePage, "Free", slug="free")
    changed(article, writer).publish(user=writer)
    assert live_title(article) == "Changed"
