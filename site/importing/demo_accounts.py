"""People to try the demo with, only when asked for, each with a password of its own that is told once."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from accounts.groups import AGENTS, EDITORS, LEADS
from accounts.models import User
from wiki.marks.services import favourite_set, watch_set
from wiki.models import PolicyPage, SpacePage

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
        if group in (AGENTS, LEADS):
            _marks_create(user)
    return passwords


def _marks_create(user: User) -> None:
    """Let an agent watch the spaces in the site's own language, and have a policy at hand."""
    language = {"locale__language_code": settings.LANGUAGE_CODE}
    for space in SpacePage.objects.listable_to(user).filter(**language):
        watch_set(page=space, user=user, on=True)
    for policy in PolicyPage.objects.listable_to(user).filter(**language).order_by("path")[:1]:
        favourite_set(page=policy, user=user, on=True)
