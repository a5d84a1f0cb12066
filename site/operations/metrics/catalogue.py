"""Every number there is, with its labels. Labels have few values: none names a page, a person or what was looked for."""

from __future__ import annotations

from dataclasses import dataclass

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SLOW = (0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0)


@dataclass(frozen=True)
class Counted:
    """Something that is counted; with `buckets` its times are measured, in seconds."""

    full_name: str
    about: str
    labels: tuple[str, ...]
    buckets: tuple[float, ...] = ()


COUNTED: dict[str, Counted] = {
    "requests": Counted("sanad_requests", "Requests that were answered by the application", ("view", "method", "status")),
    "request_seconds": Counted("sanad_request_seconds", "Time to an answer of the application", ("view",), FAST),
    "cache": Counted("sanad_cache", "What caches were asked for, and whether they had it", ("cache", "result")),
    "search_seconds": Counted("sanad_search_seconds", "Time until an engine had answered or failed", ("engine", "result"), FAST),
    "search_fallbacks": Counted("sanad_search_fallbacks", "Searches that the database answered in place of another", ("reason",)),
    "plugin_errors": Counted("sanad_plugin_errors", "Failures in the code of plugins", ("plugin",)),
    "task_seconds": Counted("sanad_task_seconds", "Time that tasks took in the worker", ("task", "result"), SLOW),
    "job_seconds": Counted("sanad_job_seconds", "Time that jobs took in the scheduler", ("job", "result"), SLOW),
    "slow_queries": Counted("sanad_slow_queries", "Statements that took longer than SANAD_SLOW_QUERY_MS", ("program",)),
}

GAUGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "sanad_info": ("The version that runs", ("version",)),
    "sanad_part_up": ("1 where a part of the site is well, 0 where it is not", ("part",)),
    "sanad_tasks": ("Tasks by state", ("state",)),
    "sanad_tasks_oldest_seconds": ("How long the task has waited that waits longest", ()),
    "sanad_jobs_failing": ("Scheduled jobs whose last run failed", ()),
    "sanad_programs": ("Workers and schedulers that give signs of life", ("kind",)),
    "sanad_search_waiting": ("Changes that an engine has yet to write", ("engine",)),
}
"""What is read from the database when the numbers are asked for: the same in every process."""
