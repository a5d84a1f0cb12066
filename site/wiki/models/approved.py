"""What policies and exceptions share: somebody else approves what they say."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.models.pages import VerifiedPage

APPROVAL_FIELDS = ("approved_by", "approved_user_id", "approved_on", "approved_state")


class ApprovedPage(VerifiedPage):
    """Inherited by policies and exceptions.

    The approval (`APPROVAL_FIELDS`) is no part of drafts and versions: it is given by `wiki.approving` alone, for what the
    page says at that moment (`seal`), and lapses when that changes.
    """

    approved_by = models.CharField(_("approved by"), max_length=120, blank=True, editable=False)
    approved_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    approved_state = models.CharField(max_length=64, blank=True, editable=False)

    exclude_fields_in_copy = [
        *VerifiedPage.exclude_fields_in_copy,
        *("approved_by", "approved_user", "approved_on", "approved_state"),
    ]

    class Meta:
        abstract = True

    @property
    def seal(self) -> str:
        """What an approval would be given for now."""
        raise NotImplementedError

    @property
    def approver_groups(self) -> tuple[str, ...]:
        """The groups of which an approver needs one."""
        raise NotImplementedError

    @property
    def is_approved(self) -> bool:
        """Whether somebody approved what it says now."""
        if self.approved_on is None or self.approved_on > timezone.localdate():
            return False
        if not self.approved_by and self.approved_user_id is None:
            return False
        return not self.approved_state or self.approved_state == self.seal

    @property
    def approver_name(self) -> str:
        """Who approved it: the person's name, or the role where the person is gone or was never known."""
        from wiki.models.policies import Approver

        role = str(dict(Approver.choices).get(self.approved_by, self.approved_by))
        if self.approved_user is None:
            return role
        return self.approved_user.get_full_name() or self.approved_user.get_username()

    def with_content_json(self, content: Any) -> Any:
        """Return a version of the page, with the approval as it is now, whatever it was when the version was saved."""
        version = super().with_content_json(content)
        if self.approved_on is not None and not self.approved_state:
            # Approved outside of here: that holds for what the page has said until now, which is not what is in hand.
            stored = type(self)._base_manager.filter(pk=self.pk).first()
            self.approved_state = (stored or self).seal
        for name in APPROVAL_FIELDS:
            setattr(version, name, getattr(self, name))
        return version

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; take approvals that are sent to it."""
        from wiki.approving.views import approval_taken

        if request.method == "POST":
            return approval_taken(request, self)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from wiki.approving.rights import approval_refusal, withdrawal_refusal

        refusal = (withdrawal_refusal if self.is_approved else approval_refusal)(user=request.user, page=self)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "approval_refusal": refusal, "may_approve": not refusal}
