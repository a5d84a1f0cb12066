from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from accounts.groups import LEADS, MANAGERS
from content.fields import HelpStreamField
from wiki import exception_checks
from wiki.approving.panel import ApprovalPanel
from wiki.approving.seal import policies_know, seal_of
from wiki.deciding.sentences import money, requirement
from wiki.deciding.values import Money
from wiki.exception_form import ExceptionForm
from wiki.models.approved import ApprovedPage
from wiki.models.policies import Approver, Dated, Outcome
from wiki.models.yearly import YEARLY_PANEL, YearlyLimited


class PolicyExceptionPage(ApprovedPage, Dated, YearlyLimited):  # type: ignore[django-manager-missing]
    """A case in which a policy gives way: when, what is granted, who may grant it, and what to say."""

    number = models.CharField(_("number"), max_length=30, blank=True, help_text=_("For example E-7."))
    condition = models.TextField(_("condition"), help_text=_("When it applies, in one sentence."))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.ASK)
    grants = models.TextField(_("what is granted"))
    limit_amount = models.DecimalField(_("limit"), max_digits=14, decimal_places=3, null=True, blank=True)
    limit_currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("EUR, USD, IDR …"))
    limit = models.CharField(
        _("limit in words"), max_length=200, blank=True, help_text=_("What an amount does not say, such as “once a year”.")
    )
    approver = models.CharField(_("who may grant"), max_length=10, choices=Approver.choices, default=Approver.LEAD)
    approval = models.CharField(
        _("approval needed"),
        max_length=10,
        blank=True,
        choices=[(Approver.LEAD.value, Approver.LEAD.label), (Approver.MANAGER.value, Approver.MANAGER.label)],
        help_text=_("Whose approval is needed in each case, besides the right to grant it."),
    )
    evidence = models.TextField(_("evidence to ask for"), blank=True)
    wording = models.TextField(_("what to say to the customer"), blank=True)
    avoid = models.TextField(_("what not to say"), blank=True)
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
        help_text=_("The exception of the same policy whose place this one takes, once it is valid."),
    )
    body = HelpStreamField(verbose_name=_("examples"))

    parent_page_types = ["wiki.PolicyPage"]
    subpage_types: list[str] = []
    base_form_class = ExceptionForm
    content_panels = [
        ApprovalPanel(),
        *ApprovedPage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("outcome")]),
        FieldPanel("condition"),
        InlinePanel(
            "criteria",
            heading=_("Criteria"),
            label=_("criterion"),
            help_text=_("All must be met. The decision helper goes by them, and leaves an exception without any to the reader."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("grants"),
                FieldRowPanel([FieldPanel("limit_amount"), FieldPanel("limit_currency"), FieldPanel("limit")]),
                FieldRowPanel([FieldPanel("approver"), FieldPanel("approval")]),
                FieldPanel("evidence"),
            ],
            _("What is granted"),
        ),
        YEARLY_PANEL,
        MultiFieldPanel([FieldPanel("wording"), FieldPanel("avoid")], _("Wording")),
        InlinePanel("wordings", heading=_("Wording in other languages"), label=_("language")),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        PageChooserPanel("supersedes", "wiki.PolicyExceptionPage"),
        FieldPanel("body"),
    ]
    search_kind = "exception"
    # Names and codes are the same in all languages.
    override_translatable_fields = [
        *ApprovedPage.override_translatable_fields,
        SynchronizedField("number"),
        SynchronizedField("limit_currency"),
    ]
    # Known where all exceptions of a policy are read at once (selectors.successions_know).
    superseded_pk: int | None = None
    _successors: list[PolicyExceptionPage] | None = None
    # Of its seal (approving.seal.policies_know): where it stands, by which place and succession that is known.
    _stands: tuple[str, int | None, list[str]] | None = None
    needs_summary = False  # the condition says it

    class Meta:
        verbose_name = _("policy exception")
        verbose_name_plural = _("policy exceptions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(limit_amount__isnull=True) | models.Q(limit_amount__gte=0), name="wiki_limit"
            ),
        ]

    def fields_read(self) -> list[str]:
        what = ["number", "outcome", "condition", "grants", "limit_amount", "limit_currency", "limit", "approver", "approval"]
        return [*what, "evidence", "wording", "avoid", "valid_from", "valid_to"]

    def texts_read(self) -> list[tuple[str, Any, str]]:
        criteria = "\n".join(f"{label}: {text}" for label, text in self.criteria_texts)
        wordings = [f"{row.language}: {row.wording}\n{row.avoid}".strip() for row in self.wordings.all()]
        rows = [("criteria", _("criteria"), criteria), ("wordings", _("Wording in other languages"), "\n".join(wordings))]
        return [*super().texts_read(), *rows]

    def clean(self) -> None:
        """Refuse limits without currency, successions in circles and criteria that nobody can meet."""
        super().clean()
        self.limit_currency = self.limit_currency.strip().upper()
        if problems := exception_checks.exception_problems(self):
            raise ValidationError(problems)

    @property
    def limit_text(self) -> str:
        """The limit with its currency, in the digits of the reader; "" without one."""
        return "" if self.limit_amount is None else money(Money(self.limit_amount, self.limit_currency))

    @property
    def tone(self) -> str:
        """The outcome by which it is coloured: what needs approval in each case is not allowed outright."""
        return str(Outcome.ASK if self.outcome == Outcome.ALLOWED and self.approval else self.outcome)

    @property
    def criteria_texts(self) -> list[tuple[str, str]]:
        """What each criterion is about, and what it asks for; without those that cannot be read."""
        rows = [row for row in self.criteria.all() if not exception_checks.criteria_problem([row])]
        return [(str(row.read.topic.label), requirement(row.read)) for row in rows]

    @property
    def seal(self) -> str:
        """What an approval would be given for now."""
        return seal_of(self)

    @property
    def approver_groups(self) -> tuple[str, ...]:
        """What managers decide in each case, managers approve as a whole."""
        return (MANAGERS,) if "manager" in (self.approver, self.approval) else (LEADS, MANAGERS)

    @property
    def own_status(self) -> str:
        """`valid`, or why it is not: `unapproved`, `upcoming`, `expired`. Asked of the clock each time, never stored."""
        if not self.is_approved:
            return "unapproved"
        if self.valid_to is not None and self.valid_to < timezone.localdate():
            return "expired"
        return "valid" if self.in_its_dates() else "upcoming"

    @property
    def status(self) -> str:
        """The same, or `superseded` while a valid exception has its place."""
        own = self.own_status
        return "superseded" if own == "valid" and self.successor_now() else own

    def successor_now(self) -> PolicyExceptionPage | None:
        """Return the valid exception that has the place of this one. The rows are read once."""
        if self.pk is None:
            return None
        if self._successors is None:
            same = {
                "supersedes__translation_key": self.translation_key,
                "locale_id": self.locale_id,
                "live": True,
                "ancestors_live": True,
            }
            found = PolicyExceptionPage.objects.filter(**same).exclude(pk=self.pk)
            self._successors = list(found.prefetch_related("criteria"))
            policies_know(self._successors)
        return next((each for each in self._successors if each.own_status == "valid"), None)
