"""The page of one comment: what it tells, and what editors decide there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Comment, CommentEvent, State
from feedback.services import vote_record
from kb.models import ArticlePage, CategoryPage
from plugins.hooks import add_action
from tests.factories import add_page
from tests.feedback.inbox.conftest import comment_on, detail, triage

pytestmark = pytest.mark.django_db
BLOCK = "0d3a3e0e-7a34-4c3f-9d7c-00000000000%d"


def shown(browser, comment) -> str:
    response = browser.get(detail(comment))
    assert response.status_code == 200
    return response.content.decode()


def test_the_words_are_shown(editing, article):
    assert "Where is the button?" in shown(editing, comment_on(article))


def test_line_breaks_are_kept_and_markup_is_not(editing, article):
    assert "one\n&lt;b&gt;two" in shown(editing, comment_on(article, "one\n<b>two"))


def test_votes_are_counted(editing, article):
    vote_record(target=article, revision=article.live_revision_id, language="en", voter_key="user:1", is_helpful=True)
    assert "Helpful: 1, not helpful: 0" in " ".join(shown(editing, comment_on(article)).split())


def test_other_comments_on_the_page_are_listed(editing, article):
    other = comment_on(article, "another one")
    assert detail(other) in shown(editing, comment_on(article))


def test_comments_on_other_pages_are_not(editing, article, category):
    other = comment_on(add_page(category, ArticlePage, "Other"), "another one")
    assert other not in editing.get(detail(comment_on(article))).context.get("others")


def test_what_has_changed_since_is_one_click_away(editing, article):
    comment = comment_on(article)
    article.save_revision().publish()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, comment.revision, "live"])
    page = shown(editing, comment)
    assert compare in page
    assert editing.get(compare).status_code == 200


def test_where_nothing_has_changed_it_says_so(editing, article):
    assert "Nothing has been published since." in shown(editing, comment_on(article))


def test_a_revision_that_was_purged_is_told(editing, article):
    assert "no longer kept" in shown(editing, comment_on(article, revision=987654))


def test_an_emptied_comment_says_so(editing, article):
    assert "has been erased" in shown(editing, comment_on(article, "", erased=timezone.now()))


def test_a_comment_on_a_page_that_is_gone_is_shown_to_a_superuser(ruling, article):
    comment = comment_on(article, target_id=987654)
    assert "The page is gone." in shown(ruling, comment)


def test_what_a_search_did_not_find_is_shown_with_the_search(editing):
    page = shown(editing, comment_on(None, voter_key="anonymous:1", query="zeppelin"))
    assert ("about no page" in page, ">zeppelin<" in page) == (True, True)


def test_a_comment_that_was_written_anew_says_so(editing, article):
    comment = comment_on(article, said=timezone.now() + timedelta(hours=1))
    assert "written anew by the reader" in shown(editing, comment)


@pytest.fixture
def sections(category):
    texts = ["<h2>First</h2><p>a</p>", "<h2>The same</h2><p>b</p>", "<h2>The same</h2><p>c</p>"]
    body = [{"type": "rich_text", "value": text, "id": BLOCK % number} for number, text in enumerate(texts)]
    hidden = {"type": "audience", "value": {"audience": 2, "body": [{**body[0], "value": "<h2>داخل</h2>", "id": BLOCK % 8}]}}
    return add_page(category, ArticlePage, "Sections", body=[*body, {**hidden, "id": BLOCK % 9}])


@pytest.mark.parametrize(("section", "block"), [("first", 0), ("the-same", 1), ("the-same-2", 2), ("داخل", 8)])
def test_the_way_to_the_editor_leads_to_the_block_of_the_section(editing, sections, section, block):
    place = reverse("feedback_comments:place", args=[comment_on(sections, section=section).pk])
    edit = reverse("wagtailadmin_pages:edit", args=[sections.pk])
    assert editing.get(place).url == f"{edit}#block-{BLOCK % block}-section"


@pytest.mark.parametrize("section", ["", "gone", "the-same-3", "-", "first-0", "'\"><script>"])
def test_without_such_a_section_it_leads_to_the_page(editing, sections, section):
    place = reverse("feedback_comments:place", args=[comment_on(sections, section=section).pk])
    assert editing.get(place).url == reverse("wagtailadmin_pages:edit", args=[sections.pk])


def test_a_section_that_was_reworded_is_found_by_its_block(editing, sections):
    comment = comment_on(sections, section="first")
    sections.body = [{"type": "rich_text", "value": "<h2>Otherwise</h2>", "id": BLOCK % 0}]
    sections.save_revision()
    place = editing.get(reverse("feedback_comments:place", args=[comment.pk]))
    assert place.url.endswith(f"#block-{BLOCK % 0}-section")


def test_a_decision_is_stored(editing, article, editor):
    comment = comment_on(article)
    triage(editing, comment, state=State.PLANNED, assignee=editor.pk, note="Ask Legal")
    comment.refresh_from_db()
    assert (comment.state, comment.assignee, comment.note) == (State.PLANNED, editor, "Ask Legal")


@pytest.mark.parametrize(("state", "is_closed"), [(State.PLANNED, False), (State.DONE, True), (State.DECLINED, True)])
def test_a_settled_comment_is_closed(editing, article, state, is_closed):
    comment = comment_on(article)
    triage(editing, comment, state=state)
    comment.refresh_from_db()
    assert (comment.closed is not None) == is_closed


def test_opening_again_forgets_what_closed_it(editing, article):
    comment = comment_on(article, state=State.DONE, closed=timezone.now(), closed_by_revision=5)
    triage(editing, comment, state=State.OPEN)
    comment.refresh_from_db()
    assert (comment.closed, comment.closed_by_revision) == (None, 0)


def test_the_history_tells_who_did_what(editing, article, editor):
    comment = comment_on(article)
    triage(editing, comment, state=State.PLANNED, assignee=editor.pk, note="Ask Legal")
    told = re.sub(r"<[^>]+>|\s+", " ", shown(editing, comment).split('id="panel-history')[-1])
    assert ("“open” → “planned”" in told, "assigned to editor" in told, "changed the internal note" in told) == (True, True, True)


def test_the_history_repeats_no_words(editing, article):
    triage(editing, comment_on(article), note="Ask Legal")
    assert "Legal" not in str(list(CommentEvent.objects.values()))


def test_saving_without_a_change_leaves_no_trace(editing, article):
    triage(editing, comment_on(article))
    assert not CommentEvent.objects.exists()


def test_of_two_editors_at_once_the_second_is_told(editing, article):
    comment = comment_on(article)
    seen = comment.updated.isoformat()
    triage(editing, comment, note="mine")
    response = editing.post(detail(comment), {"seen": seen, "state": "done", "note": "yours"})
    comment.refresh_from_db()
    assert (comment.note, comment.state) == ("mine", State.OPEN)
    assert "Somebody changed this comment while you had it open" in response.content.decode()


def test_what_the_second_typed_is_not_lost(editing, article):
    comment = comment_on(article)
    seen = comment.updated.isoformat()
    triage(editing, comment, note="mine")
    assert "yours" in editing.post(detail(comment), {"seen": seen, "state": "done", "note": "yours"}).content.decode()


def test_nobody_gets_what_they_may_not_see(ruling, editor, wiki_page):
    comment = comment_on(wiki_page)
    response = triage(ruling, comment, assignee=editor.pk)
    comment.refresh_from_db()
    assert comment.assignee is None
    assert "This person may not edit the page." in response.content.decode()


def test_a_customer_is_nobody_to_assign_to(editing, article, customer):
    comment = comment_on(article)
    triage(editing, comment, assignee=customer.pk)
    comment.refresh_from_db()
    assert comment.assignee is None


@pytest.mark.parametrize("fields", [{"state": "lost"}, {"note": "x" * 1001}, {"seen": ""}])
def test_what_does_not_fit_is_refused(editing, article, fields):
    comment = comment_on(article)
    assert triage(editing, comment, **fields).status_code == 200
    comment.refresh_from_db()
    assert (comment.state, comment.note) == (State.OPEN, "")


def test_saving_can_lead_to_the_next_open_comment(editing, article):
    older, settled = comment_on(article), comment_on(article, state=State.DONE)
    newest = comment_on(article)
    assert (triage(editing, newest, next="1").url, settled.state) == (detail(older), State.DONE)


def test_plugins_are_told_of_another_state(editing, article, editor, django_capture_on_commit_callbacks):
    told = []
    add_action("feedback_triaged", lambda comment, before, user: told.append((comment.state, before, user)))
    with django_capture_on_commit_callbacks(execute=True):
        triage(editing, comment_on(article), state=State.DONE)
    assert told == [(State.DONE, State.OPEN, editor)]


def test_plugins_are_not_told_of_a_note(editing, article, django_capture_on_commit_callbacks):
    told = []
    add_action("feedback_triaged", lambda comment: told.append(comment))
    with django_capture_on_commit_callbacks(execute=True):
        triage(editing, comment_on(article), note="only a note")
    assert told == []


def test_a_link_changes_nothing(editing, article):
    comment = comment_on(article)
    editing.get(detail(comment), {"seen": comment.updated.isoformat(), "state": "done"})
    comment.refresh_from_db()
    assert comment.state == State.OPEN


def test_a_category_that_is_commented_on_can_be_worked_on(editing, category):
    assert isinstance(category, CategoryPage)
    assert "Returns" in shown(editing, comment_on(category))


def test_a_comment_outlives_its_assignee(ruling, article, editor):
    comment = comment_on(article, assignee=editor)
    triage(ruling, comment, assignee="")
    triage(ruling, comment, assignee=editor.pk)
    editor.delete()
    assert "somebody who is gone" in shown(ruling, Comment.objects.get())
