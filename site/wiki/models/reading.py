"""What agents have for themselves: favourites, what they watch, and what they read last. Gone with the account."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


class OfAgent(models.Model):
    """Something of one person about one page. The page may be closed to them by now: whoever lists it asks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(HelpPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    # What somebody reads is nothing that an editor of the page is to find under "used in".
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user_id} > {self.page_id}"


class Favourite(OfAgent):
    """A page that somebody wants at hand, in an order of their own."""

    sort_order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["sort_order", "pk"]
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="wiki_one_favourite"),)


class Watch(OfAgent):
    """Somebody wants to be told of changes of a page and of everything below it."""

    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("watched page")
        verbose_name_plural = _("watched pages")
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="wiki_one_watch"),)


class RecentRead(OfAgent):
    """Somebody read a page; only the last time is kept, and not for long (see wiki.marks.recent)."""

    at = models.DateTimeField(_("read at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("page read last")
        verbose_name_plural = _("pages read last")
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="wiki_one_read"),)


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NEVER = "never", _("No mails")


class WatchSettings(models.Model):
    """How somebody wants to be told of what they watch, and how far they have been."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="wiki_watching"
    )
    frequency = models.CharField(_("mails"), max_length=10, choices=Frequency.choices, default=Frequency.DAILY)
    # Changes up to here have been mailed, or were not to be.
    told_until = models.DateTimeField(_("told until"), default=timezone.now, db_index=True)
    # Changes up to here were looked at in the list.
    seen_until = models.DateTimeField(_("seen until"), default=timezone.now)

    class Meta:
        verbose_name = _("mails about watched pages")
        verbose_name_plural = _("mails about watched pages")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.frequency}"
