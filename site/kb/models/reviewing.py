"""What the whole site says about reviews of articles, and the step of a workflow that keeps four eyes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import AbstractGroupApprovalTask

from content.review.pages import LONGEST_MONTHS


@register_setting(icon="calendar-check")
class ReviewSettings(BaseGenericSetting):
    """Reviews of articles, on the whole site."""

    default_months = models.PositiveSmallIntegerField(
        _("review every … months"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_MONTHS)],
        help_text=_("Where neither the article nor a category says otherwise. Empty or 0: never."),
    )
    fallback_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is reminded otherwise"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where neither the article nor a category above has somebody responsible who may edit it."),
    )
    send_reminders = models.BooleanField(_("send reminders by e-mail"), default=True)
    show_reviewer = models.BooleanField(
        _("show readers the name of who reviewed"), default=False, help_text=_("Otherwise they read the team of the category.")
    )
    show_stale = models.BooleanField(
        _("tell readers when a review is overdue"),
        default=False,
        help_text=_("Otherwise only those who work in the admin see it."),
    )

    panels = [
        FieldPanel("default_months"),
        MultiFieldPanel([FieldPanel("send_reminders"), FieldPanel("fallback_owner")], _("Reminders")),
        MultiFieldPanel([FieldPanel("show_reviewer"), FieldPanel("show_stale")], _("What readers see")),
    ]

    class Meta:
        verbose_name = _("Reviews of articles")
        permissions = [("review_article", "Can mark articles as reviewed")]


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a group, in which nobody approves what they wrote themselves where four eyes are asked for."""

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")

    @classmethod
    def get_description(cls) -> str:
        """For the list of kinds of tasks."""
        return str(_("Members of the chosen groups approve; where a category asks for four eyes, nobody their own changes"))

    def get_actions(self, obj: Any, user: Any) -> Sequence[tuple[str, Any, bool]]:
        """Take approval from those who wrote it; asking for changes stays."""
        from content.publishing import refusal_of

        actions = super().get_actions(obj, user)
        if actions and refusal_of(obj, user):
            return [each for each in actions if each[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or reject. Raises PermissionDenied for an approval of one's own changes."""
        from content.publishing import refusal_of

        if action_name == "approve" and (refusal := refusal_of(task_state.workflow_state.content_object, user)):
            raise PermissionDenied(refusal)
        super().on_action(task_state, user, action_name, **kwargs)
