"""Answers to readers: once, in their language, in the background, and what failed is shown."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import get_language

from content.audiences import Audience
from feedback.inbox.answering import AnsweredMeanwhile, answer_queue, answer_send, answers_settle
from feedback.inbox.mails import one_line
from feedback.models import AnswerMail, Comment
from kb.models import ArticlePage
from plugins.hooks import add_filter
from tests.conftest import SHARED
from tests.factories import add_page
from tests.feedback.inbox.conftest import comment_on, detail

pytestmark = pytest.mark.django_db
State = AnswerMail.State


@pytest.fixture
def asked(article) -> Comment:
    return comment_on(article, email="reader@example.org")


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Press "Send the answer" as the form stands, with what the browser of an editor would send."""

    def press(browser, comment, **fields):
        number = comment.mails.count() + 1
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(detail(comment), {"answer": "1", "number": number, "text": "It is at the top.", **fields})

    return press


def test_the_reader_gets_the_answer(editing, asked, send):
    send(editing, asked)
    assert [each.to for each in mail.outbox] == [["reader@example.org"]]
    assert "It is at the top." in mail.outbox[0].body


@pytest.mark.parametrize("words", ["Send it back", "> Where is the button?", "http://testserver/en/returns/send-it-back/"])
def test_the_mail_names_page_and_words(editing, asked, send, words):
    send(editing, asked)
    assert words in mail.outbox[0].body


def test_the_mail_is_plain_text(editing, asked, send):
    send(editing, asked, text="<b>top</b> & left")
    assert (mail.outbox[0].content_subtype, "<b>top</b> & left" in mail.outbox[0].body) == ("plain", True)


@pytest.mark.parametrize(("language", "spoken"), [("ar", "ar"), ("fa", "fa"), ("xx", "en")])
def test_the_mail_speaks_the_readers_language(editing, article, send, language, spoken):
    """The name of the site is asked for in the language of the mail; one that is gone is the site's own."""
    add_filter("account_site_name", lambda name, language: f"site {language} {get_language()}")
    send(editing, comment_on(article, email="a@example.org", language=language))
    assert f"site {spoken} {spoken}" in mail.outbox[0].body


def test_nothing_goes_out_before_the_transaction_ends(editing, asked):
    editing.post(detail(asked), {"answer": "1", "number": 1, "text": "Yes"})
    assert (mail.outbox, AnswerMail.objects.get().state) == ([], State.WAITING)


def test_what_was_sent_is_noted(editing, asked, send):
    send(editing, asked)
    asked.refresh_from_db()
    assert (asked.answer, asked.answered is not None, AnswerMail.objects.get().state) == ("It is at the top.", True, State.SENT)


def test_a_form_sent_twice_makes_one_mail(editing, asked, send):
    send(editing, asked, number=1)
    send(editing, asked, number=1, text="It is at the top!", again="1")
    assert len(mail.outbox) == 1


def test_the_database_holds_the_same_number_off(asked, editor):
    answer_queue(comment=asked, text="a", user=editor, number=1)
    with pytest.raises(AnsweredMeanwhile):
        answer_queue(comment=asked, text="b", user=editor, number=1)
    asked.refresh_from_db()
    assert asked.answer == "a"


def test_the_same_answer_is_not_sent_again_unasked(editing, asked, send):
    send(editing, asked)
    response = send(editing, asked)
    assert (len(mail.outbox), "was sent this answer already" in response.content.decode()) == (1, True)


def test_the_same_answer_is_sent_again_when_asked_for(editing, asked, send):
    send(editing, asked)
    asked.refresh_from_db()
    send(editing, asked, again="1")
    assert len(mail.outbox) == 2


def test_another_answer_is_another_mail(editing, asked, send):
    send(editing, asked)
    send(editing, asked, text="Sorry, at the bottom.")
    assert len(mail.outbox) == 2


def test_an_answer_that_waits_is_not_overtaken(asked, editor):
    answer_queue(comment=asked, text="First", user=editor, number=1)
    with pytest.raises(AnsweredMeanwhile):
        answer_queue(comment=asked, text="Second", user=editor, number=2)
    asked.refresh_from_db()
    assert asked.answer == "First"


def test_a_mail_whose_sending_was_interrupted_is_told_of(asked, editor):
    waiting = answer_queue(comment=asked, text="First", user=editor, number=1)
    AnswerMail.objects.update(state=State.SENDING, updated=timezone.now() - timedelta(hours=2))
    assert answers_settle() == 1
    waiting.refresh_from_db()
    assert waiting.state == State.FAILED


def test_a_task_that_runs_twice_sends_once(editing, asked, send):
    send(editing, asked)
    answer_send(mail_id=AnswerMail.objects.get().pk)
    assert len(mail.outbox) == 1


