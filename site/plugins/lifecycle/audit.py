"""Who changed which plugin when."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from plugins.models import PluginLogEntry


def note(slug: str, action: str, *, by: AbstractBaseUser | None = None, detail: str = "") -> None:
    """Add a line to the audit log. `by` is None for the command line and for what the site does by itself."""
    PluginLogEntry.objects.create(slug=slug, action=action, user_id=by.pk if by is not None else None, detail=detail)
