"""Rules name pages, and a page's title may be more than somebody should know: who sees which of these rules."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.models import HelpPage


def pages_visible_to(user: Any) -> QuerySet[Page]:
    """Return the pages whose titles somebody may know: those they find, and those they work on, drafts too."""
    found = HelpPage.objects.listable_to(user).values("pk")
    own = page_permission_policy.instances_user_has_any_permission_for(user, {"add", "change", "publish"}).values("pk")
    return Page.objects.filter(Q(pk__in=found) | Q(pk__in=own))


def rules_visible_to(user: Any, rules: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of the rules that name no page, or one that this person may know."""
    if not any(field.name == "page" for field in rules.model._meta.get_fields()):
        return rules
    return rules.select_related("page").filter(page__in=pages_visible_to(user).values("pk"))


class OnlyVisible:
    """A view of one rule: not found when its page is not to be known."""

    model: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look before anything is read or done."""
        pk = kwargs.get("pk")
        if pk is not None and not rules_visible_to(request.user, self.model.objects.filter(pk=pk)).exists():
            raise Http404
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
