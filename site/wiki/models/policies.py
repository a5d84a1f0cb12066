from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.fields import HelpStreamField
from content.models import HelpPage
from wiki.models.pages import WikiHelpPage
from wiki.selectors import policy_exceptions, public_page_of


class Dated(models.Model):
    """Something valid from one day to another, both included."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    def in_its_dates(self) -> bool:
        """Tell whether today, in the site's time zone, lies between the dates; an open end has none."""
        today = timezone.localdate()
        return (self.valid_from is None or self.valid_from <= today) and (self.valid_to is None or today <= self.valid_to)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first. Choose a later day.")})


class PolicyPage(WikiHelpPage, Dated):  # type: ignore[django-manager-missing]  # noqa: DJ008
    """A rule in one sentence, its details, and below it the exceptions."""

    number = models.CharField(_("number"), max_length=30, blank=True, help_text=_("For example P-1."))
    policy_owner = models.CharField(_("owner"), max_length=120, blank=True, help_text=_("The role that answers for the rule."))
    rule = models.TextField(_("rule"), help_text=_("The rule in one sentence."))
    public_page = models.ForeignKey(
        HelpPage,
        verbose_name=_("public page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="policies",
        help_text=_("The page where customers read about this rule."),
    )
    body = HelpStreamField(verbose_name=_("details"))

    parent_page_types = ["wiki.SpacePage", "wiki.WikiPage"]
    subpage_types = ["wiki.PolicyExceptionPage"]
    content_panels = [
        *HelpPage.content_panels,
        FieldPanel("rule"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("policy_owner")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("public_page"),
        FieldPanel("body"),
    ]
    search_kind = "policy"

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            **policy_exceptions(policy=self, user=request.user),
            "public_page": public_page_of(policy=self, user=request.user),
        }


class Outcome(models.TextChoices):
    ALLOWED = "allowed", _("Allowed")
    ASK = "ask", _("Ask first")
    NEVER = "never", _("Not possible")


class Approver(models.TextChoices):
    AGENT = "agent", _("Agent")
    LEAD = "lead", _("Lead")
    MANAGER = "manager", _("Manager")


class PolicyExceptionPage(WikiHelpPage, Dated):  # type: ignore[django-manager-missing]  # noqa: DJ008
    """A case in which a policy gives way: when, what is granted, who may grant it, and what to say."""

    number = models.CharField(_("number"), max_length=30, blank=True, help_text=_("For example E-7."))
    condition = models.TextField(_("condition"), help_text=_("When it applies, in one sentence."))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.ASK)
    grants = models.TextField(_("what is granted"))
    limit = models.CharField(_("limit"), max_length=200, blank=True)
    approver = models.CharField(_("who may grant"), max_length=10, choices=Approver.choices, default=Approver.LEAD)
    evidence = models.TextField(_("evidence to ask for"), blank=True)
    wording = models.TextField(_("what to say to the customer"), blank=True)
    avoid = models.TextField(_("what not to say"), blank=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True, help_text=_("The role that approved it."))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    body = HelpStreamField(verbose_name=_("examples"))

    parent_page_types = ["wiki.PolicyPage"]
    subpage_types: list[str] = []
    content_panels = [
        *HelpPage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("outcome")]),
        FieldPanel("condition"),
        MultiFieldPanel(
            [FieldPanel("grants"), FieldPanel("limit"), FieldPanel("approver"), FieldPanel("evidence")],
            _("What is granted"),
        ),
        MultiFieldPanel([FieldPanel("wording"), FieldPanel("avoid")], _("Wording")),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("approved_by"), FieldPanel("approved_on")]),
        FieldPanel("body"),
    ]
    search_kind = "exception"
    needs_summary = False  # the condition says it

    class Meta:
        verbose_name = _("policy exception")
        verbose_name_plural = _("policy exceptions")

    @property
    def status(self) -> str:
        """`valid`, or why it is not: `unapproved`, `upcoming`, `expired`. Asked of the clock each time, never stored."""
        today = timezone.localdate()
        if not self.approved_by or self.approved_on is None or self.approved_on > today:
            return "unapproved"
        if self.valid_from is not None and self.valid_from > today:
            return "upcoming"
        return "valid" if self.in_its_dates() else "expired"
