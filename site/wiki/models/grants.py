from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.deciding.sentences import money
from wiki.deciding.values import Money
from wiki.models.exceptions import PolicyExceptionPage
from wiki.models.ledger import GrantPerson, GrantReference
from wiki.models.pages import SpacePage
from wiki.models.policies import Approver, PolicyPage


class GrantState(models.TextChoices):
    """How a grant stands."""

    GRANTED = "granted", _("Granted")
    WAITING = "waiting", _("Waits for approval")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Request taken back")
    REVOKED = "revoked", _("Grant taken back")


class Grant(models.Model):
    """How a grant stands after all entries about it (GrantEntry, which count; `manage.py grants_verify` compares).

    Pages may be gone: their ids, and what they were called, stay. `needs` is the role that decides a request, `grounds` is why it
    is one. `decided` is when it became what it is; for a grant, the day that counts for limits and reports.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=GrantState.choices)
    requester = models.ForeignKey(GrantPerson, on_delete=models.PROTECT, related_name="requested")
    decider = models.ForeignKey(GrantPerson, null=True, on_delete=models.PROTECT, related_name="decided")
    customer = models.ForeignKey(GrantReference, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=10, choices=Approver.choices)
    needs = models.CharField(max_length=10, blank=True, choices=Approver.choices)
    grounds = models.JSONField(default=list)
    amount = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True)
    exception = models.ForeignKey(PolicyExceptionPage, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    policy = models.ForeignKey(PolicyPage, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    space = models.ForeignKey(SpacePage, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    exception_key = models.UUIDField()
    policy_key = models.UUIDField()
    exception_name = models.CharField(max_length=300)
    policy_name = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    asked = models.DateTimeField()
    decided = models.DateTimeField(null=True, db_index=True)
    is_news = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        indexes = [
            models.Index(fields=["state", "needs"], name="wiki_grant_queue"),
            models.Index(fields=["customer", "policy_key", "decided"], name="wiki_grant_year"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="wiki_grant")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def amount_text(self) -> str:
        """The amount with its currency, in the digits of the reader; "" without one."""
        return "" if self.amount is None else money(Money(self.amount, self.currency))
