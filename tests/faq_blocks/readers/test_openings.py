"""Which answers readers open: counted once a day for each reader, and nothing is known of any of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from activity.counting import months_fold, openings_delete, views_fold
from activity.models import OpenCount, Seen
from activity.recording import FLOOD
from activity.targets import Openable, register_openable
from content.audiences import Audience
from faq_blocks.readers.opening import NUMBER, opening_counts
from plugins.hooks import add_action
from tests.faq_blocks.library import add_question
from tests.faq_blocks.readers.conftest import tell_opened

pytestmark = pytest.mark.django_db


def counts() -> dict[int, int]:
    views_fold()
    return dict(OpenCount.objects.filter(kind=NUMBER).values_list("target_id", "readers"))


class TestCounting:
    def test_several_come_in_one_beacon(self, question):
        other = add_question("Another?")
        tell_opened(f"{question.pk},{other.pk}")
        assert counts() == {question.pk: 1, other.pk: 1}

    def test_a_reader_counts_once_a_day(self, question):
        for _again in range(3):
            tell_opened(str(question.pk))
        assert counts() == {question.pk: 1}

    def test_readers_are_told_apart(self, question):
        tell_opened(str(question.pk), ip="192.0.2.1")
        tell_opened(str(question.pk), ip="192.0.2.2")
        assert counts() == {question.pk: 2}

    def test_counting_twice_changes_nothing(self, question):
        tell_opened(str(question.pk))
        assert counts() == counts() == {question.pk: 1}

    def test_a_page_of_the_same_number_was_not_read(self, question):
        from activity.models import DailyCount

        tell_opened(str(question.pk))
        views_fold()
        assert not DailyCount.objects.exists()

    def test_the_days_are_summed_up(self, question):
        today = timezone.localdate()
        for ago, readers in ((0, 2), (6, 3), (8, 9)):
            OpenCount.objects.create(kind=NUMBER, target_id=question.pk, day=today - timedelta(days=ago), readers=readers)
        assert opening_counts([question.pk], 7) == {question.pk: 5}

    def test_many_cost_as_many_queries_as_one(self, django_assert_num_queries, home):
        questions = [add_question(f"Number {number}?") for number in range(20)]
        tell_opened(str(questions[0].pk))
        with django_assert_num_queries(4):  # the questions; a savepoint, the rows, its end
            tell_opened(",".join(str(each.pk) for each in questions[1:]))


class TestPrivacy:
    def test_nothing_of_the_reader_is_stored(self, question):
        tell_opened(str(question.pk), ip="203.0.113.77")
        row = Seen.objects.get()
        assert (row.kind, row.page_id, len(row.reader)) == (NUMBER, question.pk, 32) and "203" not in str(row)

    def test_no_cookie_is_set(self, question):
        response = tell_opened(str(question.pk))
        assert response.status_code == 204 and not response.cookies and response["Cache-Control"] == "no-store"

    def test_the_same_reader_has_nothing_in_common_on_two_questions(self, question):
        tell_opened(f"{question.pk},{add_question('Another?').pk}")
        assert Seen.objects.values("reader").distinct().count() == 2

    @pytest.mark.parametrize("headers", [{"DNT": "1"}, {"Sec-GPC": "1"}])
    def test_who_does_not_want_to_be_counted_is_not(self, question, settings, headers):
        settings.SANAD_VIEWS_HONOUR_DNT = True
        tell_opened(str(question.pk), headers=headers)
        assert not Seen.objects.exists()

    def test_a_question_that_is_not_theirs_is_not_counted(self, home):
        hidden = [add_question("For agents?", audience=Audience.AGENT), add_question("Not yet?", live=False)]
        tell_opened(",".join(str(each.pk) for each in hidden))
        assert not Seen.objects.exists()

    def test_the_answer_tells_of_no_question_that_it_is_there(self, question):
        there, gone = tell_opened(str(question.pk)), tell_opened("987654")
        assert (there.status_code, there.content, dict(there.headers)) == (gone.status_code, gone.content, dict(gone.headers))


class TestStrangers:
    @pytest.mark.parametrize("text", ["", ",", "x", "-1", "٧", "1.5", "9" * 30, "\x00", "1;2", "[1]", "1" * 2000])
    def test_what_is_no_beacon_of_ours_counts_nothing(self, home, text):
        assert tell_opened(text).status_code == 204 and not Seen.objects.exists()

    def test_no_more_than_a_list_of_fifty_is_read(self, question):
        tell_opened(",".join(["987654"] * 50 + [str(question.pk)]))
        assert not Seen.objects.exists()

    def test_an_unknown_kind_counts_nothing(self, question):
        assert tell_opened(str(question.pk), name="secret").status_code == 204 and not Seen.objects.exists()

    def test_pages_of_other_sites_count_nothing(self, question):
        tell_opened(str(question.pk), headers={"Sec-Fetch-Site": "cross-site"})
        assert not Seen.objects.exists()

    def test_programs_count_nothing(self, question):
        tell_opened(str(question.pk), headers={"User-Agent": "curl/8.0"})
        assert not Seen.objects.exists()

    def test_a_flood_from_one_address_is_left_out(self, question, monkeypatch):
        from activity import recording

        monkeypatch.setattr(recording, "FLOOD", 1)
        other = add_question("Another?")
        tell_opened(f"{question.pk},{other.pk}")
        assert FLOOD > 1 and Seen.objects.count() == 1

    def test_reading_it_by_get_is_refused(self, question):
        assert Client().get("/activity/open/question/").status_code == 405


class TestOldDays:
    def test_old_months_become_one_row(self, question):
        for day in (date(2020, 3, 1), date(2020, 3, 9), date(2020, 3, 30)):
            OpenCount.objects.create(kind=NUMBER, target_id=question.pk, day=day, readers=2)
        months_fold()
        assert list(OpenCount.objects.values_list("day", "readers")) == [(date(2020, 3, 1), 6)]

    def test_summing_up_twice_changes_nothing(self, question):
        OpenCount.objects.create(kind=NUMBER, target_id=question.pk, day=date(2020, 3, 9), readers=2)
        assert (months_fold(), months_fold()) == (1, 0)
        assert OpenCount.objects.get().readers == 2


class TestGoing:
    def test_the_counts_go_with_the_question(self, question):
        tell_opened(str(question.pk))
        counts()
        question.delete()
        assert not OpenCount.objects.exists() and not Seen.objects.exists()

    def test_a_page_that_goes_takes_no_question_with_it(self, question):
        from activity.counting import counts_delete

        tell_opened(str(question.pk))
        counts_delete(page_id=question.pk)
        assert Seen.objects.exists()

    def test_those_of_other_kinds_stay(self, question):
        OpenCount.objects.create(kind=99, target_id=question.pk, day=date(2020, 3, 9), readers=2)
        openings_delete(kind=NUMBER, target_id=question.pk)
        assert OpenCount.objects.exists()


class TestHook:
    @pytest.fixture
    def told(self):
        calls: list[list[int]] = []
        add_action("faq_opened", lambda question_ids: calls.append(question_ids))
        return calls

    def test_openings_are_told(self, question, told):
        tell_opened(f"{question.pk},987654")
        assert told == [[question.pk]]

    def test_what_a_flood_left_out_is_not_told_of(self, question, told, monkeypatch):
        monkeypatch.setattr("activity.recording.FLOOD", 1)
        other = add_question("Another?")
        tell_opened(f"{question.pk},{other.pk}")
        tell_opened(f"{other.pk}")
        assert told == [list(Seen.objects.values_list("page_id", flat=True))]

    def test_the_same_reader_is_not_told_of_again(self, question, told):
        tell_opened(str(question.pk))
        tell_opened(str(question.pk))
        assert len(told) == 1


@pytest.mark.parametrize("number", [1, 9, NUMBER])
def test_a_number_that_is_taken_is_refused(number):
    with pytest.raises(ValueError, match="taken"):
        register_openable(Openable("other", number, lambda _request, ids: ids, lambda ids: None))
