"""`python -m config.server.alive`: ask a running site how it is. For containers; Django is not started for it."""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.server.options import place_of

SECONDS = 5.0


class _OverUnix(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(SECONDS)
        self.sock.connect(str(self._path))


def state_of(bind: str, host: str, part: str = "") -> tuple[bool, str]:
    """Return whether the site at this place, or a part of it, is well, and a line about it."""
    place = place_of(bind)
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # nosec B104 # asked at, not listened at
    connection = (
        _OverUnix(place)
        if isinstance(place, Path)
        else http.client.HTTPConnection(everywhere.get(place[0], place[0]), place[1], timeout=SECONDS)
    )
    try:
        connection.request("GET", "/healthz/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        report = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        return False, f"no answer at {bind}: {error}"
    finally:
        connection.close()
    if not part:
        return answer.status == 200, str(report.get("status", answer.status))
    found = report.get("parts", {}).get(part, {})
    return found.get("state") == "ok", f"{part}: {found.get('text', 'not known')}"


def main() -> int:
    """Tell it; returns 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m config.server.alive", description="Tell how a running site is.")
    parser.add_argument("--at", default="", help="where it listens, instead of SANAD_WEB_BIND")
    parser.add_argument("--part", default="", help="a part of /healthz/, such as worker, instead of the whole")
    given = parser.parse_args()
    env = Environment()
    try:
        bind = given.at or env.text("SANAD_WEB_BIND", default="127.0.0.1:8000")
        is_well, text = state_of(bind, (env.words("ALLOWED_HOSTS") or ["localhost"])[0], given.part)
    except ImproperlyConfigured as error:
        is_well, text = False, str(error)
    print(text)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
