from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from accounts.groups import LEADS, MANAGERS
from content.fields import HelpStreamField
from content.models import HelpPage
from wiki.amount_field import AmountsForm
from wiki.approving.panel import ApprovalPanel
from wiki.approving.seal import policy_seal
from wiki.models.approved import ApprovedPage
from wiki.models.yearly import YEARLY_PANEL, YearlyLimited
from wiki.selectors import policy_exceptions, public_page_of, untranslated_exceptions

SHOWN = 50
"""Exceptions on one page of a policy: five hundred take seconds to show."""


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


class PolicyPage(ApprovedPage, Dated, YearlyLimited):  # type: ignore[django-manager-missing]  # noqa: DJ008
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
    base_form_class = AmountsForm
    content_panels = [
        ApprovalPanel(),
        *ApprovedPage.content_panels,
        FieldPanel("rule"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("policy_owner")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("public_page"),
        YEARLY_PANEL,
        FieldPanel("body"),
    ]
    search_kind = "policy"
    # Names and codes are the same in all languages.
    override_translatable_fields = [
        *ApprovedPage.override_translatable_fields,
        SynchronizedField("number"),
    ]

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def fields_read(self) -> list[str]:
        return ["number", "rule", "policy_owner", "valid_from", "valid_to"]

    @property
    def seal(self) -> str:
        """What an approval would be given for now."""
        return policy_seal(self)

    @property
    def approver_groups(self) -> tuple[str, ...]:
        """Who approves rules."""
        return (LEADS, MANAGERS)

    @property
    def in_force(self) -> bool:
        """Whether the rule holds today; whether somebody approved it is another question (`is_approved`)."""
        return self.in_its_dates()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from wiki.helper.asking import helper_for

        found = policy_exceptions(policy=self, user=request.user)
        exceptions = [*found["exceptions"], *found["other_exceptions"]]
        return {
            **super().get_context(request, *args, **kwargs),
            "exceptions": Paginator(found["exceptions"], SHOWN).get_page(request.GET.get("p")),
            "other_exceptions": Paginator(found["other_exceptions"], SHOWN).get_page(request.GET.get("others")),
            "helper": helper_for(policy=self, exceptions=exceptions, asked=request.GET, user=request.user),
            "public_page": public_page_of(policy=self, user=request.user),
            "untranslated_exceptions": untranslated_exceptions(policy=self, user=request.user),
        }


class Outcome(models.TextChoices):
    ALLOWED = "allowed", _("Allowed")
    ASK = "ask", _("Ask first")
    NEVER = "never", _("Not possible")


class Approver(models.TextChoices):
    AGENT = "agent", _("Agent")
    LEAD = "lead", _("Lead")
    MANAGER = "manager", _("Manager")
