"""After a publish: which of the comments does it solve?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from feedback.models import Comment, CommentEvent, PublishNotice, State
from kb.models import ArticlePage
from tests.factories import add_page
from tests.feedback.inbox.conftest import comment_on

pytestmark = pytest.mark.django_db


def solved(page) -> str:
    return reverse("feedback_comments:solved", args=[page.pk])


def publish(browser, page, **fields):
    """Press "Publish" in the editor."""
    edit = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = edit.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, StreamValue):
            sent[f"{bound.html_name}-count"] = "0"
        elif bound.name not in {"go_live_at", "expire_at", "comments"} and value not in (None, ""):
            sent[bound.html_name] = value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            sent[bound.html_name] = bound.value()
    sent |= nested_form_data({"body": streamfield([("rich_text", rich_text("<p>now</p>"))])})
    sent |= {"action-publish": "1", "title": page.title, "slug": page.slug, **fields}
    return browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def test_publishing_leads_to_the_question(editing, article):
    comment_on(article)
    response = publish(editing, article)
    assert (response.status_code, response.url) == (302, solved(article))


def test_without_open_comments_nobody_is_asked(editing, article):
    comment_on(article, state=State.DONE)
    assert publish(editing, article).url != solved(article)


def test_who_does_not_work_on_comments_is_not_asked(as_user, editor, article):
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name="Editors").permissions.remove(*Permission.objects.filter(codename="change_comment"))
    comment_on(article)
    assert publish(as_user(editor), article).url != solved(article)


def test_the_question_lists_open_and_planned_comments(editing, article):
    comment_on(article, "open one")
    comment_on(article, "planned one", state=State.PLANNED)
    comment_on(article, "settled one", state=State.DONE)
    page = editing.get(solved(article)).content.decode()
    assert ("open one" in page, "planned one" in page, "settled one" in page) == (True, True, False)


def test_what_is_ticked_is_done_by_the_revision(editing, article):
    ticked, other = comment_on(article), comment_on(article)
    article.save_revision().publish()
    article.refresh_from_db()
    editing.post(solved(article), {"comment": [ticked.pk]})
    ticked.refresh_from_db()
    other.refresh_from_db()
    assert (ticked.state, ticked.closed_by_revision) == (State.DONE, article.live_revision_id)
    assert other.state == State.OPEN


def test_the_history_tells_by_what_it_was_solved(editing, article):
    comment = comment_on(article)
    editing.post(solved(article), {"comment": [comment.pk]})
    page = editing.get(reverse("feedback_comments:comment", args=[comment.pk])).content.decode()
    assert "solved by publishing the page" in page


def test_skipping_changes_nothing(editing, article):
    comment = comment_on(article)
    editing.post(solved(article), {"comment": [comment.pk], "none": "1"})
    comment.refresh_from_db()
    assert comment.state == State.OPEN


@pytest.mark.parametrize("fields", [{"none": "1"}, {}])
def test_after_the_answer_nobody_is_asked_again(editing, article, fields):
    comment_on(article)
    article.save_revision().publish()
    editing.post(solved(article), fields)
    assert not PublishNotice.objects.exists()


def test_a_newer_publish_is_asked_about_again(editing, article):
    comment_on(article)
    article.save_revision().publish()
    editing.post(solved(article), {"none": "1"})
    article.save_revision().publish()
    assert PublishNotice.objects.exists()


def test_comments_on_translations_are_offered_as_well(editing, homes, article):
    twin = add_page(add_page(homes["ar"], type(article.get_parent().specific), "إرجاع"), ArticlePage, "أعدها")
    ArticlePage.objects.filter(pk=twin.pk).update(translation_key=article.translation_key)
    comment_on(article)
    comment = comment_on(twin, "أين الزر؟", language="ar")
    page = editing.get(solved(article)).content.decode()
    editing.post(solved(article), {"comment": [comment.pk]})
    comment.refresh_from_db()
    assert ("أين الزر؟" in page, comment.state) == (True, State.DONE)


def test_comments_on_other_pages_cannot_be_closed_there(editing, article, category):
    other = comment_on(add_page(category, ArticlePage, "Other"))
    editing.post(solved(article), {"comment": [other.pk]})
    other.refresh_from_db()
    assert other.state == State.OPEN


def test_the_question_about_a_wiki_page_is_not_for_everybody(editing, wiki_page):
    assert editing.get(solved(wiki_page)).status_code == 404


def test_a_schedule_asks_nothing_yet(editing, article):
    comment_on(article)
    later = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    assert publish(editing, article, go_live_at=later).url != solved(article)


def test_a_scheduled_publish_leaves_a_notice(editing, article):
    comment_on(article)
    article.go_live_at = timezone.now() + timedelta(seconds=-1)
    article.save_revision(approved_go_live_at=article.go_live_at)
    call_command("publish_scheduled")
    assert solved(article) in editing.get(reverse("wagtailadmin_home")).content.decode()


def test_a_notice_is_for_those_who_edit_the_page(editing, wiki_page):
    comment_on(wiki_page)
    wiki_page.save_revision().publish()
    assert solved(wiki_page) not in editing.get(reverse("wagtailadmin_home")).content.decode()


def test_a_notice_goes_when_the_comments_are_settled_otherwise(editing, article):
    comment_on(article)
    article.save_revision().publish()
    Comment.objects.update(state=State.DONE)
    assert solved(article) not in editing.get(reverse("wagtailadmin_home")).content.decode()


def test_publishing_a_page_without_comments_leaves_no_notice(article):
    article.save_revision().publish()
    assert not PublishNotice.objects.exists()


def test_a_page_that_is_deleted_takes_its_notice_along(article):
    comment_on(article)
    article.save_revision().publish()
    article.delete()
    assert not PublishNotice.objects.exists()


@pytest.mark.parametrize("ids", [["x"], ["9" * 40], ["-1"], ["٣"]])
def test_nonsense_closes_nothing(editing, article, ids):
    comment_on(article)
    editing.post(solved(article), {"comment": ids})
    assert not CommentEvent.objects.exists()
