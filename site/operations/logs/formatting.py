"""How a line of the log looks: for people, or as JSON for programs. Either way it holds nothing about persons."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import Any

from operations.logs.context import current_context
from operations.logs.redaction import redacted

FACTS = "sanad_facts"
"""The name under which whoever logs gives facts for fields of their own: `logger.info("…", extra={FACTS: {…}})`."""


class LineFormatter(logging.Formatter):
    """One line for people, with the traceback below."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        text = redacted(super().format(record))
        about = " ".join(f"{name}={value}" for name, value in _context(record).items())
        return f"{text} [{about}]" if about else text


class JsonFormatter(logging.Formatter):
    """One JSON object in a line: time, level, logger, message, process, and what it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(_message(record)),
            "program": program(),
            "process": os.getpid(),
            **_context(record),
        }
        line |= {name: _plain(value) for name, value in getattr(record, FACTS, {}).items() if name not in line}
        if record.exc_info and record.exc_info[0]:
            line["error"] = f"{record.exc_info[0].__module__}.{record.exc_info[0].__qualname__}"
            line["traceback"] = redacted(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = redacted(record.stack_info)
        return json.dumps(line, ensure_ascii=False)


def program() -> str:
    """Return which of the programs this is: a command of manage.py, or "web"."""
    name = os.path.basename(sys.argv[0]) if sys.argv else ""  # noqa: PTH119 - runs for every line
    return sys.argv[1] if name == "manage.py" and len(sys.argv) > 1 else "web"


def _context(record: logging.LogRecord) -> dict[str, str]:
    """Return what a line belongs to. Django tells of a refused request after all middleware, when only the request knows."""
    name = getattr(getattr(record, "request", None), "sanad_id", "")
    return current_context() or ({"request": name} if name else {})


def _message(record: logging.LogRecord) -> str:
    """Return the message; one whose arguments do not fit is no reason to lose the line."""
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def _plain(value: Any) -> Any:
    """Return what JSON knows; anything else as text without personal data."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return redacted(str(value))
