"""Run inside of the site by `site_behind_nginx`: prepares it as an operator does, adds files, prints what the tests need."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from accounts.models import User
from tests.content.private_things import collection, document, picture


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def fill() -> dict[str, str]:
    call_command("prepare")
    agent = User.objects.create_user("agent", "agent@example.org", "green teapot 17 roof")
    agent.groups.set(Group.objects.filter(name="Agents"))
    inside = collection()
    return {
        "session": session_of(agent),
        "open picture": picture().file.url,
        "open document": document().url,
        "open document's file": document(title="Other").file.name,
        "private picture": picture(inside).file.url,
        "private document": document(inside).url,
        "static file": str(settings.STATIC_ROOT),
    }


print("FILLED", json.dumps(fill()))
