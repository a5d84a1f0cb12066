"""A worker is known while it lives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.heartbeat import Heartbeat
from operations.models import WorkerBeat, WorkerKind

pytestmark = pytest.mark.django_db


def test_it_is_known_from_its_start():
    with Heartbeat(WorkerKind.WORKER) as beat:
        assert WorkerBeat.objects.get().worker_id == beat.worker_id


def test_it_is_forgotten_at_its_end():
    with Heartbeat(WorkerKind.WORKER):
        pass
    assert not WorkerBeat.objects.exists()


def test_it_is_forgotten_when_it_breaks():
    with pytest.raises(RuntimeError), Heartbeat(WorkerKind.WORKER):
        raise RuntimeError
    assert not WorkerBeat.objects.exists()


def test_two_are_told_apart():
    with Heartbeat(WorkerKind.WORKER), Heartbeat(WorkerKind.WORKER):
        assert WorkerBeat.objects.count() == 2


def test_those_that_were_killed_long_ago_are_cleared_away():
    then = timezone.now() - timedelta(days=2)
    WorkerBeat.objects.create(worker_id="killed", kind=WorkerKind.WORKER, started=then, seen=then)
    with Heartbeat(WorkerKind.WORKER) as beat:
        assert list(WorkerBeat.objects.values_list("worker_id", flat=True)) == [beat.worker_id]


def test_those_that_were_seen_today_are_not():
    then = timezone.now() - timedelta(hours=1)
    WorkerBeat.objects.create(worker_id="other", kind=WorkerKind.WORKER, started=then, seen=then)
    with Heartbeat(WorkerKind.WORKER):
        assert WorkerBeat.objects.filter(worker_id="other").exists()
