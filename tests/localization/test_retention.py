"""What is thrown away in time, and what stays for as long as somebody works on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kb.models import ArticlePage, CategoryPage
from localization.models import BackgroundRun, Level, Notice, Stage, Translation, TranslationEvent, TranslationJob
from localization.retention import traces_drop
from tests.factories import add_page
from tests.localization.units_made import translation_of

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=1000)
State = BackgroundRun.State


@pytest.fixture
def made(home: Any) -> Translation:
    article = add_page(add_page(home, CategoryPage, "Orders"), ArticlePage, "Returns")
    return translation_of(article, "fa", stage=Stage.PUBLISHED, based_on=1)


def run(**fields: Any) -> BackgroundRun:
    return BackgroundRun.objects.create(**{"kind": "test", "state": State.DONE, "ended": LONG_AGO, **fields})


def test_runs_that_are_over_go_but_those_of_open_jobs_and_young_ones() -> None:
    run()
    asked_for = run()
    kept = {asked_for.pk, run(ended=timezone.now()).pk, run(state=State.RUNNING, ended=None).pk}
    job = TranslationJob.objects.create(title="All", run=asked_for)
    assert traces_drop() == 1
    assert set(BackgroundRun.objects.values_list("pk", flat=True)) == kept
    TranslationJob.objects.filter(pk=job.pk).update(closed=LONG_AGO)
    assert traces_drop() == 1
    job.refresh_from_db()
    assert job.run is None


def test_notices_that_were_read_go(made: Translation, superuser: Any) -> None:
    Notice.objects.create(user=superuser, translation=made, kind="returned", read=LONG_AGO)
    unread = Notice.objects.create(user=superuser, translation=made, kind="returned")
    young = Notice.objects.create(user=superuser, translation=made, kind="returned", read=timezone.now())
    assert traces_drop() == 1
    assert set(Notice.objects.all()) == {unread, young}


@pytest.mark.parametrize("fields", [{"stage": Stage.TRANSLATING}, {"level": Level.MAJOR}])
def test_of_what_waits_nobody_is_told_twice(made: Translation, superuser: Any, fields: dict[str, Any]) -> None:
    Translation.objects.filter(pk=made.pk).update(**fields)
    Notice.objects.create(user=superuser, translation=made, kind="overdue", key="overdue", read=LONG_AGO)
    Notice.objects.create(user=superuser, job=TranslationJob.objects.create(title="All"), kind="requested", read=LONG_AGO)
    assert traces_drop() == 0


def test_the_history_goes_with_page_and_source_and_not_before(made: Translation) -> None:
    TranslationEvent.objects.create(translation=made, what="created")
    TranslationEvent.objects.update(at=LONG_AGO)
    for is_source_gone, object_id in ((False, ""), (True, "5")):
        Translation.objects.filter(pk=made.pk).update(is_source_gone=is_source_gone, object_id=object_id)
        assert traces_drop() == 0
    Translation.objects.filter(pk=made.pk).update(is_source_gone=True, object_id="")
    assert traces_drop() == 1
