"""What an engine fails to take waits, is not lost, and holds nothing else up."""

import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import OperationalError
from django.utils import timezone

from search import outbox, sources
from search.engines import choice
from search.engines.base import DocumentsRefused, EngineError
from search.engines.database import DatabaseEngine
from search.models import OutboxEntry
from search.outbox import outbox_add, outbox_process, refused_retry
from tests.search.published import found, key, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(center):
    page = center.page("Refund times", summary="How long a refund takes.")
    center.settle()
    return page


class Failing(DatabaseEngine):
    """An engine that does not answer, beside the one that does."""

    name = "failing"
    tried = 0

    def index(self, documents):
        Failing.tried += 1
        raise EngineError("ConnectionError")

    remove = index


@pytest.fixture
def failing(monkeypatch):
    Failing.tried = 0
    for module in (outbox, choice):
        monkeypatch.setattr(module, "engines", lambda: [DatabaseEngine(), Failing()])


def test_a_failed_write_waits_with_its_reason(failing, center):
    page = center.page("Refund")
    outbox_process(by_hand=True)

    assert OutboxEntry.objects.get(engine="failing", key=key(page)).last_error == "ConnectionError"


def test_an_engine_that_failed_rests_longer_each_time(failing, center, monkeypatch):
    page = center.page("Refund")
    now = time.time()
    tries = []
    for second in range(400):
        monkeypatch.setattr("search.resting.time.time", lambda second=second: now + second)
        before = Failing.tried
        outbox_process()
        if Failing.tried > before:
            tries.append(second)

    assert key(page) in waiting()
    assert [later - earlier for earlier, later in pairwise(tries)] == [5, 10, 20, 40, 80, 160]


def test_an_engine_that_answers_again_gets_everything(failing, center, monkeypatch):
    page = center.page("Refund")
    outbox_process(by_hand=True)
    for name in ("index", "remove"):
        monkeypatch.delattr(Failing, name)
    now = time.time()
    monkeypatch.setattr("search.resting.time.time", lambda: now + 301)
    outbox_process()

    assert key(page) not in waiting()


def test_a_failing_engine_does_not_hold_up_the_other(failing, center):
    page = center.page("Refund")
    center.settle()

    assert found("refund") == [key(page)]


def test_one_page_that_cannot_be_read_does_not_hold_up_the_others(center, monkeypatch):
    bad, good = center.page("Broken"), center.page("Refund")
    real = sources.documents_of

    def picky(keys):
        if key(bad) in keys:
            raise ValueError
        return real(keys)

    monkeypatch.setattr(outbox, "documents_of", picky)
    center.settle()

    assert found("refund") == [key(good)]
    assert waiting() == {key(bad)}


class Picky:
    """An engine outside the database that refuses one page for good."""

    name = "picky"
    excludes_waiting = False

    def __init__(self):
        self.refused, self.taken, self.sizes = "", [], []

    def update(self, keys, documents, stamp):
        self.sizes.append(len(keys))
        self.taken += [each for each in keys if each != self.refused]
        if self.refused in keys:
            raise DocumentsRefused("1 documents refused (some reason)", [self.refused])


@pytest.fixture
def picky(monkeypatch):
    engine = Picky()
    for module in (outbox, choice):
        monkeypatch.setattr(module, "engines", lambda: [engine])
    return engine


def test_one_document_that_is_refused_does_not_hold_up_the_others(picky, center):
    bad, good = center.page("Broken"), center.page("Refund")
    picky.refused = key(bad)
    outbox_process()

    assert waiting() == {key(bad)}
    assert key(good) in picky.taken


def test_what_is_refused_is_tried_again_after_a_growing_while(picky, center):
    bad = center.page("Broken")
    picky.refused = key(bad)
    outbox_process()
    entry = OutboxEntry.objects.get(key=key(bad))
    due = [
        minutes
        for minutes in (0.4, 0.6, 1.4, 1.6)
        for attempts in (1, 2)
        if OutboxEntry.objects.filter(pk=entry.pk).update(attempts=attempts)
        and outbox.waiting("picky").filter(outbox._due(entry.created + timedelta(minutes=minutes))).exists()
        and attempts == (1 if minutes < 1 else 2)
    ]

    assert due == [0.6, 1.6]


def test_what_is_refused_too_often_gets_one_try_a_day(picky, center):
    bad = center.page("Broken")
    picky.refused = key(bad)
    OutboxEntry.objects.update(attempts=outbox.MOST_ATTEMPTS, created=timezone.now() - timedelta(days=5))
    picky.sizes.clear()
    outbox_process()
    assert picky.sizes == []

    refused_retry()
    outbox_process()
    assert len(picky.sizes) == 1


def test_a_new_change_is_tried_at_once_whatever_was_refused(picky, center):
    page = center.page("Refund")
    OutboxEntry.objects.update(attempts=outbox.MOST_ATTEMPTS)
    outbox_add(page_ids=[page.pk])
    outbox_process()

    assert waiting().isdisjoint({key(page)})


def test_the_database_being_locked_loses_nothing(page, monkeypatch):
    outbox_add(page_ids=[page.pk])

    def locked(keys):
        raise OperationalError("database is locked")

    monkeypatch.setattr(outbox, "documents_of", locked)
    assert outbox_process() == 0
    assert OutboxEntry.objects.get(key=key(page)).attempts == 0
