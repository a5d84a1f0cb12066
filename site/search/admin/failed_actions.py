"""What an editor does to failed searches: dismiss, reopen, start an article; one by one or many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action import BulkAction

from search.log.answers import failed_answer, failed_dismiss, failed_reopen, failed_visible_to
from search.log.drafts import draft_starter
from search.models import FailedQuery

PERMISSION = "search.change_failedquery"


class FailedActionView(View):
    """Something that is done to one entry by POST, for whoever may answer failed searches and see this one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and go back to the list as it was."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        failed = get_object_or_404(failed_visible_to(request.user), pk=pk)
        return redirect(self.act(failed) or get_valid_next_url_from_request(request) or reverse("search_failed:index"))

    def act(self, failed: FailedQuery) -> str:
        """Do it; return where to go next, or "" for the list."""
        raise NotImplementedError


class SettleView(FailedActionView):
    """Takes an entry off the list or puts it back, and says so."""

    settle: Callable[..., int]
    said: Any

    def act(self, failed: FailedQuery) -> str:
        """Do it; nothing is said when somebody else was faster."""
        if self.settle(pks=[failed.pk]):
            messages.success(self.request, self.said % {"query": failed.text})
        return ""


class DismissView(SettleView):
    """Off the list for good."""

    settle = staticmethod(failed_dismiss)
    said = _("“%(query)s” is dismissed and stays so.")


class ReopenView(SettleView):
    """Back on the list."""

    settle = staticmethod(failed_reopen)
    said = _("“%(query)s” is open again.")


class DraftView(FailedActionView):
    """An article that will answer it."""

    def act(self, failed: FailedQuery) -> str:
        """Start a draft and open it; the one that was started before, when there is one."""
        with transaction.atomic():
            # Pressed twice, the second waits for the first and finds its draft.
            failed = FailedQuery.objects.select_for_update().get(pk=failed.pk)
            if failed.answer == FailedQuery.Answer.ARTICLE and failed.answer_page and not failed.answer_page.live:
                return reverse("wagtailadmin_pages:edit", args=[failed.answer_page_id])
            starter = draft_starter(self.request.user)
            if starter is None:
                raise Http404
            started = starter.start(query_text=failed.text, language=failed.language, user=self.request.user)
            if started is None:
                messages.error(self.request, gettext("There is no category in this language to which you may add an article."))
                return ""
            page, url = started
            failed_answer(failed=failed, answer=FailedQuery.Answer.ARTICLE, page=page)
        messages.success(self.request, gettext("The draft is not published yet; the failed search is answered when it is."))
        return url


class FailedBulkAction(BulkAction):
    """The same to all entries that were ticked, after a question. `said` needs their number."""

    models = [FailedQuery]
    template_name = "search/admin/failed_bulk.html"
    settle: Callable[..., int]
    question: Any
    button: Any
    said: Any

    @classmethod
    def execute_action(cls, objects: list[FailedQuery], **kwargs: Any) -> tuple[int, int]:
        """Do it to those that are not so already."""
        return cls.settle(pks=[each.pk for each in objects]), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many."""
        return str(self.said % {"count": num_parent_objects})

    def check_perm(self, obj: FailedQuery) -> bool:
        """Only what this person sees."""
        return bool(self.request.user.has_perm(PERMISSION)) and obj.pk in self._visible

    @property
    def _visible(self) -> Collection[int]:
        if not hasattr(self, "_visible_pks"):
            asked = [pk for pk in self.request.GET.getlist("id") if pk.isdecimal() and len(pk) < 10]
            self._visible_pks = set(failed_visible_to(self.request.user).filter(pk__in=asked).values_list("pk", flat=True))
        return self._visible_pks

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> Any:
        """Whatever is no number is nobody's id."""
        numbers = [str(pk) for pk in object_ids if str(pk).isdecimal() and len(str(pk)) < 10]
        return super().get_queryset(model, numbers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is asked."""
        return {
            **super().get_context_data(**kwargs),
            "question": self.question,
            "button": self.button,
            "title": self.display_name,
        }


class BulkDismiss(FailedBulkAction):
    """Many off the list for good."""

    display_name = _("Dismiss")
    action_type = "dismiss"
    aria_label = _("Dismiss the selected searches")
    action_priority = 10
    settle = staticmethod(failed_dismiss)
    question = _("Dismiss these searches? They stay dismissed however often they are tried again.")
    button = _("Yes, dismiss")
    said = ngettext_lazy("%(count)d search is dismissed.", "%(count)d searches are dismissed.", "count")


class BulkReopen(FailedBulkAction):
    """Many back on the list."""

    display_name = _("Reopen")
    action_type = "reopen"
    aria_label = _("Reopen the selected searches")
    action_priority = 20
    settle = staticmethod(failed_reopen)
    question = _("Put these searches back on the list?")
    button = _("Yes, reopen")
    said = ngettext_lazy("%(count)d search is open again.", "%(count)d searches are open again.", "count")
