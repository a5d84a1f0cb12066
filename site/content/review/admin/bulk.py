from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from content.models import HelpPage
from content.review.admin.forms import ReviewForm
from content.review.selectors import may_review
from content.review.services import pages_review


class ReviewBulkAction(PageBulkAction):
    """Marks the chosen pages as reviewed, from the listing of pages."""

    display_name = _("Mark as reviewed")
    aria_label = _("Mark selected pages as reviewed")
    action_type = "review"
    action_priority = 60
    template_name = "content/review/bulk_review.html"
    form_class = ReviewForm

    def check_perm(self, page: Page) -> bool:
        """Pages this person may mark; some types have no reviews."""
        return may_review(page.specific, self.request.user)

    def get_execution_context(self) -> dict[str, Any]:
        """What was said with it."""
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects: Iterable[Page], user: Any = None, **said: Any) -> tuple[int, int]:
        """Mark them, all or none."""
        chosen = HelpPage.objects.filter(pk__in=[page.pk for page in objects]).specific()
        return pages_review(pages=chosen, user=user, **said), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many."""
        words = ngettext("%(count)d page is marked as reviewed.", "%(count)d pages are marked as reviewed.", num_parent_objects)
        return words % {"count": num_parent_objects}
