"""Wiki pages, policies and exceptions are verified until a day; then they say so, and sink in search."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from content.review.due import due_refresh
from content.review.reminders import reminders_send
from content.review.selectors import due_pages
from search.models import OutboxEntry
from search.pages import load_pages
from tests.conftest import _user
from tests.factories import add_page
from tests.wiki.policies import add_exception, add_policy
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage, WikiPage
from wiki.trust.validity import turned, validity_tell

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 15)
STALE = "Nobody has verified this page for too long."


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Care", slug="care", review_months=6)


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone of voice", slug="tone", reviewed_on=LONG_AGO)


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def verify(client, user, page, **posted):
    client.force_login(user)
    return client.post(reverse("wiki:verify", args=[page.pk]), posted)


def shown(client, user, page):
    client.force_login(user)
    return client.get(page.link).content.decode()


def test_the_space_says_for_how_long(page):
    assert page.review_due == date(2020, 7, 15)


@pytest.mark.parametrize("kind", ["policy", "exception"])
def test_policies_and_exceptions_are_verified_too(home, kind):
    policy = add_policy(home, verified_until=LONG_AGO)
    found = policy if kind == "policy" else add_exception(policy, "Late", verified_until=LONG_AGO)
    assert fresh(found).is_stale


def test_a_stale_page_says_so_at_the_top_and_names_who_to_ask(client, agent, page, lead):
    type(page).objects.filter(pk=page.pk).update(responsible=lead)
    html = shown(client, agent, page)
    assert html.index(STALE) < html.index("<article")
    assert "ask: <bdi>lead</bdi>" in " ".join(html.split())


def test_a_page_that_is_verified_says_nothing_of_the_kind(client, agent, space):
    page = add_page(space, WikiPage, "New", slug="new", reviewed_on=timezone.localdate())
    assert STALE not in shown(client, agent, page)


def test_a_stale_page_sinks_in_search(page):
    assert [document.is_stale for document in load_pages([page.pk])] == [True]


def test_a_lead_marks_it_as_verified_until_a_day(client, lead, page):
    day = timezone.localdate() + timedelta(days=10)
    verify(client, lead, page, verified_until=day.isoformat())
    assert (fresh(page).reviewed_by, fresh(page).review_due) == (lead, day + timedelta(days=1))


def test_search_is_told_of_it(client, lead, page):
    OutboxEntry.objects.all().delete()
    verify(client, lead, page)
    assert OutboxEntry.objects.filter(key=f"page:{page.pk}").exists()


def test_whoever_is_responsible_may_mark_it_without_the_admin(client, agent, page):
    type(page).objects.filter(pk=page.pk).update(responsible=agent)
    verify(client, agent, page)
    assert fresh(page).reviewed_by == agent


@pytest.mark.parametrize("group", ["Agents", "Editors"])
def test_others_find_nothing_there(client, page, group):
    assert verify(client, _user("other", group), page).status_code == 404
    assert fresh(page).reviewed_by is None


def test_a_customer_finds_nothing_whether_the_page_exists_or_not(client, customer, page):
    client.force_login(customer)
    codes = {client.post(reverse("wiki:verify", args=[pk])).status_code for pk in (page.pk, 999999)}
    assert codes == {404}


def test_where_a_space_names_approvers_other_leads_do_not_verify(client, lead, space, page):
    from django.contrib.auth.models import Group

    space.approvers.set(Group.objects.filter(name="Managers"))
    space.save()
    assert verify(client, lead, page).status_code == 404


@pytest.mark.parametrize("day", ["2020-01-01", "soon", "99999-01-01"])
def test_a_day_that_makes_no_sense_is_refused_on_the_page(client, lead, page, day):
    client.force_login(lead)
    response = client.post(reverse("wiki:verify", args=[page.pk]), {"verified_until": day}, follow=True)
    assert 'role="status"' in response.content.decode()
    assert fresh(page).reviewed_by is None


def test_a_long_note_is_refused(client, lead, page):
    verify(client, lead, page, note="x" * 10_000)
    assert fresh(page).reviewed_by is None


def test_publishing_an_older_draft_does_not_turn_it_back(client, lead, page):
    draft = page.save_revision()
    verify(client, lead, page)
    Revision.objects.get(pk=draft.pk).publish()
    assert fresh(page).reviewed_on == timezone.localdate()


def test_a_copy_is_not_verified(page):
    copy = page.copy(update_attrs={"slug": "copy"})
    assert fresh(copy).reviewed_on is None


def test_the_owner_is_mailed_with_the_address_of_the_page(lead, page):
    type(page).objects.filter(pk=page.pk).update(responsible=lead)
    assert reminders_send() == 1
    assert (mail.outbox[0].to, page.link in str(mail.outbox[0].body)) == ([lead.email], True)


def test_without_an_owner_the_one_of_the_policy_is_asked_about_its_exception(home, lead):
    policy = add_policy(home, responsible=lead)
    add_exception(policy, "Late", verified_until=LONG_AGO)
    reminders_send()
    assert [each.to for each in mail.outbox] == [[lead.email]]


def test_when_the_owner_was_deleted_the_one_of_the_space_is_asked(lead, agent, space, page):
    SpacePage.objects.filter(pk=space.pk).update(responsible=lead)
    type(page).objects.filter(pk=page.pk).update(responsible=agent)
    agent.delete()
    reminders_send()
    assert [each.to for each in mail.outbox] == [[lead.email]]


def test_an_owner_who_may_no_longer_read_it_learns_nothing(customer, page):
    type(page).objects.filter(pk=page.pk).update(responsible=customer)
    assert reminders_send() == 0


def test_the_report_of_an_editor_who_is_no_agent_does_not_name_it(client, editor, page):
    assert len(due_pages(editor)) == 0
    client.force_login(editor)
    assert "Tone of voice" not in client.get(reverse("content_review_due")).content.decode()


def test_the_report_of_an_editor_who_reads_the_wiki_does(client, page):
    client.force_login(_user("both", "Editors", "Agents"))
    assert "Tone of voice" in client.get(reverse("content_review_due")).content.decode()


def test_a_change_of_the_space_reaches_what_is_below(space, page):
    space.review_months = 12
    space.save_revision().publish()
    assert fresh(page).review_due == date(2021, 1, 15)


def test_the_daily_look_mends_a_wrong_date(page):
    WikiPage.objects.update(review_due=None)
    due_refresh()
    assert fresh(page).review_due == date(2020, 7, 15)


def test_a_policy_that_is_over_sinks(home):
    policy = add_policy(home, valid_to=LONG_AGO)
    assert [document.is_stale for document in load_pages([policy.pk])] == [True]


@pytest.mark.parametrize(
    "fields", [{"valid_to": LONG_AGO}, {"valid_from": date(2999, 1, 1)}, {"approved_by": "", "approved_on": None}], ids=str
)
def test_an_exception_that_is_not_valid_sinks(home, fields):
    exception = add_exception(add_policy(home), "Late", **fields)
    assert [document.is_stale for document in load_pages([exception.pk])] == [True]


def test_an_exception_whose_place_was_taken_sinks(home):
    policy = add_policy(home)
    older, other = add_exception(policy, "Older"), add_exception(policy, "Other")
    newer = add_exception(policy, "Newer", supersedes=older)
    stale = {document.key for document in load_pages([older.pk, other.pk, newer.pk]) if document.is_stale}
    assert stale == {f"page:{older.pk}"}


def test_what_begins_or_ends_by_its_dates_is_told_to_search(home):
    today = timezone.localdate()
    policy = add_policy(home)
    older = add_exception(policy, "Older")
    begun = add_exception(policy, "Begun", valid_from=today, supersedes=older)
    ended = add_exception(policy, "Ended", valid_to=today - timedelta(days=1))
    add_exception(policy, "Long", valid_from=today - timedelta(days=30), valid_to=today)
    assert turned() == {begun.pk, ended.pk, older.pk}
    OutboxEntry.objects.all().delete()
    validity_tell()
    assert OutboxEntry.objects.count() == 3


def test_types_of_the_wiki_are_all_registered():
    from content.review.kinds import kind_of

    assert all(kind_of(model()) for model in (WikiPage, PolicyPage, PolicyExceptionPage))
