"""Work in the worker that people can watch, stop and find again: started once, gone on with after a crash."""

from localization.runs.running import (
    OPEN,
    AlreadyRunning,
    Cancelled,
    Steps,
    register_run,
    run_cancel,
    run_execute,
    run_start,
    runs_resume,
)

__all__ = [
    "OPEN",
    "AlreadyRunning",
    "Cancelled",
    "Steps",
    "register_run",
    "run_cancel",
    "run_execute",
    "run_start",
    "runs_resume",
]
