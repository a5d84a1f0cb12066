"""What the site remembers of its plugins: the state of each, what happened to it, what failed, and its settings."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What an administrator wants of a plugin. Whether it can be had (found, loaded, compatible) is known to each process."""

    INSTALLED = "inactive", _("Inactive")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    UNINSTALLED = "uninstalled", _("Uninstalled")


class Plugin(models.Model):
    """A plugin that has been installed at least once. One without a row has only been discovered."""

    State = State

    slug = models.CharField(_("short name"), max_length=40, primary_key=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.INSTALLED)
    version = models.CharField(_("version"), max_length=40, blank=True)  # that the tables belong to, not that of the folder
    paused_why = models.TextField(_("reason for the pause"), blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)
    files_hash = models.CharField(max_length=128, blank=True)

    class Meta:
        verbose_name = _("plugin")
        verbose_name_plural = _("plugins")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class Epoch(models.Model):
    """The one row that every process compares: when it differs from what the process has seen, plugins have changed."""

    number = models.PositiveBigIntegerField(default=0)
    # A number that was rolled back is given again; together with this it is never the same twice.
    mark = models.CharField(max_length=16, blank=True)
    safe_mode = models.BooleanField(_("safe mode"), default=False)
    # Who changes plugins just now, and until when others leave that alone. Empty: nobody.
    held_by = models.CharField(max_length=100, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("state of the plugins")
        verbose_name_plural = _("state of the plugins")

    def __str__(self) -> str:
        return f"{self.number}"


class PluginLogEntry(models.Model):
    """One change of a plugin, for the audit."""

    slug = models.CharField(_("plugin"), max_length=40, db_index=True)
    action = models.CharField(_("action"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    detail = models.TextField(_("details"), blank=True)

    class Meta:
        verbose_name = _("change of a plugin")
        verbose_name_plural = _("changes of plugins")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.slug}: {self.action}"


class PluginFailure(models.Model):
    """A failure of a plugin's code; the same failure again is counted in its row by whoever records it."""

    slug = models.CharField(_("plugin"), max_length=40, db_index=True)
    where = models.CharField(_("place"), max_length=200)
    message = models.TextField(_("message"), blank=True)
    traceback = models.TextField(blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    count = models.PositiveIntegerField(_("how often"), default=1)

    class Meta:
        verbose_name = _("failure of a plugin")
        verbose_name_plural = _("failures of plugins")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.slug}, {self.where}: {self.message}"


class PluginSettings(models.Model):
    """What was set for a plugin: under the empty language for all, else what differs in that language."""

    slug = models.CharField(_("plugin"), max_length=40)
    language = models.CharField(_("language"), max_length=20, blank=True)
    values = models.JSONField(_("values"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("settings of a plugin")
        verbose_name_plural = _("settings of plugins")
        constraints = [models.UniqueConstraint(fields=["slug", "language"], name="plugins_one_setting_per_language")]

    def __str__(self) -> str:
        return f"{self.slug} {self.language}".strip()
