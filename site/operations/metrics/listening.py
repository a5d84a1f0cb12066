"""Hears from other rooms and parts what is to be counted."""

from __future__ import annotations

from typing import Any

from operations.background import task_ended
from operations.metrics.counting import count, observe
from operations.scheduling import Run, job_ended
from operations.work.labels import JOBS, TASKS
from plugins.failures import plugin_failed
from search.engines.choice import engine_asked

OTHER = "other"


def on_task(path: str, result: str, seconds: float, **_given: Any) -> None:
    """A task has ended. A plugin may make any number of names: theirs are counted together."""
    observe("task_seconds", seconds, task=path if path in TASKS else OTHER, result=result)


def on_job(run: Run, **_given: Any) -> None:
    """A job has run."""
    observe("job_seconds", run.seconds, job=run.name if run.name in JOBS else OTHER, result="failed" if run.error else "done")


def on_engine(engine: str, result: str, seconds: float | None, **_given: Any) -> None:
    """A search engine has answered or failed, or was left alone and the database answered."""
    if seconds is not None:
        observe("search_seconds", seconds, engine=engine, result=result)
    if result != "ok":
        count("search_fallbacks", reason=result)


def on_plugin(slug: str, **_given: Any) -> None:
    """A plugin has failed."""
    count("plugin_errors", plugin=slug)


def connect() -> None:
    """Called once when the room is ready."""
    task_ended.connect(on_task, dispatch_uid="operations.metrics")
    job_ended.connect(on_job, dispatch_uid="operations.metrics")
    engine_asked.connect(on_engine, dispatch_uid="operations.metrics")
    plugin_failed.connect(on_plugin, dispatch_uid="operations.metrics")
