"""The three states of a page in time: for agents only, for its audience, archived. Dates decide, and nobody has to act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import BaseTranslatableField

from content.audiences import Audience

TIMED_FIELDS = ("public_from", "archived_from", "successor", "archive_redirects")


class TimedStates(ClusterableModel):
    """What an editor sets: archived >= public >= internal, and internal begins where Wagtail publishes the page.

    Pages below inherit the dates: they are public no earlier and archived no later than what stands above them.
    """

    public_from = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Until then only agents see the page once it is published. Empty: from its publication on."),
    )
    archived_from = models.DateTimeField(
        _("archived from"),
        null=True,
        blank=True,
        help_text=_("From then on the page is in no list, search or menu. Its address stays, with a notice."),
    )
    successor = models.ForeignKey(
        "content.HelpPage",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page to read instead, once this one is archived."),
    )
    archive_redirects = models.BooleanField(
        _("send readers on to the successor"),
        default=False,
        help_text=_("Instead of the notice. Where the successor is not open to a reader, the notice is shown."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse dates in another order than that of the states."""
        super().clean()
        if problems := order_problems(self):
            raise ValidationError(problems)


# Each language has its own dates: a translation may be ready later, or outlive its original.
TIMED_TRANSLATABLE = [BaseTranslatableField(name) for name in TIMED_FIELDS]

TIMED_PANEL = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("public_from"), FieldPanel("archived_from")]),
        FieldPanel("successor"),
        FieldPanel("archive_redirects"),
    ],
    _("Internal, public, archived"),
)


def order_problems(page: Any) -> dict[str, str]:
    """Return a sentence for each field of a page that is in the wrong place of the order."""
    public, archived, live, expires = page.public_from, page.archived_from, page.go_live_at, page.expire_at
    problems: dict[str, Any] = {}
    if _before(public, live):
        problems["public_from"] = _("The page would be public before it is published. Choose a later date.")
    if _before(archived, public) or _before(archived, live):
        problems["archived_from"] = _("The page would be archived before it is public. Choose a later date.")
    elif archived is not None and expires is not None and expires <= archived:
        problems["archived_from"] = _("The page expires before that, and has no address then. Choose an earlier date.")
    if page.successor_id is not None and page.successor_id == page.pk:
        problems["successor"] = _("A page cannot be its own successor.")
    return problems


def _before(earlier: datetime | None, later: datetime | None) -> bool:
    return earlier is not None and later is not None and earlier < later


def next_change_of(internal_until: datetime | None, archived_at: datetime | None, now: datetime) -> datetime | None:
    """Return the next moment at which a page changes its state by its dates; None when there is none."""
    if archived_at is not None and archived_at <= now:
        return None
    return min((each for each in (internal_until, archived_at) if each is not None and each > now), default=None)


class TimedState:
    """What the computed dates of a page say now; mixed into HelpPage."""

    effective_audience: int
    internal_until: datetime | None
    archived_at: datetime | None

    @property
    def audience_now(self) -> int:
        """The lowest audience that may see the page at this moment."""
        if self.internal_until is not None and self.internal_until > timezone.now():
            return max(self.effective_audience, Audience.AGENT)
        return self.effective_audience

    @property
    def is_archived(self) -> bool:
        """Whether the page only keeps its address now."""
        return self.archived_at is not None and self.archived_at <= timezone.now()
