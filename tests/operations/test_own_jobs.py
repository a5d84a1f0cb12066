"""What the scheduler does from the first day."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import UploadedFile

from content.models import HelpPage
from kb.models import CategoryPage
from operations.jobs import all_jobs
from search.models import OutboxEntry
from search.outbox import outbox_add
from search.tasks import process_outbox
from tests.factories import add_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheduler():
    def run() -> None:
        call_command("scheduler", once=True, verbosity=0)

    return run


def test_the_list():
    assert {job.name: job.every for job in all_jobs()}.items() >= {
        "pages.publish_scheduled": timedelta(minutes=1),
        "search.outbox": timedelta(minutes=1),
        "accounts.clear_sessions": timedelta(days=1),
        "operations.prune_tasks": timedelta(days=1),
    }.items()


def test_a_scheduled_page_is_published(home, scheduler):
    page = add_page(home, CategoryPage, "Soon", live=False, go_live_at=timezone.now() + timedelta(hours=1))
    page.save_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        scheduler()
    assert HelpPage.objects.get(pk=page.pk).live


def test_a_page_expires(home, scheduler):
    page = add_page(home, CategoryPage, "Over")
    CategoryPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    scheduler()
    assert not HelpPage.objects.get(pk=page.pk).live


def test_what_waits_for_search_is_written(scheduler):
    outbox_add(keys=["page:1"])
    scheduler()
    assert not OutboxEntry.objects.exists()


def test_sessions_that_are_over_are_forgotten(scheduler):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    scheduler()
    assert not Session.objects.exists()


def test_files_that_nobody_saved_are_forgotten(scheduler, superuser):
    old, new = (
        UploadedFile.objects.create(file=ContentFile(b"x", name=f"{name}.png"), uploaded_by_user=superuser)
        for name in ("old", "new")
    )
    long_ago = (timezone.now() - timedelta(days=8)).timestamp()
    os.utime(old.file.path, (long_ago, long_ago))
    scheduler()
    assert list(UploadedFile.objects.all()) == [new]
    assert not default_storage.exists(old.file.name)
    assert default_storage.exists(new.file.name)
    new.file.delete()


def test_tasks_of_long_ago_are_forgotten(scheduler, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    process_outbox.enqueue()
    call_command("worker", once=True)
    old = set(DBTaskResult.objects.values_list("pk", flat=True))
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=30))
    scheduler()
    assert old
    assert not DBTaskResult.objects.filter(pk__in=old).exists(), "jobs of the same round may have left new ones"
