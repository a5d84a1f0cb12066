"""The review of translations as a step of Wagtail's workflows: its dashboard, history and locks work as editors know them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState


class SendBackForm(forms.Form):
    """What is to be changed: without it, nobody would know why the work came back."""

    comment = forms.CharField(
        label=_("What is to be changed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class TranslationReviewState(TaskState):
    """One review. `stamp` names the words that were submitted: what has changed since is not what the reviewer saw."""

    stamp = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("review of a translation")
        verbose_name_plural = _("reviews of translations")


class TranslationReviewTask(Task):
    """Approval by the reviewers of one language. What it does to a translation is in `localization.stages`."""

    locale = models.OneToOneField(
        "wagtailcore.Locale", verbose_name=_("language"), on_delete=models.CASCADE, related_name="localization_review_task"
    )

    task_state_class = TranslationReviewState
    admin_form_fields = [*Task.admin_form_fields, "locale"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "locale"]

    class Meta:
        verbose_name = _("review of translations")
        verbose_name_plural = _("reviews of translations")

    @classmethod
    def get_description(cls) -> str:
        """For the list of kinds of tasks."""
        return str(_("Reviewers of a language approve translations; with four eyes, nobody their own"))

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin, and note which words are looked at. Also when somebody submits again in the page editor."""
        from localization.review.workflow import review_begun

        state: TaskState = super().start(workflow_state, user=user)
        review_begun(state, user)
        return state

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Reviewers see what they approve."""
        return self._is_reviewer(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What is being read by reviewers is changed by nobody else."""
        return not self._is_reviewer(user)

    def get_actions(self, obj: Any, user: Any) -> Sequence[tuple[str, Any, bool]]:
        """Send back or approve; with four eyes, those who wrote it only send back."""
        from localization.review.workflow import may_approve

        if not self._is_reviewer(user):
            return []
        actions = [("reject", _("Send back"), True)]
        if may_approve(obj, user):
            actions += [("approve", _("Approve and publish"), False), ("approve", _("Approve with a comment"), True)]
        return actions

    def get_form_for_action(self, action: str) -> Any:
        """Sending back needs a reason."""
        return SendBackForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """Do it as the review page would. Returns the address of that page where it was refused, for it says why."""
        from localization.review.workflow import act

        return act(task_state, user, action_name, comment=kwargs.get("comment", ""))

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for this person."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting if self._is_reviewer(user) else TaskState.objects.none()

    def _is_reviewer(self, user: Any) -> bool:
        from localization.rights import may_review

        return may_review(user, self.locale_id)
