"""The same to many comments at once, and back."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from feedback.inbox.services import comments_set_state
from feedback.models import Comment, CommentEvent, State
from tests.feedback.inbox.conftest import bulk, comment_on, triage

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def test_many_change_their_state(editing, article):
    bulk(editing, "state", comment_on(article), comment_on(article), state="done")
    assert states() == ["done", "done"]


def test_many_are_assigned(editing, article, editor):
    bulk(editing, "assign", comment_on(article), comment_on(article), assignee=editor.pk)
    assert set(Comment.objects.values_list("assignee", flat=True)) == {editor.pk}


def test_nothing_happens_before_the_question_is_answered(editing, article):
    comment = comment_on(article)
    address = reverse("wagtail_bulk_action", args=["feedback", "comment", "state"])
    asked = editing.get(address, {"id": comment.pk}).content.decode()
    assert ("This changes 1 comment." in asked, states()) == (True, ["open"])


def test_an_unknown_state_is_refused(editing, article):
    bulk(editing, "state", comment_on(article), state="lost")
    assert states() == ["open"]


def test_what_somebody_may_not_see_is_left_alone(editing, article, wiki_page):
    secret = comment_on(wiki_page)
    bulk(editing, "state", comment_on(article), secret, state="done")
    secret.refresh_from_db()
    assert secret.state == State.OPEN


def test_the_question_names_no_secret(editing, article, wiki_page):
    address = reverse("wagtail_bulk_action", args=["feedback", "comment", "state"])
    ids = [comment_on(article, "known").pk, comment_on(wiki_page, "secret").pk]
    asked = editing.get(address, {"id": ids}).content.decode()
    assert ("known" in asked, "secret" in asked, "This changes 1 comment." in asked) == (True, False, True)


def test_nobody_is_given_what_they_may_not_see(ruling, article, wiki_page, editor):
    bulk(ruling, "assign", comment_on(article, "a"), comment_on(wiki_page, "b"), assignee=editor.pk)
    assert list(Comment.objects.filter(assignee=editor).values_list("text", flat=True)) == ["a"]


def test_all_of_a_list_are_those_it_shows(editing, article, wiki_page):
    comment_on(article, "a", reason="broken")
    comment_on(article, "b", reason="other")
    comment_on(wiki_page, "c", reason="broken")
    listed = reverse("feedback_comments:index") + "%3Freason%3Dbroken"
    editing.post(
        reverse("wagtail_bulk_action", args=["feedback", "comment", "state"]) + f"?id=all&next={listed}", {"state": "done"}
    )
    assert list(Comment.objects.filter(state="done").values_list("text", flat=True)) == ["a"]


@pytest.mark.parametrize("number", ["x", "-1", "9" * 40, "٣"])
def test_what_is_no_number_is_nobodys_comment(editing, article, number):
    address = reverse("wagtail_bulk_action", args=["feedback", "comment", "state"])
    assert editing.post(f"{address}?id={number}", {"state": "done"}).status_code == 302


def undo_address(response, browser) -> str:
    shown = browser.get(response.url).content.decode()
    return re.findall(r'href="(/admin/feedback/comments/undo/[^"]+)"', shown)[0]


def test_the_message_leads_to_the_way_back(editing, article):
    settled = comment_on(article, state=State.DECLINED)
    address = undo_address(bulk(editing, "state", comment_on(article), settled, state="done"), editing)
    editing.post(address)
    assert states() == ["declined", "open"]


def test_assignments_are_put_back(editing, article, editor, superuser):
    comment_on(article, assignee=superuser)
    comment_on(article)
    address = undo_address(bulk(editing, "assign", *Comment.objects.all(), assignee=editor.pk), editing)
    editing.post(address)
    assert list(Comment.objects.order_by("pk").values_list("assignee", flat=True)) == [superuser.pk, None]


def test_what_was_changed_since_stays(editing, article):
    comment = comment_on(article)
    address = undo_address(bulk(editing, "state", comment, state="done"), editing)
    triage(editing, comment, state="planned")
    editing.post(address)
    assert states() == ["planned"]


def test_asking_to_undo_undoes_nothing(editing, article):
    address = undo_address(bulk(editing, "state", comment_on(article), state="done"), editing)
    assert (editing.get(address).status_code, states()) == (200, ["done"])


def test_nobody_undoes_what_another_did(editing, ruling, article):
    bulk(ruling, "state", comment_on(article), state="done")
    editing.post(reverse("feedback_comments:undo", args=[CommentEvent.objects.get().batch]))
    assert states() == ["done"]


def test_undoing_a_reopening_says_again_when_and_by_what_it_was_closed(editing, article, editor):
    comment = comment_on(article)
    comments_set_state(pks=[comment.pk], state="done", user=editor, revision=42)
    comment.refresh_from_db()
    closed = comment.events.get().created
    editing.post(undo_address(bulk(editing, "state", comment, state="open"), editing))
    comment.refresh_from_db()
    assert (comment.state, comment.closed, comment.closed_by_revision) == ("done", closed, 42)
