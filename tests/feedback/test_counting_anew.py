"""After a major change the count begins anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from feedback.models import CountRestart, VoteTotal
from feedback.selectors import VoteCounts, counting_since, helpful_scores, revision_trend, vote_counts, vote_totals
from feedback.services import count_restart, count_restart_withdraw, totals_refresh, vote_record
from feedback.targets import target_type
from search.models import OutboxEntry
from search.pages import load_pages

pytestmark = pytest.mark.django_db


def give(page, *answers: bool, revision: int = 0, first_reader: int = 0) -> None:
    number = revision or page.live_revision_id
    for reader, is_helpful in enumerate(answers, first_reader):
        vote_record(target=page, revision=number, language="en", voter_key=f"anonymous:{reader}", is_helpful=is_helpful)


@pytest.fixture
def old(article) -> int:
    """The revision that was voted on before the change."""
    give(article, False, False, True)
    return article.live_revision_id


@pytest.fixture
def changed(article, old):
    """The page after a major change went live."""
    revision = article.save_revision()
    count_restart(article, revision)
    revision.publish()
    article.refresh_from_db()
    return article


class TestCounting:
    def test_earlier_votes_count_no_more(self, changed):
        assert vote_counts(changed) == VoteCounts(0, 0)

    def test_new_votes_do(self, changed):
        give(changed, True, first_reader=50)
        assert vote_counts(changed) == VoteCounts(1, 0)

    def test_who_voted_before_and_after_counts_once(self, changed):
        give(changed, True)
        assert vote_counts(changed) == VoteCounts(1, 0)

    def test_a_vote_during_the_publish_belongs_to_what_was_read(self, changed, old):
        give(changed, False, revision=old, first_reader=60)
        assert vote_counts(changed).total == 0

    def test_lists_and_scores_follow(self, changed):
        assert vote_totals([changed.pk]) == {} and helpful_scores([changed.pk]) == {}

    def test_search_is_told(self, article, old):
        OutboxEntry.objects.all().delete()
        count_restart(article, article.save_revision())
        assert not OutboxEntry.objects.exists()
        article.latest_revision.publish()
        (document,) = load_pages([article.pk])
        assert OutboxEntry.objects.exists() and not document.helpful

    def test_it_is_known_since_when(self, changed, category):
        assert counting_since([changed.pk, category.pk]) == {changed.pk: changed.live_revision_id}

    def test_a_minor_change_leaves_the_count(self, article, old):
        article.save_revision().publish()
        assert vote_counts(article).total == 3

    def test_other_pages_keep_theirs(self, changed, category):
        give(category, True)
        assert vote_counts(category).total == 1

    def test_adding_up_again_changes_nothing(self, changed):
        give(changed, True, False, first_reader=50)
        totals_refresh(of_type=target_type(changed), target_ids=[changed.pk])
        assert vote_counts(changed) == VoteCounts(1, 1)

    def test_many_pages_cost_one_query(self, changed, category, django_assert_num_queries):
        give(category, True)
        with django_assert_num_queries(1):
            vote_totals([changed.pk, category.pk])


class TestDrafts:
    def test_a_draft_changes_nothing_yet(self, article, old):
        count_restart(article, article.save_revision())
        assert vote_counts(article).total == 3 and counting_since([article.pk]) == {}

    def test_it_can_be_taken_back(self, article, old):
        revision = article.save_revision()
        count_restart(article, revision)
        count_restart_withdraw(article)
        revision.publish()
        assert vote_counts(article).total == 3

    def test_what_is_in_force_cannot(self, changed):
        count_restart_withdraw(changed)
        assert vote_counts(changed).total == 0

    def test_a_later_draft_carries_it_along(self, article, old):
        count_restart(article, article.save_revision())
        article.save_revision().publish()
        assert vote_counts(article).total == 0

    def test_a_scheduled_change_counts_when_it_goes_live(self, article, old):
        article.go_live_at = timezone.now() + timedelta(hours=1)
        revision = article.save_revision()
        count_restart(article, revision)
        revision.publish()
        assert vote_counts(article).total == 3
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            call_command("publish_scheduled")
        assert vote_counts(article).total == 0

    def test_said_twice_is_said_once(self, article, old):
        revision = article.save_revision()
        count_restart(article, revision)
        count_restart(article, revision)
        assert CountRestart.objects.count() == 1


class TestEditor:
    @pytest.fixture
    def save(self, client, article, superuser):
        client.force_login(superuser)

        def call(**buttons: str):
            data = nested_form_data(
                {"title": article.title, "slug": article.slug, "summary": "", "search_keywords": "", "audience": 0}
                | {"body": streamfield([]), "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
            )
            return client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), data | full_form(client, article) | buttons)

        return call

    def test_the_tick_stands_beside_publish(self, client, article, old, superuser):
        client.force_login(superuser)
        html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
        assert 'name="feedback-restart"' in html and "3 votes until now" in html

    def test_it_is_not_there_without_votes(self, client, article, superuser):
        client.force_login(superuser)
        html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
        assert "feedback-restart" not in html

    def test_ticked_and_published_the_count_begins_anew(self, save, article, old):
        save(**{"action-publish": "1", "feedback-restart-asked": "1", "feedback-restart": "on"})
        article.refresh_from_db()
        assert article.live_revision_id > old and vote_counts(article).total == 0

    def test_published_without_it_goes_on(self, save, article, old):
        save(**{"action-publish": "1", "feedback-restart-asked": "1"})
        article.refresh_from_db()
        assert article.live_revision_id > old and vote_counts(article).total == 3

    def test_ticked_in_a_draft_it_waits(self, save, client, article, old):
        save(**{"feedback-restart-asked": "1", "feedback-restart": "on"})
        html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
        assert vote_counts(article).total == 3
        assert "checked" in html[html.index('name="feedback-restart"') :][:80]

    def test_unticked_it_is_taken_back(self, save, article, old):
        save(**{"feedback-restart-asked": "1", "feedback-restart": "on"})
        save(**{"action-publish": "1", "feedback-restart-asked": "1"})
        assert vote_counts(article).total == 3


def full_form(client, page) -> dict[str, str]:
    """Every field of the editor's form as it stands there, so that saving changes nothing else."""
    context = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context
    form = context["form"]
    data: dict[str, str] = {f"{name}-count": "0" for name in page.stream_names() if name != "body"}
    for name in form.fields:
        value = form[name].value()
        if value is not None and isinstance(value, str | int):
            data[form[name].html_name] = str(value)
    for formset in form.formsets.values():
        for field in formset.management_form:
            data[field.html_name] = str(field.value())
    return data


