from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.models.exceptions import PolicyExceptionPage
from wiki.models.policies import PolicyPage


class PolicyTie(models.Model):
    """Exceptions of a policy that contradicted each other when somebody asked: for its owner to set right.

    `key` names the exceptions, so that a tie is noted once however often it is met. `facts` are those of the last time, as the
    helper's address has them; they name no customer.
    """

    policy = models.ForeignKey(PolicyPage, on_delete=models.CASCADE, related_name="ties")
    key = models.CharField(max_length=64, editable=False)
    exceptions = models.ManyToManyField(PolicyExceptionPage, related_name="+")
    facts = models.JSONField(default=dict)
    times = models.PositiveIntegerField(default=1)
    first_met = models.DateTimeField(default=timezone.now)
    last_met = models.DateTimeField(default=timezone.now)
    told_on = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("contradiction")
        verbose_name_plural = _("contradictions")
        constraints = [models.UniqueConstraint(fields=["policy", "key"], name="wiki_one_tie_per_exceptions")]

    def __str__(self) -> str:
        return self.key
