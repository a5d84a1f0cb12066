from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from localization.models import Level, Notice, Stage, Translation
from localization.notices.looking import changes_tell, due_tell, notices_look
from localization.notices.mails import mails_send
from localization.notices.selectors import notices_for, unread_count
from localization.notices.services import mails_choose
from localization.notices.telling import Told, tell
from localization.stages import assign, send_back, submit
from tests.localization.work.cast import person, reload, write_all

pytestmark = pytest.mark.django_db


def kinds(user):
    return sorted(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_each_step_tells_those_whom_it_concerns(translation, translator, reviewer, lead):
    assign(translation, user=lead, to=translator)
    write_all(translation, translator)
    submit(translation, user=translator)
    send_back(translation, user=reviewer, note="Shorter.")
    assert kinds(translator) == ["assigned", "returned"]
    assert kinds(reviewer) == ["submitted"]
    assert kinds(lead) == ["submitted"]


def test_nobody_is_told_of_what_they_did_themselves(translation, lead):
    assign(translation, user=lead, to=lead)
    assert kinds(lead) == []


def test_mails_come_in_the_language_of_their_reader(translation, lead, django_capture_on_commit_callbacks):
    reader = person("reader", "translators", preferred_language="fa")
    with django_capture_on_commit_callbacks(execute=True):
        assign(translation, user=lead, to=reader)
    sent: Any = mail.outbox[0]
    assert 'lang="fa"' in sent.alternatives[0][0]
    assert translation.title in sent.subject


def test_a_mail_goes_out_once(translation, translator, lead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assign(translation, user=lead, to=translator)
    mails_send()
    notices_look()
    assert len(mail.outbox) == 1


def test_who_wants_no_mails_gets_none_and_the_notice_all_the_same(
    translation, translator, lead, django_capture_on_commit_callbacks
):
    mails_choose(user=translator, wants_mails=False)
    with django_capture_on_commit_callbacks(execute=True):
        assign(translation, user=lead, to=translator)
    assert mail.outbox == []
    assert unread_count(translator) == 1


def test_a_mail_that_fails_is_tried_again(translation, translator, lead, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        assign(translation, user=lead, to=translator)
    assert Notice.objects.get(user=translator).mailed is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mails_send() == 1


@pytest.mark.parametrize(("days", "kind"), [(1, "due_soon"), (-1, "overdue")])
def test_a_day_is_told_of_once(translation, translator, days, kind, django_capture_on_commit_callbacks):
    Translation.objects.filter(pk=translation.pk).update(
        due=timezone.localdate() + timedelta(days=days), assignee=translator, stage=Stage.TRANSLATING
    )
    assert due_tell() == 1
    with django_capture_on_commit_callbacks() as queued:
        assert due_tell() == 0
    assert kinds(translator) == [kind]
    assert queued == [], "nothing new is nobody's mail"


def test_without_anybody_who_has_it_the_leads_are_told(translation, lead, translator):
    Translation.objects.filter(pk=translation.pk).update(due=timezone.localdate())
    due_tell()
    assert kinds(lead) == ["due_soon"]
    assert kinds(translator) == []


def test_what_is_published_is_not_overdue(translation, lead):
    Translation.objects.filter(pk=translation.pk).update(due=timezone.localdate(), stage=Stage.PUBLISHED)
    due_tell()
    assert kinds(lead) == []


def test_a_changed_source_is_told_of_once_for_each_change(translation, lead):
    rows = Translation.objects.filter(pk=translation.pk)
    rows.update(stage=Stage.PUBLISHED, based_on=1, level=Level.MAJOR, outdated_since=timezone.now())
    changes_tell()
    changes_tell()
    assert kinds(lead) == ["source_changed"]
    rows.update(outdated_since=timezone.now() + timedelta(seconds=2))
    changes_tell()
    assert kinds(lead) == ["source_changed", "source_changed"]


def test_a_typo_is_told_to_nobody(translation, lead):
    Translation.objects.filter(pk=translation.pk).update(
        stage=Stage.PUBLISHED, based_on=1, level=Level.TYPO, outdated_since=timezone.now()
    )
    changes_tell()
    assert kinds(lead) == []


def test_notices_are_read_one_by_one_and_all_at_once(client, translation, translator, lead):
    assign(translation, user=lead, to=translator)
    tell(Told.RETURNED, translation, [translator], actor=lead, note="Shorter.")
    client.force_login(translator)
    text = client.get(reverse("localization_admin:notices")).content.decode()
    assert "Leila" in text and "Shorter." in text
    client.get(reverse("localization_admin:notice", args=[Notice.objects.all()[0].pk]))
    assert unread_count(translator) == 1
    client.post(reverse("localization_admin:notices"), {"do": "read"})
    assert unread_count(translator) == 0


def test_the_menu_counts_what_is_new(client, translation, translator, lead):
    assign(translation, user=lead, to=translator)
    client.force_login(translator)
    assert "1 new notice" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_nobody_opens_the_notice_of_another(client, translation, translator, lead):
    assign(translation, user=lead, to=translator)
    client.force_login(lead)
    notice = Notice.objects.get(user=translator)
    assert client.get(reverse("localization_admin:notice", args=[notice.pk])).status_code == 404


def test_a_notice_about_a_page_that_was_closed_since_is_seen_no_more(home, lead):
    from tests.factories import add_page
    from tests.localization.work.cast import translation_of
    from wiki.models import SpacePage, WikiPage

    space = add_page(home, SpacePage, "Zephyr corner", slug="zephyr")
    secret = translation_of(add_page(space, WikiPage, "Zephyr rules", slug="rules"))
    tell(Told.ASSIGNED, secret, [lead], actor=None)
    assert not notices_for(lead).exists()
    assert unread_count(lead) == 0
    mails_send()
    assert mail.outbox == []


def test_a_title_of_two_lines_makes_one_subject(translation, translator, lead, django_capture_on_commit_callbacks):
    Translation.objects.filter(pk=translation.pk).update(title="Two\nlines")
    with django_capture_on_commit_callbacks(execute=True):
        assign(reload(translation), user=lead, to=translator)
    assert "\n" not in mail.outbox[0].subject


def test_notices_are_among_what_is_known_of_a_person(translation, translator, lead):
    from accounts.personal_data import person_of, personal_data_erase, personal_data_export

    assign(translation, user=lead, to=translator)
    exported = personal_data_export(person_of(translator))
    assert "Leila" in str(exported)
    personal_data_erase(person_of(translator))
    assert not Notice.objects.filter(user=translator.pk).exists()
