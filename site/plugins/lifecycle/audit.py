"""Who changed which plugin when."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plugins.models import PluginLogEntry


class Done(TextChoices):
    """What can be done to a plugin, or to all of them: as it is stored, and in words."""

    INSTALLED = "installed", _("Installed")
    ACTIVATED = "activated", _("Activated")
    ACTIVATION_FAILED = "activation failed", _("Activation failed")
    DEACTIVATED = "deactivated", _("Deactivated")
    PAUSED = "paused", _("Paused")
    PAUSE_REFUSED = "pause refused", _("Pause refused")
    UPGRADED = "upgraded", _("Upgraded")
    UPGRADE_FAILED = "upgrade failed", _("Upgrade failed")
    UNINSTALLED = "uninstalled", _("Uninstalled")
    UPLOADED = "uploaded", _("Uploaded")
    PUT_BACK = "put back", _("Previous version put back")
    ANOTHER_TRY = "another try", _("Another try asked for")
    EXPORTED = "exported", _("Data downloaded")
    SETTINGS_CHANGED = "settings changed", _("Settings changed")
    SAFE_MODE_ON = "safe mode on", _("Safe mode switched on")
    SAFE_MODE_OFF = "safe mode off", _("Safe mode switched off")
    RELOAD = "reload", _("Reload of the server asked for")


def note(slug: str, action: Done, *, by: AbstractBaseUser | None = None, detail: str = "") -> None:
    """Add a line to the audit log; with an empty slug it concerns the whole site.

    `by` is None for the command line and for what the site does by itself.
    """
    user = by.pk if by is not None else None
    PluginLogEntry.objects.create(slug=slug, action=action.value, user_id=user, detail=detail)
