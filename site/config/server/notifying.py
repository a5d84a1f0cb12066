"""Telling systemd how it stands (sd_notify), where systemd asked for it."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> None:
    """Send a line such as READY=1. Does nothing without systemd."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    place = f"\0{address[1:]}" if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as messages:
            messages.sendto(state.encode(), place)
    except OSError:
        pass  # a supervisor that does not listen must not take the site down
