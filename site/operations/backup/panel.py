"""The last backups on the page "System"."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.templatetags.date_tags import local_digits, local_moment
from operations.backup.planned import backup_health
from operations.models import Backup, Restoration
from operations.system.panels import Fact, Tone, register_panel


def backup_facts() -> Iterator[Fact]:
    """The last good backup, the last failure after it, and what was restored."""
    hours = settings.SANAD_BACKUP_HOURS
    planned = ngettext("every %(hours)s hour", "every %(hours)s hours", hours) % {"hours": local_digits(hours)}
    yield Fact(_("Planned"), planned if hours else _("no backups are planned here"))
    last = Backup.objects.filter(error="", finished__isnull=False).order_by("-started").first()
    is_well, _line = backup_health()
    tone = Tone.OK if last and is_well else Tone.PLAIN if is_well else Tone.DEGRADED
    yield Fact(_("Last backup"), local_moment(last.started) if last else _("none was ever made"), tone)
    if last:
        yield Fact(_("Size"), filesizeformat(last.size))
        yield Fact(_("Encrypted"), _("yes") if last.is_sealed else _("no"))
        if last.missing:
            yield Fact(_("Files that are missing"), local_digits(last.missing), Tone.DEGRADED)
    failed = Backup.objects.exclude(error="").order_by("-started").first()
    if failed and (last is None or failed.started > last.started):
        yield Fact(_("Failed"), local_moment(failed.started), Tone.DEGRADED)
        yield Fact(_("Error"), failed.error, Tone.DEGRADED, is_english=True)
    if restored := Restoration.objects.order_by("-restored").first():
        words = _("on %(restored)s, from the backup of %(made)s")
        moments = {"restored": local_moment(restored.restored), "made": local_moment(restored.made)}
        yield Fact(_("Restored"), words % moments)


def register() -> None:
    """Called once when the room is ready."""
    register_panel("backup", gettext_lazy("Backups"), backup_facts, order=60)
