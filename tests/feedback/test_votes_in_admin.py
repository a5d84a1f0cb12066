"""What editors see of votes."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from feedback.admin.chart import WIDTH, chart_of
from feedback.selectors import RevisionCounts, VoteCounts
from feedback.services import count_restart, vote_record
from kb.models import ArticlePage
from tests.factories import add_page

pytestmark = pytest.mark.django_db

REPORT = reverse("feedback_report")


def give(page: Any, helpful: int, unhelpful: int) -> None:
    for number in range(helpful + unhelpful):
        key = f"anonymous:{number}"
        vote_record(target=page, revision=page.live_revision_id, language="en", voter_key=key, is_helpful=number < helpful)


def trend_url(page: Any) -> str:
    return reverse("feedback_trend", args=[page.pk])


@pytest.fixture
def voted(article):
    give(article, 3, 1)
    return article


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


class TestTrend:
    def test_editors_see_the_share_and_the_number_of_votes(self, as_editor, voted):
        html = as_editor.get(trend_url(voted)).content.decode()
        assert "3 of 4 readers found this page helpful" in html and "Helpful at least: 30 %" in html

    def test_the_table_says_what_the_chart_shows(self, as_editor, voted):
        html = as_editor.get(trend_url(voted)).content.decode()
        assert "<svg" in html and "75 %" in html and "30 % – 95 %" in html

    def test_the_chart_needs_no_inline_styles(self, as_editor, voted):
        chart = re.search(r"<figure.*?</figure>", as_editor.get(trend_url(voted)).content.decode(), re.DOTALL)
        assert chart and "style=" not in chart.group()

    def test_the_chart_is_well_formed_in_every_language(self, as_editor, voted, editor):
        from wagtail.users.models import UserProfile

        profile = UserProfile.get_for_user(editor)
        for language in ("fa", "ar", "id"):
            profile.preferred_language = language
            profile.save()
            html = as_editor.get(trend_url(voted)).content.decode()
            (drawn,) = re.findall(r"<svg viewBox=\"0 0 720.*?</svg>", html, re.DOTALL)
            ElementTree.fromstring(drawn)  # noqa: S314

    def test_major_changes_are_named(self, as_editor, voted):
        revision = voted.save_revision()
        count_restart(voted, revision)
        revision.publish()
        voted.refresh_from_db()
        give(voted, 1, 0)
        html = as_editor.get(trend_url(voted)).content.decode()
        assert "major change" in html and "1 of 1 reader found" in html

    def test_a_page_nobody_voted_on_says_so(self, as_editor, article):
        assert "Nobody has voted" in as_editor.get(trend_url(article)).content.decode()

    def test_who_may_not_edit_the_page_is_sent_away(self, client, voted, agent):
        client.force_login(agent)
        assert client.get(trend_url(voted)).status_code == 302

    def test_the_anonymous_are_asked_to_sign_in(self, client, voted):
        assert client.get(trend_url(voted)).status_code == 302

    def test_a_page_that_is_none_is_not_there(self, as_editor):
        assert as_editor.get(reverse("feedback_trend", args=[987654])).status_code == 404

    def test_the_editor_leads_there(self, as_editor, voted):
        html = as_editor.get(reverse("wagtailadmin_pages:edit", args=[voted.pk])).content.decode()
        assert trend_url(voted) in html

    def test_its_queries_do_not_grow_with_the_revisions(self, as_editor, voted, django_assert_max_num_queries):
        as_editor.get(trend_url(voted))
        for _number in range(5):
            voted.save_revision().publish()
            voted.refresh_from_db()
            give(voted, 2, 1)
        with django_assert_max_num_queries(25):
            as_editor.get(trend_url(voted))


class TestReport:
    def test_pages_that_help_least_come_first(self, as_editor, voted, category):
        bad = add_page(category, ArticlePage, "Hard to read")
        give(bad, 1, 9)
        html = as_editor.get(REPORT).content.decode()
        assert 0 < html.index("Hard to read") < html.index("Send it back")

    def test_it_leads_to_the_trend(self, as_editor, voted):
        assert trend_url(voted) in as_editor.get(REPORT).content.decode()

    def test_pages_without_votes_are_left_out(self, as_editor, voted, category):
        assert trend_url(category) not in as_editor.get(REPORT).content.decode()

    def test_pages_one_may_not_edit_are_left_out(self, client, voted, agent):
        from django.contrib.auth.models import Group, Permission
        from wagtail.models import GroupPagePermission

        elsewhere = (
            voted.get_parent()
            .get_parent()
            .add_child(instance=type(voted.get_parent().specific)(title="Else", locale=voted.locale))
        )
        group = Group.objects.create(name="Elsewhere")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupPagePermission.objects.create(group=group, page=elsewhere, permission=Permission.objects.get(codename="change_page"))
        agent.groups.add(group)
        client.force_login(agent)
        response = client.get(REPORT)
        assert response.status_code == 200 and "Send it back" not in response.content.decode()

    @pytest.mark.parametrize("number", ["", "0", "-1", "x", "999", "9" * 30])
    def test_a_number_of_a_page_that_is_none_is_no_error(self, as_editor, voted, number):
        assert as_editor.get(REPORT, {"p": number}).status_code == 200

    def test_agents_do_not_see_it(self, client, agent):
        client.force_login(agent)
        assert client.get(REPORT).status_code == 302


class TestChart:
    TREND = [RevisionCounts(number, timezone.now(), VoteCounts(number, 2), number == 2) for number in range(1, 4)]

    def test_time_runs_in_the_direction_of_reading(self):
        places = {is_rtl: [each.x for each in chart_of(self.TREND, is_rtl=is_rtl).points] for is_rtl in (False, True)}
        assert places[False] == sorted(places[False]) and places[True] == sorted(places[True], reverse=True)

    def test_it_is_mirrored_as_a_whole(self):
        plain, mirrored = (chart_of(self.TREND, is_rtl=is_rtl) for is_rtl in (False, True))
        assert [WIDTH - each.x for each in mirrored.points] == pytest.approx([each.x for each in plain.points])

    def test_each_share_lies_within_its_interval(self):
        assert all(each.high <= each.y <= each.low for each in chart_of(self.TREND, is_rtl=False).points)

    def test_numbers_are_written_for_machines_in_every_language(self):
        with override("fa"):
            assert chart_of(self.TREND, is_rtl=True).path.isascii()
