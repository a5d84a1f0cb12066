"""After a publish: which of the readers' comments does it solve?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page

from content.converters import row_id
from content.locales import code_of
from content.models import HelpPage
from feedback.inbox.detail import InboxView
from feedback.inbox.permissions import may_triage
from feedback.inbox.selectors import OFFERED, pages_edited_by, unsolved_on
from feedback.inbox.services import comments_set_state, notice_leave, notice_settle
from feedback.models import Comment, PublishNotice, State
from feedback.targets import target_type


def on_published(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    """Leave a notice, however the page was published: by hand, by schedule, after a review or many at once."""
    if not isinstance(instance, HelpPage) or revision is None:
        return
    unsolved = Comment.objects.filter(
        target_type=target_type(HelpPage), target_id=instance.pk, state__in=[State.OPEN, State.PLANNED]
    )
    if unsolved.exists():
        notice_leave(page_id=instance.pk, revision=revision.pk)


def ask_after_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead an editor who published a page with unsolved comments to the question, before anything else.

    A page that is only scheduled has no notice for its live revision yet: it is asked about when its time has come.
    """
    notice = PublishNotice.objects.filter(page_id=page.pk, revision=page.live_revision_id or 0).first()
    if notice is None or page.latest_revision_id != page.live_revision_id:
        return None
    if not may_triage(request.user) or not unsolved_on([page.pk], request.user).exists():
        return None
    messages.success(
        request,
        gettext("Page “%(title)s” is published.") % {"title": page.get_admin_display_title()},
        buttons=[messages.button(page.specific.link, _("View live"), new_window=True)],
    )
    return redirect("feedback_comments:solved", page.pk)


class SolvedView(InboxView):
    """The unsolved comments on a page, and behind a fold those on its translations; what is ticked is done."""

    template_name = "feedback/admin/solved.html"
    page_title = _("Which of these does this solve?")

    @cached_property
    def page(self) -> HelpPage:
        """The page that was published."""
        return get_object_or_404(pages_edited_by(self.request.user), pk=self.kwargs["page_id"])

    @cached_property
    def translations(self) -> dict[int, HelpPage]:
        """The same page in other languages, as far as this person edits them."""
        others = pages_edited_by(self.request.user).filter(translation_key=self.page.translation_key)
        return {each.pk: each for each in others.exclude(pk=self.page.pk)}

    def unsolved(self, page_ids: list[int]) -> QuerySet[Comment]:
        """What may be ticked."""
        return unsolved_on(page_ids, self.request.user)[:OFFERED]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Close what was ticked; with nothing ticked, remember that nothing was solved."""
        page, revision = self.page, self.page.live_revision_id or 0
        if not page.live or not revision:
            raise Http404
        ticked = set(filter(None, map(row_id, request.POST.getlist("comment"))))
        meant = unsolved_on([page.pk, *self.translations], request.user).filter(pk__in=ticked)
        pks = [] if "none" in request.POST else list(meant.values_list("pk", flat=True))
        with transaction.atomic():
            count = comments_set_state(pks=pks, state=State.DONE, user=request.user, revision=revision)
            notice_settle(page_id=page.pk, revision=revision)
        if count:
            said = ngettext("%(count)d comment is done.", "%(count)d comments are done.", count)
            messages.success(request, said % {"count": count})
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the comments of this page, and of its translations by page."""
        elsewhere: dict[int, list[Comment]] = {}
        for comment in self.unsolved(list(self.translations)):
            elsewhere.setdefault(comment.target_id or 0, []).append(comment)
        groups = [
            {"page": self.translations[pk], "language": code_of(self.translations[pk].locale_id), "comments": found}
            for pk, found in elsewhere.items()
        ]
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "page_language": code_of(self.page.locale_id),
            "comments": list(self.unsolved([self.page.pk])),
            "groups": groups,
        }
