"""What is not well is mailed once when it begins, daily while it lasts, and to those who may do something about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from operations.health import register_health_check
from operations.models import ScheduledJob, Trouble
from operations.work import telling
from operations.work.telling import troubles_tell
from plugins.testing import isolated_registries
from search.tasks import process_outbox

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    """A clock that stands still until it is moved."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def well(clock):
    """A site on which all is well: a scheduler has just run."""
    with isolated_registries():
        register_health_check("scheduler", lambda: (True, "running"))
        register_health_check("search", lambda: (True, "up"))
        yield


@pytest.fixture
def failing_job(superuser):
    """A job that fails, and somebody to be told."""
    ScheduledJob.objects.create(
        name="kb.links", next_run=timezone.now(), last_error="OSError: to reader@example.org from 203.0.113.9", failures=1
    )


def failed_task() -> None:
    process_outbox.enqueue()
    DBTaskResult.objects.create(
        task_path="search.tasks.process_outbox",
        args_kwargs={"args": [], "kwargs": {}},
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        backend_name="default",
        exception_class_path="builtins.ValueError",
        traceback="",
    )


def test_nothing_is_told_when_all_is_well(superuser):
    assert (troubles_tell(), mail.outbox) == (0, [])


def test_a_failing_job_is_mailed(failing_job, superuser):
    assert troubles_tell() == 1
    assert mail.outbox[0].to == [superuser.email]
    assert "Check links" in mail.outbox[0].body


def test_without_personal_data(failing_job):
    troubles_tell()
    assert "[e-mail]" in mail.outbox[0].body
    assert "203.0.113.9" not in mail.outbox[0].body


def test_once_and_not_every_minute(failing_job, clock):
    for _minute in range(60):
        troubles_tell()
        clock.shift(MINUTE)
    assert len(mail.outbox) == 1


def test_again_after_a_day(failing_job, clock):
    for _quarter in range(97):
        troubles_tell()
        clock.shift(15 * MINUTE)
    assert len(mail.outbox) == 2


def test_one_that_flickers_is_told_once(failing_job, clock):
    for number in range(30):
        ScheduledJob.objects.update(last_error="" if number % 2 else "OSError: x")
        troubles_tell()
        clock.shift(MINUTE)
    assert len(mail.outbox) == 1


def test_it_is_news_again_when_it_was_well_for_long(failing_job, clock):
    troubles_tell()
    ScheduledJob.objects.update(last_error="")
    clock.shift(timedelta(hours=2))
    troubles_tell()
    assert not Trouble.objects.exists()
    ScheduledJob.objects.update(last_error="OSError: x")
    troubles_tell()
    assert len(mail.outbox) == 2


def test_many_failures_of_a_task_are_one_line(superuser):
    for _number in range(5):
        failed_task()
    troubles_tell()
    assert "5 tasks" in mail.outbox[0].body


def test_what_comes_shortly_after_waits_and_is_told_together(failing_job, clock):
    troubles_tell()
    failed_task()
    ScheduledJob.objects.create(name="kb.texts", next_run=timezone.now(), last_error="OSError: x")
    troubles_tell()
    assert len(mail.outbox) == 1
    clock.shift(11 * MINUTE)
    troubles_tell()
    assert mail.outbox[1].subject.startswith("2 things are not well")


class TestPartsOfTheSite:
    @pytest.fixture(autouse=True)
    def unwell(self, well, superuser):
        register_health_check("search", lambda: (False, "no server answers"))

    def test_a_short_pause_is_no_news(self):
        troubles_tell()
        assert not mail.outbox

    def test_a_long_one_is(self, clock):
        troubles_tell()
        clock.shift(4 * MINUTE)
        troubles_tell()
        assert "no server answers" in mail.outbox[0].body


class TestWhoIsTold:
    def test_who_may_manage_work(self, editor, failing_job):
        editor.user_permissions.add(Permission.objects.get(codename="manage_work"))
        troubles_tell()
        assert {each.to[0] for each in mail.outbox} == {"root@example.org", "editor@example.org"}

    def test_not_who_may_only_look(self, editor, failing_job):
        editor.user_permissions.add(Permission.objects.get(codename="view_system"))
        troubles_tell()
        assert [each.to for each in mail.outbox] == [["root@example.org"]]

    def test_nobody_who_left(self, superuser, failing_job):
        superuser.is_active = False
        superuser.save()
        assert (troubles_tell(), mail.outbox) == (0, [])

    def test_in_the_language_of_the_admin(self, superuser, failing_job):
        profile = UserProfile.get_for_user(superuser)
        profile.preferred_language = "ar"
        profile.save()
        troubles_tell()
        sent = mail.outbox[0]
        assert isinstance(sent, mail.EmailMultiAlternatives)
        assert 'dir="rtl"' in str(sent.alternatives[0][0])

    def test_a_dead_mail_server_is_tried_again(self, failing_job, clock, monkeypatch):
        def refuse(**_given):
            raise OSError("no route")

        monkeypatch.setattr(telling, "mail_send", refuse)
        assert troubles_tell() == 0
        monkeypatch.undo()
        clock.shift(MINUTE)
        assert troubles_tell() == 1