class TestTrend:
    def test_each_revision_has_its_own_count(self, changed, old):
        give(changed, True, first_reader=50)
        found = [(each.revision, each.counts.helpful, each.counts.unhelpful) for each in revision_trend(changed)]
        assert found == [(old, 1, 2), (changed.live_revision_id, 1, 0)]

    def test_major_changes_are_marked(self, changed):
        give(changed, True, first_reader=50)
        assert [each.is_major for each in revision_trend(changed)] == [False, True]

    def test_a_major_change_nobody_voted_on_marks_the_next_that_was(self, changed):
        changed.save_revision().publish()
        changed.refresh_from_db()
        give(changed, True, first_reader=50)
        assert [each.is_major for each in revision_trend(changed)] == [False, True]

    def test_purged_revisions_keep_their_place(self, article, old):
        article.save_revision().publish()
        Revision.objects.filter(pk=old).delete()
        (found,) = revision_trend(article)
        assert found.revision == old and found.since <= timezone.now()

    def test_only_the_latest_are_shown(self, article):
        for number in range(1, 8):
            give(article, True, revision=number)
        assert [each.revision for each in revision_trend(article, last=3)] == [5, 6, 7]

    def test_it_takes_three_queries(self, changed, django_assert_num_queries):
        with django_assert_num_queries(3):
            revision_trend(changed)


def test_a_vote_that_is_deleted_with_its_page_leaves_no_total(article, old):
    article.delete()
    assert not VoteTotal.objects.exists() and not CountRestart.objects.exists()
