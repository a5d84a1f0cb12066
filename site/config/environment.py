"""Reads settings from the environment; a malformed value stops the start and names itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured


def _parts(name: str, value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}, which is no address: {error}.") from error


class Environment:
    """Typed access to environment variables. Every method raises ImproperlyConfigured naming the variable."""

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return the text of a variable; without a default it must be set and not be empty."""
        value = os.environ.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. Set the environment variable {name}.")
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes or no: 1, true, yes, on and their opposites."""
        value = self.text(name, default="yes" if default else "no").lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be yes or no.")

    def number(self, name: str, *, default: int) -> int:
        """Return a whole number, 0 or more."""
        value = self.text(name, default=str(default))
        if not value.isascii() or not value.isdecimal():
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number, 0 or more.")
        return int(value)

    def time_zone(self, name: str, *, default: str) -> str:
        """Return the name of a time zone."""
        value = self.text(name, default=default)
        if value not in available_timezones():
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be a time zone such as Asia/Amman.")
        return value

    def cache_address(self, name: str) -> str:
        """Return the address of a Redis or Valkey server, or "" when none is set."""
        value = self.text(name, default="")
        if value and _parts(name, value).scheme not in {"redis", "rediss", "unix"}:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be an address such as redis://localhost:6379/0.")
        return value

    def choice(self, name: str, allowed: Sequence[str], *, default: str) -> str:
        """Return one of the allowed words."""
        value = self.text(name, default=default)
        if value not in allowed:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}.")
        return value

    def words(self, name: str, *, default: Sequence[str] = ()) -> list[str]:
        """Return a list written with commas."""
        return [word.strip() for word in self.text(name, default=",".join(default)).split(",") if word.strip()]

    def url(self, name: str, *, default: str) -> str:
        """Return an http or https address, without a slash at its end."""
        value = self.text(name, default=default)
        parts = _parts(name, value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
            raise ImproperlyConfigured(f"{name} is {value!r}; it must begin with http:// or https:// and name a host.")
        return value.rstrip("/")

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        """Return Django's description of a database from sqlite:///path or postgres://user:password@host/name."""
        value = self.text(name, default=default)
        scheme = _parts(name, value).scheme
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            raise ImproperlyConfigured(f"{name} is not usable; it must be sqlite:///path or postgres://user:password@host/name.")
        try:
            described: dict[str, Any] = environ.Env.db_url_config(value)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from error
        if scheme == "sqlite":
            # IMMEDIATE: a reader that becomes a writer must wait for the lock, not fail (SQLite locking, section 7).
            described["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        return described
