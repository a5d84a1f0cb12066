"""Owners are mailed what is due: in their language, each due date once, and never about pages they may not edit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from content.models import ReviewReminder
from content.review import reminders
from content.review.reminders import reminders_send
from content.review.services import page_review
from kb.models import ArticlePage, CategoryPage, ReviewSettings
from tests.factories import add_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Returns", slug="returns", review_months=6)


def due(shelf, title="Send it back", **fields):
    return add_page(shelf, ArticlePage, title, slug=title.lower().replace(" ", "-"), reviewed_on=date(2020, 1, 15), **fields)


def html_of(message: Any) -> str:
    return str(message.alternatives[0][0])


def test_the_owner_gets_one_mail_with_all_that_is_due(shelf, editor):
    due(shelf, "One", responsible=editor)
    due(shelf, "Two", responsible=editor)
    assert reminders_send() == 1
    assert mail.outbox[0].to == [editor.email]
    assert "One (English), due since 15 July 2020" in str(mail.outbox[0].body) and "Two" in str(mail.outbox[0].body)


def test_a_second_run_sends_nothing(shelf, editor):
    due(shelf, responsible=editor)
    reminders_send()
    assert reminders_send() == 0


def test_the_next_due_date_is_told_of_again(shelf, editor):
    article = due(shelf, responsible=editor)
    reminders_send()
    page_review(page=article, user=editor)
    ArticlePage.objects.update(reviewed_on=date(2021, 1, 15), review_due=date(2021, 7, 15))
    assert reminders_send() == 1


def test_without_an_owner_the_one_of_the_nearest_category_is_told(home, shelf, editor):
    shelf.responsible = editor
    shelf.save_revision().publish()
    due(shelf)
    reminders_send()
    assert mail.outbox[0].to == [editor.email]


def test_where_nobody_is_responsible_the_settings_name_somebody(shelf, superuser):
    ReviewSettings.objects.create(fallback_owner=superuser)
    due(shelf)
    reminders_send()
    assert mail.outbox[0].to == [superuser.email]


def test_an_owner_who_may_no_longer_edit_it_learns_nothing(shelf, customer, superuser):
    ReviewSettings.objects.create(fallback_owner=superuser)
    due(shelf, responsible=customer)
    reminders_send()
    assert [each.to for each in mail.outbox] == [[superuser.email]]


def test_where_there_is_nobody_no_mail_goes_out_and_nothing_is_noted(shelf):
    due(shelf)
    assert reminders_send() == 0
    assert not ReviewReminder.objects.exists()


def test_the_mail_comes_in_the_language_of_the_admin(shelf, editor):
    UserProfile.objects.create(user=editor, preferred_language="ar")
    due(shelf, responsible=editor)
    reminders_send()
    assert 'dir="rtl"' in html_of(mail.outbox[0])


def test_reminders_can_be_switched_off(shelf, editor):
    ReviewSettings.objects.create(send_reminders=False)
    due(shelf, responsible=editor)
    assert reminders_send() == 0


def test_a_run_that_is_killed_goes_on_where_it_was(shelf, editor, superuser, monkeypatch):
    due(shelf, "One", responsible=editor)
    due(shelf, "Two", responsible=superuser)
    sent = reminders._mail

    def killed_at_the_second(owner, articles):
        if mail.outbox:
            raise KeyboardInterrupt
        sent(owner, articles)

    monkeypatch.setattr(reminders, "_mail", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        reminders_send()
    monkeypatch.undo()
    reminders_send()
    assert sorted(each.to[0] for each in mail.outbox) == sorted([editor.email, superuser.email])


def test_a_failing_mail_server_holds_up_nobody_and_is_tried_again(shelf, editor, settings):
    due(shelf, responsible=editor)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert reminders_send() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert reminders_send() == 1


def test_a_hostile_title_is_plain_text_in_the_mail(shelf, editor):
    due(shelf, "Bad", responsible=editor)
    ArticlePage.objects.update(title="<b>x</b>\r\nBcc: a@b.example")
    reminders_send()
    assert "<b>x</b>" not in html_of(mail.outbox[0])
    assert not mail.outbox[0].bcc


def test_articles_without_an_owner_do_not_keep_others_waiting(shelf, editor, monkeypatch):
    monkeypatch.setattr(reminders, "AT_ONCE", 1)
    due(shelf, "Nobody")
    due(shelf, "Somebody", responsible=editor)
    assert reminders_send() == 1
