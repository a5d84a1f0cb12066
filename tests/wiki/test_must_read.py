"""Groups are asked to confirm that they have read a page: who is asked, who has confirmed what, and who learns of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import Person
from tests.conftest import _user
from tests.factories import add_page
from wiki.models import Reading, ReadingRequest, SpacePage, WikiPage
from wiki.must_read.mails import mails_send
from wiki.must_read.personal import readings_erase
from wiki.must_read.selectors import people_asked, report_of, waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Care", slug="care")


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone of voice", slug="tone")


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def other(db):
    return _user("other", "Agents")


def group(name):
    return Group.objects.get(name=name)


def ask(client, user, page, **posted):
    client.force_login(user)
    values = {"groups": [group("Agents").pk], "due": "", "note": "", **posted}
    return client.post(reverse("wiki:must_read_ask", args=[page.pk]), values)


@pytest.fixture
def asked(client, lead, agent, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, lead, page, note="The greeting is new")
    return ReadingRequest.objects.get()


def confirm(client, user, page, revision=None):
    client.force_login(user)
    sent = WikiPage.objects.get(pk=page.pk).live_revision_id if revision is None else revision
    return client.post(reverse("wiki:must_read_confirm", args=[page.pk]), {"revision": sent})


def shown(client, user, address):
    client.force_login(user)
    return " ".join(client.get(address).content.decode().split())


def test_who_is_asked_reads_it_above_the_page_and_on_the_home_of_the_wiki(client, agent, page, asked):
    assert "You are asked to read this page." in shown(client, agent, page.link)
    assert "The greeting is new" in shown(client, agent, reverse("wiki:home"))


def test_they_get_a_mail_with_the_way_to_the_page(agent, page, asked):
    assert [each.to for each in mail.outbox] == [[agent.email]]
    assert page.link in str(mail.outbox[0].body) and "The greeting is new" in str(mail.outbox[0].body)


def test_one_click_at_the_end_of_the_page_confirms_it(client, agent, page, asked):
    confirm(client, agent, page)
    reading = Reading.objects.get(user=agent)
    assert reading.confirmed_at is not None
    assert reading.revision_id == WikiPage.objects.get(pk=page.pk).live_revision_id
    assert not waiting_for(User.objects.get(pk=agent.pk)).exists()


def test_the_button_stands_after_the_text(client, agent, page, asked):
    html = shown(client, agent, page.link)
    assert html.index("</article>") < html.index("I have read this page")


def test_a_version_that_was_not_read_is_not_confirmed(client, agent, page, asked):
    before = page.live_revision_id
    page.save_revision().publish()
    confirm(client, agent, page, revision=before)
    assert not Reading.objects.filter(confirmed_at__isnull=False).exists()


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 40, "0"])
def test_a_version_that_makes_no_sense_confirms_nothing(client, agent, page, asked, sent):
    assert confirm(client, agent, page, revision=sent).status_code == 302
    assert not Reading.objects.filter(confirmed_at__isnull=False).exists()


def test_confirming_twice_is_confirming_once(client, agent, page, asked):
    confirm(client, agent, page)
    first = Reading.objects.get(user=agent).confirmed_at
    confirm(client, agent, page)
    assert Reading.objects.get(user=agent).confirmed_at == first


def test_the_report_says_who_has_not(client, lead, agent, other, page, asked):
    confirm(client, agent, page)
    html = shown(client, lead, reverse("wiki:must_read_report", args=[asked.pk]))
    assert "1 of 2 has not confirmed." in html
    assert html.index("<bdi>other</bdi>") < html.index("<bdi>agent</bdi>")


def test_the_file_is_guarded_against_formulas(client, lead, agent, page, asked):
    agent.first_name = "=cmd()"
    agent.save()
    client.force_login(lead)
    text = client.get(reverse("wiki:must_read_export", args=[asked.pk])).content.decode()
    assert "'=cmd()" in text and "\n=cmd" not in text


@pytest.mark.parametrize("name", ["must_read_report", "must_read_export"])
def test_an_agent_who_is_only_asked_sees_no_report(client, agent, asked, name):
    client.force_login(agent)
    assert client.get(reverse(f"wiki:{name}", args=[asked.pk])).status_code == 404


@pytest.mark.parametrize("name", ["must_read_remind", "must_read_close"])
def test_nor_do_they_remind_or_close(client, agent, asked, name):
    client.force_login(agent)
    assert client.post(reverse(f"wiki:{name}", args=[asked.pk])).status_code == 404


def test_an_agent_does_not_ask_others(client, agent, page):
    assert ask(client, agent, page).status_code == 404


ADDRESSES = [
    ("must_read", None),
    ("must_read_report", "request"),
    ("must_read_export", "request"),
    ("must_read_ask", "page"),
]


@pytest.mark.parametrize(("name", "of"), ADDRESSES)
def test_a_customer_finds_nothing_and_the_signed_out_sign_in(client, customer, page, asked, name, of):
    for pk in (asked.pk if of == "request" else page.pk, 999_999):
        address = reverse(f"wiki:{name}", args=[pk] if of else [])
        client.logout()
        assert client.get(address).status_code == 302
        client.force_login(customer)
        assert client.get(address).status_code == 404


def test_a_lead_who_may_not_read_the_page_sees_no_report(client, lead, space, asked):
    space.readers.set([group("Managers")])
    space.save()
    client.force_login(lead)
    assert client.get(reverse("wiki:must_read_report", args=[asked.pk])).status_code == 404


def test_members_who_may_not_read_the_page_are_not_asked(space, asked):
    space.readers.set([group("Managers")])
    space.save()
    assert list(people_asked(asked)) == []


def test_a_member_who_is_no_agent_is_not_asked(client, lead, page, customer):
    team = Group.objects.create(name="Warehouse")
    customer.groups.add(team)
    ask(client, lead, page, groups=[team.pk])
    assert list(people_asked(ReadingRequest.objects.get())) == []


def test_who_comes_into_the_group_later_is_asked_and_told(asked, other):
    mail.outbox.clear()
    mails_send()
    assert waiting_for(other).exists()
    assert [each.to for each in mail.outbox] == [[other.email]]


def test_nobody_is_told_twice(asked):
    mail.outbox.clear()
    mails_send()
    assert mail.outbox == []


def test_who_has_not_is_reminded_once_before_the_day_and_once_after(client, lead, agent, page, asked):
    ReadingRequest.objects.update(due=timezone.localdate() + timedelta(days=10))
    mail.outbox.clear()
    counts = []
    for days in (1, 8, 9, 10, 11, 12):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            mails_send()
        counts.append(len(mail.outbox))
    assert counts == [0, 1, 1, 1, 2, 2]


def test_who_has_confirmed_is_not_reminded(client, lead, agent, page, asked):
    confirm(client, agent, page)
    mail.outbox.clear()
    client.force_login(lead)
    client.post(reverse("wiki:must_read_remind", args=[asked.pk]))
    assert mail.outbox == []


def test_reminding_by_hand_reaches_nobody_twice_a_day(client, lead, agent, asked):
    mail.outbox.clear()
    client.force_login(lead)
    for _time in range(3):
        client.post(reverse("wiki:must_read_remind", args=[asked.pk]))
    assert [each.to for each in mail.outbox] == [[agent.email]]


def test_a_failing_mail_server_is_tried_again(client, lead, agent, page, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, lead, page)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mails_send()
    assert [each.to for each in mail.outbox] == [[agent.email]]


def test_a_new_request_to_the_same_people_ends_the_old_one(client, lead, page, asked):
    ask(client, lead, page)
    assert ReadingRequest.objects.filter(closed_at=None).count() == 1


def test_one_to_others_does_not(client, lead, page, asked):
    ask(client, lead, page, groups=[group("Leads").pk])
    assert ReadingRequest.objects.filter(closed_at=None).count() == 2


def test_a_closed_request_waits_for_nobody(client, lead, agent, page, asked):
    client.force_login(lead)
    client.post(reverse("wiki:must_read_close", args=[asked.pk]))
    assert "You are asked to read this page." not in shown(client, agent, page.link)


@pytest.mark.parametrize(
    "posted",
    [{"groups": []}, {"groups": ["x"]}, {"due": "2020-01-01"}, {"due": "9999-12-31"}, {"due": "never"}, {"note": "x" * 10_000}],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_the_form(client, lead, page, posted):
    assert ask(client, lead, page, **posted).status_code == 200
    assert not ReadingRequest.objects.exists()


def test_a_hostile_note_is_shown_as_what_it_is(client, lead, agent, page):
    ask(client, lead, page, note="<script>alert(1)</script>")
    assert "<script>alert(1)" not in shown(client, agent, page.link)


def test_a_title_with_lines_makes_no_header(client, lead, agent, page, django_capture_on_commit_callbacks):
    WikiPage.objects.update(title="Tone\r\nBcc: a@b.example")
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, lead, page)
    assert not mail.outbox[0].bcc


def test_the_request_stays_when_who_asked_has_left(client, lead, agent, page, asked):
    lead.delete()
    assert "You are asked to read this page." in shown(client, agent, page.link)


def test_it_goes_with_the_page(page, asked):
    page.delete()
    assert not ReadingRequest.objects.exists()


def test_a_confirmation_is_forgotten_with_the_person(client, agent, page, asked):
    confirm(client, agent, page)
    assert readings_erase(Person(agent)) == 1
    assert report_of(asked)[0].confirmed_at is None


def test_the_menu_tells_how_many_wait(client, agent, asked):
    assert '<span class="badge badge--warn">1</span>' in shown(client, agent, reverse("wiki:home"))
