"""What of an error report may leave: where it happened, and nothing about who was there."""

from __future__ import annotations

from typing import Any

from operations.logs.context import current_context
from operations.logs.redaction import redacted

HEADERS = {"host", "content-type", "content-length", "accept", "accept-language"}
DROPPED = ("user", "server_name", "modules", "breadcrumbs")
"""Breadcrumbs are log lines and queries from before the error; modules are told to whoever reads the source anyway."""


def scrubbed(event: Any, _hint: Any = None) -> Any:
    """Return the report without people, addresses, cookies, forms, queries and local variables."""
    for name in DROPPED:
        event.pop(name, None)
    if request := event.get("request"):
        event["request"] = _request(request)
    for each in _values(event, "exception"):
        each["value"] = redacted(str(each.get("value") or ""))
        _frames(each)
    for each in _values(event, "threads"):
        _frames(each)
    if entry := event.get("logentry"):
        event["logentry"] = {"message": redacted(str(entry.get("formatted") or entry.get("message") or ""))}
    if "message" in event:
        event["message"] = redacted(str(event["message"]))
    event.pop("extra", None)
    event["tags"] = {**(event.get("tags") or {}), **current_context()}
    return event


def _request(request: dict[str, Any]) -> dict[str, Any]:
    headers = {name: value for name, value in (request.get("headers") or {}).items() if name.lower() in HEADERS}
    return {"method": request.get("method"), "url": redacted(str(request.get("url") or "").partition("?")[0]), "headers": headers}


def _values(event: Any, name: str) -> list[dict[str, Any]]:
    return list((event.get(name) or {}).get("values") or ())


def _frames(holder: dict[str, Any]) -> None:
    for frame in (holder.get("stacktrace") or {}).get("frames") or ():
        frame.pop("vars", None)