@pytest.fixture
def broken_mail(settings):
    """A mail server that is not there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def test_a_failure_is_shown(editing, asked, send, broken_mail):
    send(editing, asked)
    page = editing.get(detail(asked)).content.decode()
    assert ("ConnectionRefusedError" in page, "The mail server did not take it." in page) == (True, True)


def test_after_a_failure_the_same_answer_can_be_sent(editing, asked, send, broken_mail, settings):
    send(editing, asked)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    asked.refresh_from_db()
    send(editing, asked)
    assert len(mail.outbox) == 1


def test_a_failure_is_no_answer(editing, asked, send, broken_mail):
    send(editing, asked)
    asked.refresh_from_db()
    assert asked.answered is None


def test_an_address_that_is_none_is_a_failure(editing, article, send):
    comment = comment_on(article, email="a@example.org\nBcc: b@example.org")
    send(editing, comment)
    assert (mail.outbox, AnswerMail.objects.get().state) == ([], State.FAILED)


def test_a_title_cannot_write_headers(editing, category, send):
    page = add_page(category, ArticlePage, "Title\r\nBcc: b@example.org")
    send(editing, comment_on(page, email="a@example.org"))
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].message()["Bcc"] is None


@pytest.mark.parametrize("text", ["a\u2028b", "a\x00b", "a\x85b", "a\r\nb"])
def test_a_header_has_one_line(text):
    assert len(one_line(text).splitlines()) == 1


def test_hostile_words_go_out_as_they_are(editing, article, send):
    words = json.loads((SHARED / "hostile" / "blns.json").read_text())
    for number, text in enumerate(each for each in words[::25] if each.strip()):
        send(editing, comment_on(article, text[:1000], email=f"r{number}@example.org"), text=text[:5000])
    assert set(AnswerMail.objects.values_list("state", flat=True)) == {State.SENT}
    assert all(re.fullmatch(r"[^\r\n]*", str(each.subject)) for each in mail.outbox)


def test_a_page_that_is_hidden_now_is_not_named(editing, article, send):
    comment = comment_on(article, email="a@example.org")
    article.title, article.audience = "Secret limits", Audience.AGENT
    article.save_revision().publish()
    AnswerMail.objects.all().delete()
    answer_queue(comment=comment, text="Yes", user=None, number=1)
    answer_send(mail_id=AnswerMail.objects.get().pk)
    assert "Secret" not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"


def test_a_reader_who_may_read_it_is_told_the_page(article, agent):
    article.audience = Audience.AGENT
    article.save_revision().publish()
    comment = comment_on(article, email="a@example.org", voter_key=f"user:{agent.pk}")
    answer_queue(comment=comment, text="Yes", user=None, number=1)
    answer_send(mail_id=AnswerMail.objects.get().pk)
    assert "Send it back" in mail.outbox[0].body


def test_without_an_address_there_is_nobody_to_answer(editing, article, send):
    send(editing, comment_on(article))
    assert (mail.outbox, AnswerMail.objects.count()) == ([], 0)


def test_after_erasing_there_is_nobody_to_answer(editing, article, send):
    send(editing, comment_on(article, "", erased=timezone.now()))
    assert AnswerMail.objects.count() == 0


def test_what_is_erased_while_it_waits_is_not_sent(asked, editor):
    answer_queue(comment=asked, text="Yes", user=editor, number=1)
    Comment.objects.update(email="", text="", erased=timezone.now())
    answer_send(mail_id=AnswerMail.objects.get().pk)
    assert (mail.outbox, AnswerMail.objects.get().state) == ([], State.FAILED)


def test_an_editor_answers_without_seeing_the_address(editing, asked):
    page = editing.get(detail(asked)).content.decode()
    assert ("reader@example.org" in page, "Send the answer" in page) == (False, True)


def test_the_address_is_shown_to_those_with_the_right(editing, asked, grant):
    grant("Editors", "see_address")
    assert "reader@example.org" in editing.get(detail(asked)).content.decode()


def test_without_the_right_nobody_answers(as_user, editor, asked, send):
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name="Editors").permissions.remove(Permission.objects.get(codename="send_answer"))
    send(as_user(editor), asked)
    assert (mail.outbox, AnswerMail.objects.count()) == ([], 0)


def test_an_answer_to_what_may_not_be_seen_is_not_sent(editing, wiki_page, send):
    assert send(editing, comment_on(wiki_page, email="a@example.org")).status_code == 404
    assert mail.outbox == []


def test_addresses_are_not_searched_by_those_who_do_not_see_them(editing, ruling, asked):
    found = [each.get("/admin/feedback/comments/", {"q": "reader@"}).context["items_count"] for each in (editing, ruling)]
    assert found == [0, 1]


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_an_answer_that_does_not_fit_is_refused(editing, asked, send, text):
    send(editing, asked, text=text)
    assert AnswerMail.objects.count() == 0
