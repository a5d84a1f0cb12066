"""What was searched, without a word about who searched it, and the queries that found no answer."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from localization.languages import language_choices


class Side(models.TextChoices):
    """Whose queries: what agents type is shown to agents and editors only."""

    PUBLIC = "public", _("help center")
    INTERNAL = "internal", _("agents")


class SearchLogEntry(models.Model):
    """One search of one reader: a chain of prefixes typed one after the other is a single entry.

    `text` has no e-mail addresses and no long numbers; `key` is what all spellings of it have in common. `chain` is a
    random number that one page view gives to what is typed in it.
    """

    class Via(models.TextChoices):
        """Where it was typed."""

        PAGE = "page", _("result page")
        SUGGEST = "suggest", _("while typing")
        API = "api", _("API")
        WIDGET = "widget", _("embedded search")

    created = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    chain = models.UUIDField(null=True, blank=True, unique=True)
    language = models.CharField(_("language"), max_length=20)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, default=Side.PUBLIC)
    via = models.CharField(_("typed in"), max_length=10, choices=Via.choices, default=Via.PAGE)
    text = models.CharField(_("query"), max_length=300)
    key = models.CharField(max_length=300)
    results = models.PositiveIntegerField(_("results"))
    clicked_at = models.PositiveSmallIntegerField(_("place of the first result clicked"), null=True, blank=True)
    stood_in = models.BooleanField(_("answered by the database in place of Elasticsearch"), default=False)

    class Meta:
        verbose_name = _("logged search")
        verbose_name_plural = _("logged searches")
        indexes = [models.Index(fields=["language", "side", "key", "created"], name="search_log_key")]

    def __str__(self) -> str:
        return self.text


class FailedQuery(models.Model):
    """Queries of one key that found nothing, or nothing that was clicked: one entry of the editors' queue."""

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered, results are to appear")
        CLOSED = "closed", _("closed, results appeared")
        DISMISSED = "dismissed", _("dismissed")

    class Answer(models.TextChoices):
        """How an editor answered it."""

        SYNONYM = "synonym", _("synonym")
        PROMOTED = "promoted", _("promoted page")
        ARTICLE = "article", _("new article")

    language = models.CharField(_("language"), max_length=20, choices=language_choices)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, default=Side.PUBLIC)
    key = models.CharField(max_length=300)
    text = models.CharField(_("query"), max_length=300)
    without_results = models.PositiveIntegerField(_("without results"), default=0)
    without_click = models.PositiveIntegerField(_("without a click"), default=0)
    last_week = models.PositiveIntegerField(_("in the last seven days"), default=0)
    week_before = models.PositiveIntegerField(_("in the seven days before"), default=0)
    first_seen = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.CharField(_("answered by"), max_length=10, choices=Answer.choices, blank=True)
    answer_page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tested = models.DateTimeField(_("last tested"), null=True, blank=True)
    results_now = models.PositiveIntegerField(_("results now"), default=0)

    class Meta:
        verbose_name = _("failed search")
        verbose_name_plural = _("failed searches")
        constraints = [models.UniqueConstraint(fields=["language", "side", "key"], name="search_one_failed_query_per_key")]
        indexes = [models.Index(fields=["status", "last_seen"], name="search_failed_next")]

    def __str__(self) -> str:
        return self.text
