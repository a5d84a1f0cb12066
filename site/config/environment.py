"""Reads settings from the environment; a malformed value stops the start and names itself."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

from config.postgresql import postgresql


def _parts(name: str, value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}, which is no address: {error}.") from error


def _from_file(name: str) -> str:
    path = os.environ.get(f"{name}_FILE", "").strip()
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ImproperlyConfigured(f"{name}_FILE is {path!r}, which cannot be read: {reason}.") from error


class Environment:
    """Typed access to environment variables. Every method raises ImproperlyConfigured naming the variable.

    NAME_FILE names a file that holds the value of NAME, as Docker and systemd hand over secrets. script/lib/settings_page reads
    the calls of these methods from the code: each names its variable as a plain string.
    """

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return the text of a variable; without a default it must be set and not be empty."""
        value = os.environ.get(name, "").strip() or _from_file(name)
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

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        """Return a whole number, `least` or more."""
        value = self.text(name, default=str(default))
        if not value.isascii() or not value.isdecimal() or int(value) < least:
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number, {least} or more.")
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

    def contacts(self, name: str) -> list[str]:
        """Return addresses of mail, telephone or web with commas between them; one without a scheme is of mail."""
        found = []
        for value in self.words(name):
            contact = f"mailto:{value}" if "@" in value and ":" not in value else value
            if not re.fullmatch(r"(mailto:[^@\s,]+@[^@\s,]+|https://[^\s]+|tel:\+?[0-9-]+)", contact):
                raise ImproperlyConfigured(
                    f"{name}: {value!r} is no contact; it must be such as security@example.org, https://example.org/report "
                    "or tel:+49-30-1."
                )
            found.append(contact)
        return found

    def servers(self, name: str) -> str:
        """Return http or https addresses, with commas between them; "" when none is set. All are of one scheme.

        They may hold a password, so an error tells which of them is wrong and never repeats it.
        """
        found = self.words(name)
        schemes = set()
        for place, value in enumerate(found, start=1):
            try:
                parts = urlsplit(value)
                usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
            except ValueError:
                usable = False
            if not usable:
                raise ImproperlyConfigured(
                    f"{name}: address {place} is not usable; it must be such as https://user:password@host:9200, with % signs "
                    "for commas, slashes and @ in a password."
                )
            schemes.add(parts.scheme)
        if len(schemes) > 1:
            raise ImproperlyConfigured(f"{name} mixes http and https; all of its addresses must be of one kind.")
        return ",".join(value.rstrip("/") for value in found)

    def secret(self, name: str) -> str:
        """Return a key that goes into a header, or "" when none is set. An error does not repeat it."""
        value = self.text(name, default="")
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ImproperlyConfigured(f"{name} is not usable; it must be one word of letters, digits and ASCII signs.")
        return value

    def folder(self, name: str, *, default: str) -> Path:
        """Return the path of a folder, which is made when it is not there yet."""
        path = Path(self.text(name, default=default))
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"{name} is {str(path)!r}; this folder cannot be made: {error.strerror}.") from error
        return path

    def existing_file(self, name: str) -> str:
        """Return the path of a file that is there, or "" when none is set."""
        value = self.text(name, default="")
        if value and not Path(value).is_file():
            raise ImproperlyConfigured(f"{name} is {value!r}; there is no such file.")
        return value

    def fingerprint(self, name: str) -> str:
        """Return a SHA-256 fingerprint as 64 small hexadecimal digits, or "" when none is set. Colons may stand in it."""
        value = self.text(name, default="").replace(":", "").lower()
        if value and not re.fullmatch("[0-9a-f]{64}", value):
            raise ImproperlyConfigured(f"{name} must be a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons.")
        return value

    def index_prefix(self, name: str, *, default: str) -> str:
        """Return what may begin the name of an index."""
        value = self.text(name, default=default)
        if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,99}", value) or value.endswith(("-public", "-internal", "-")):
            raise ImproperlyConfigured(
                f"{name} is {value!r}; it must be small letters, digits, - and _, begin with a letter or digit, and not end "
                "with -, -public or -internal."
            )
        return value

    def replicas(self, name: str, *, default: str) -> str:
        """Return a number of copies ("1"), or a range that follows the number of servers ("0-1", "0-all")."""
        value = self.text(name, default=default)
        if not re.fullmatch(r"\d{1,2}|\d{1,2}-(\d{1,2}|all)", value, re.ASCII):
            raise ImproperlyConfigured(f"{name} is {value!r}; it must be a number, or a range such as 0-1 or 0-all.")
        return value

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
        if scheme != "sqlite" and not described.get("PASSWORD"):
            # Apart, so that it can come from a file.
            described["PASSWORD"] = self.text("DATABASE_PASSWORD", default="")
        # Read whatever the scheme: a malformed value is told on the day it is written, not on that of the move.
        for_postgresql = postgresql(self, described.get("OPTIONS", {}))
        if scheme != "sqlite":
            return {**described, **for_postgresql}
        # IMMEDIATE: a reader that becomes a writer must wait for the lock, not fail (SQLite locking, section 7).
        described["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        # Opening a connection costs more than most queries, and SQLite forgets with it what it has read.
        return {**described, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
