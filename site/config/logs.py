"""Where lines of the log go, and how they look. Read by the settings: it names what is imported later."""

from __future__ import annotations

from typing import Any

FORMATTERS = {"line": "operations.logs.formatting.LineFormatter", "json": "operations.logs.formatting.JsonFormatter"}


def logging_settings(*, format_name: str, level: str) -> dict[str, Any]:
    """Return Django's LOGGING: all lines to the standard error stream, in one of the formats."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": FORMATTERS[format_name]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["console"], "level": level},
        # A line for each task and each saved page would drown what matters; failures are warnings.
        "loggers": {
            # Django's own handlers would write lines as they came in, and mail them.
            "django": {"handlers": [], "propagate": True},
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
            # What fails is told by search itself, without addresses.
            "elastic_transport": {"level": "ERROR"},
        },
    }
