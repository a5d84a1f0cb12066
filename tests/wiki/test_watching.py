"""Who watches is told of changes, and of nothing that they may not read at that moment."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from tests.factories import add_page
from wiki.models import Frequency, SpacePage, Watch, WatchSettings, WikiPage
from wiki.watching.changes import changes_for
from wiki.watching.digests import digests_send, is_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Zephyr space", slug="wiki")


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Zephyr page", slug="page")


@pytest.fixture
def watching(agent, space):
    Watch.objects.create(user=agent, page=space)
    long_ago = timezone.now() - timedelta(days=9)
    return WatchSettings.objects.create(user=agent, told_until=long_ago, seen_until=long_ago, frequency=Frequency.AT_ONCE)


def soon():
    return timezone.now() + timedelta(minutes=2)


def test_a_mail_names_what_changed_below_a_watched_space(watching, page, mailoutbox):
    digests_send(now=soon())
    assert "Zephyr page" in mailoutbox[0].body


def test_what_was_told_is_not_told_again(watching, page, mailoutbox):
    digests_send(now=soon())
    digests_send(now=soon() + timedelta(minutes=5))
    assert len(mailoutbox) == 1


def test_a_page_that_was_closed_since_is_not_in_the_mail(watching, page, space, mailoutbox):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    digests_send(now=soon())
    assert mailoutbox == []


def test_who_is_no_agent_any_more_gets_no_mail(watching, page, agent, mailoutbox):
    agent.groups.clear()
    digests_send(now=soon())
    assert mailoutbox == []


def test_who_may_not_sign_in_any_more_gets_no_mail(watching, page, agent, mailoutbox):
    agent.is_active = False
    agent.save()
    digests_send(now=soon())
    assert mailoutbox == []


def test_drafts_are_not_told_of(watching, space, mailoutbox):
    digests_send(now=soon())
    mailoutbox.clear()
    WatchSettings.objects.update(told_until=timezone.now())
    add_page(space, WikiPage, "Draft", live=False)
    digests_send(now=soon())
    assert mailoutbox == []


def test_ones_own_changes_are_not_told_of(watching, page, superuser):
    Watch.objects.create(user=superuser, page=page)
    since = timezone.now()
    page.save_revision(user=superuser).publish(user=superuser)
    assert changes_for(user=superuser, since=since) == []


def test_changes_of_others_are(watching, page, agent, superuser):
    since = timezone.now()
    page.save_revision(user=superuser).publish(user=superuser)
    assert [change.by for change in changes_for(user=agent, since=since)] == ["root"]


def test_what_is_not_watched_is_not_told_of(watching, home, agent):
    since = timezone.now()
    add_page(add_page(home, SpacePage, "Other", slug="other"), WikiPage, "Elsewhere")
    assert changes_for(user=agent, since=since) == []


def test_a_page_that_changed_twice_is_named_once(watching, page, agent):
    page.save_revision().publish()
    assert [change.page.pk for change in changes_for(user=agent, since=watching.told_until)].count(page.pk) == 1


def test_no_mails_means_none(watching, page, mailoutbox):
    WatchSettings.objects.update(frequency=Frequency.NEVER)
    digests_send(now=soon())
    assert mailoutbox == []


def test_the_mail_is_in_the_language_of_its_reader(watching, page, agent, mailoutbox):
    agent.preferred_language = "ar"
    agent.save()
    digests_send(now=soon())
    assert 'dir="rtl"' in mailoutbox[0].alternatives[0][0] and "/ar/agents/mine/" in mailoutbox[0].body


def test_a_mail_that_fails_is_tried_again(watching, page, mailoutbox, settings):
    settings.EMAIL_BACKEND = "tests.wiki.test_watching.FailingBackend"
    digests_send(now=soon())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    digests_send(now=soon())
    assert len(mailoutbox) == 1


class FailingBackend:
    def __init__(self, *_args, **_kwargs):
        pass

    def send_messages(self, _messages):
        raise OSError("no mail server")


@pytest.mark.parametrize(
    ("frequency", "told", "now", "due"),
    [
        (Frequency.DAILY, "2026-03-03T08:00", "2026-03-03T23:00", False),
        (Frequency.DAILY, "2026-03-03T08:00", "2026-03-04T06:59", False),
        (Frequency.DAILY, "2026-03-03T08:00", "2026-03-04T07:00", True),
        (Frequency.DAILY, "2026-03-03T23:00", "2026-03-04T07:00", True),
        (Frequency.DAILY, "2026-03-03T06:00", "2026-03-03T07:00", True),
        (Frequency.WEEKLY, "2026-03-03T08:00", "2026-03-08T23:00", False),
        (Frequency.WEEKLY, "2026-03-03T08:00", "2026-03-09T06:59", False),
        (Frequency.WEEKLY, "2026-03-03T08:00", "2026-03-09T07:00", True),
        (Frequency.WEEKLY, "2026-03-03T08:00", "2026-03-11T12:00", True),
        (Frequency.AT_ONCE, "2026-03-03T08:00", "2026-03-03T08:05", True),
    ],
)
def test_mails_go_out_in_the_morning_and_on_monday(frequency, told, now, due):
    here = timezone.get_current_timezone()
    own = WatchSettings(frequency=frequency, told_until=datetime.fromisoformat(told).replace(tzinfo=here))
    assert is_due(own, datetime.fromisoformat(now).replace(tzinfo=here)) is due


def stop_link(mailoutbox):
    return re.findall(r"/en/agents/mails/stop/\S+", mailoutbox[0].body)[0]


def test_the_link_in_a_mail_ends_the_mails_without_signing_in(watching, page, client, mailoutbox):
    digests_send(now=soon())
    client.post(stop_link(mailoutbox))
    assert WatchSettings.objects.get().frequency == Frequency.NEVER


def test_opening_the_link_alone_ends_nothing(watching, page, client, mailoutbox):
    digests_send(now=soon())
    assert client.get(stop_link(mailoutbox)).status_code == 200
    assert WatchSettings.objects.get().frequency == Frequency.AT_ONCE


def test_programs_for_mail_may_end_the_mails_for_their_reader(watching, page, mailoutbox):
    digests_send(now=soon())
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_page_that_ends_the_mails_names_nobody(watching, page, client, mailoutbox, agent):
    digests_send(now=soon())
    text = client.get(stop_link(mailoutbox)).content.decode()
    assert agent.email not in text and "Zephyr" not in text


@pytest.mark.parametrize("token", ["x", "1", "MQ:abc", "%00"])
def test_a_made_up_link_is_not_there(client, token, db):
    assert client.post(f"/en/agents/mails/stop/{token}/").status_code == 404


def test_the_list_marks_what_was_not_seen_yet_and_then_no_more(watching, page, client, agent):
    client.force_login(agent)
    first, second = (client.get("/en/agents/mine/").content.decode() for _each in range(2))
    assert "Not seen yet" in first and "Not seen yet" not in second


def test_the_menu_counts_what_was_not_seen_yet(watching, page, client, agent):
    client.force_login(agent)
    menu = client.get("/en/agents/").content.decode().partition('class="agent-menu"')[2].partition("</nav>")[0]
    assert "2</span>" in menu  # the space and the page


def test_how_often_mails_come_is_chosen(watching, client, agent):
    client.force_login(agent)
    client.post("/en/agents/mine/mails/", {"frequency": "weekly"})
    assert WatchSettings.objects.get().frequency == Frequency.WEEKLY


def test_an_unknown_choice_changes_nothing(watching, client, agent):
    client.force_login(agent)
    client.post("/en/agents/mine/mails/", {"frequency": "hourly"})
    assert WatchSettings.objects.get().frequency == Frequency.AT_ONCE
