"""People to try the demo with, only when asked for, each with a password of its own that is told once."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group

from accounts.groups import AGENTS, EDITORS, LEADS
from accounts.models import User

DEMO_ACCOUNTS = {"demo-agent": AGENTS, "demo-lead": LEADS, "demo-editor": EDITORS, "demo-customer": ""}


def demo_accounts_create() -> dict[str, str]:
    """Make the accounts that are missing; return the passwords of those, by user name."""
    passwords = {}
    for name, group in DEMO_ACCOUNTS.items():
        if User.objects.filter(username=name).exists():
            continue
        passwords[name] = secrets.token_urlsafe(12)
        user = User.objects.create_user(username=name, email="", password=passwords[name])
        if group:
            user.groups.add(Group.objects.get(name=group))
    return passwords
