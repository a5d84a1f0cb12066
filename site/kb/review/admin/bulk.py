from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from kb.models import ArticlePage
from kb.review.admin.forms import ReviewForm
from kb.review.selectors import may_review
from kb.review.services import articles_review


class ReviewBulkAction(PageBulkAction):
    """Marks the chosen articles as reviewed, from the listing of pages."""

    display_name = _("Mark as reviewed")
    aria_label = _("Mark selected articles as reviewed")
    action_type = "review"
    action_priority = 60
    template_name = "kb/admin/bulk_review.html"
    form_class = ReviewForm

    def check_perm(self, page: Page) -> bool:
        """Articles this person may mark; other pages have no reviews."""
        return may_review(page.specific, self.request.user)

    def get_execution_context(self) -> dict[str, Any]:
        """What was said with it."""
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects: Iterable[Page], user: Any = None, **said: Any) -> tuple[int, int]:
        """Mark them, all or none."""
        articles = ArticlePage.objects.filter(pk__in=[page.pk for page in objects])
        return articles_review(articles=articles, user=user, **said), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many."""
        words = ngettext(
            "%(count)d article is marked as reviewed.", "%(count)d articles are marked as reviewed.", num_parent_objects
        )
        return words % {"count": num_parent_objects}
