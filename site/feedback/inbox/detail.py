"""One comment: what the reader said, about what, what has changed since, and what editors do with it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content.audiences import ANONYMOUS
from feedback.inbox.answering import AnsweredMeanwhile, NoAddress, answer_queue
from feedback.inbox.forms import AnswerForm, TriageForm
from feedback.inbox.history import steps_of
from feedback.inbox.permissions import may_answer, may_triage, sees_addresses
from feedback.inbox.selectors import comments_about, comments_visible_to, thing_of
from feedback.inbox.services import batch_undo, comment_note, comments_assign, comments_set_state
from feedback.kinds import Thing
from feedback.models import Comment, CommentEvent, State
from feedback.selectors import vote_counts

OTHERS = 10
"""Other comments on the same thing that are shown."""


class InboxView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the inbox, for those who work in it."""

    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who work on comments."""
        if not may_triage(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the list."""
        above = {"url": reverse("feedback_comments:index"), "label": _("Readers’ comments")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class CommentView(InboxView):
    """All about one comment, and the forms to work on it. 404 for a comment this person may not see."""

    template_name = "feedback/admin/comment.html"

    @cached_property
    def comment(self) -> Comment:
        """The comment of this address."""
        return get_object_or_404(comments_visible_to(self.request.user).select_related("assignee"), pk=self.kwargs["pk"])

    @cached_property
    def thing(self) -> Thing | None:
        """What it is about."""
        return thing_of(self.comment)

    @cached_property
    def mails(self) -> list[Any]:
        """The answers that were sent or tried, newest first."""
        return list(self.comment.mails.select_related("user").order_by("-number"))

    def get_page_title(self) -> str:
        """Its number: a reader's words are no title."""
        return gettext("Comment %(number)s") % {"number": self.comment.pk}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what was decided, or send an answer; a form that does not fit is shown again."""
        return self.answered(request) if "answer" in request.POST else self.triaged(request)

    def triaged(self, request: HttpRequest) -> HttpResponse:
        """Save state, assignee and note."""
        with transaction.atomic():
            # Nobody else changes it between the look at what this person saw and the write.
            list(Comment.objects.select_for_update().filter(pk=self.kwargs["pk"]))
            return self._triaged(request)

    def _triaged(self, request: HttpRequest) -> HttpResponse:
        form = TriageForm(request.POST, comment=self.comment)
        if not form.is_valid():
            messages.validation_error(request, _("The comment could not be saved."), form)
            return self.render_to_response(self.get_context_data(form=form))
        chosen = form.cleaned_data
        own: dict[str, Any] = {"user": request.user, "batch": uuid.uuid4()}
        comments_set_state(pks=[self.comment.pk], state=chosen["state"], **own)
        comments_assign(pks=[self.comment.pk], assignee=chosen["assignee"], **own)
        comment_note(comment=self.comment, note=chosen["note"], **own)
        messages.success(request, gettext("Comment %(number)s is saved.") % {"number": self.comment.pk})
        following = self.following() if "next" in request.POST else None
        return redirect(_address(following or self.comment.pk))

    def answered(self, request: HttpRequest) -> HttpResponse:
        """Send the answer in the background."""
        if not may_answer(request.user):
            raise PermissionDenied
        form = AnswerForm(request.POST, comment=self.comment, mails=self.mails)
        if not form.is_valid():
            messages.validation_error(request, _("The answer was not sent."), form)
            return self.render_to_response(self.get_context_data(answer_form=form))
        chosen = form.cleaned_data
        try:
            answer_queue(comment=self.comment, text=chosen["text"], user=request.user, number=chosen["number"])
        except AnsweredMeanwhile:
            messages.warning(request, _("This answer was on its way already. It was not sent a second time."))
        except NoAddress:
            messages.error(request, _("The reader left no address, or it has been erased."))
        else:
            messages.success(request, _("The answer is on its way. Below you see when it was sent."))
        return redirect(_address(self.comment.pk))

    def following(self) -> int | None:
        """The next open comment, older first, as the list shows them."""
        comment = self.comment
        older = Q(said__lt=comment.said) | Q(said=comment.said, pk__lt=comment.pk)
        open_ones = comments_visible_to(self.request.user).filter(older, state=State.OPEN).order_by("-said", "-pk")
        return open_ones.values_list("pk", flat=True).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page tells."""
        comment, user = self.comment, self.request.user
        form = kwargs.get("form") or TriageForm(comment=comment)
        can_answer = may_answer(user) and bool(comment.email) and not comment.erased
        answer_form = kwargs.get("answer_form") or (AnswerForm(comment=comment, mails=self.mails) if can_answer else None)
        context = {
            **super().get_context_data(**kwargs),
            "comment": comment,
            "form": form,
            "answer_form": answer_form,
            "mails": self.mails,
            "steps": steps_of(comment),
            "address": comment.email if sees_addresses(user) else "",
            "following": self.following(),
            "about_heading": _("The page"),
            "is_rewritten": comment.said - comment.created > timedelta(minutes=1),
            "media": form.media + (answer_form.media if answer_form else form.media),
        }
        return {**context, **(self.about(self.thing) if self.thing else {})}

    def about(self, thing: Thing) -> dict[str, Any]:
        """What is told of the page, or whatever else it is about."""
        comment, kind = self.comment, thing.kind
        others = comments_about(thing, self.request.user).exclude(pk=comment.pk).order_by("-said")
        read = kind.revisions(thing.target).filter(pk=comment.revision).first() if comment.revision else None
        is_changed = thing.is_live and thing.revision != comment.revision
        view_url, compare_url = kind.revision_urls(thing, read.pk) if read else ("", "")
        return {
            "thing": thing,
            "about_heading": _("The page") if thing.is_page else capfirst(str(kind.label)),
            "is_public": thing.pk in kind.listable(ANONYMOUS, [thing.pk]),
            "reader_url": thing.url + (f"#{comment.section}" if comment.section else ""),
            "read": read,
            "view_url": view_url,
            "compare_url": compare_url if is_changed else "",
            "votes": vote_counts(thing.target),
            "others": list(others[:OTHERS]),
            "others_count": others.count(),
        }


class PlaceView(View):
    """Leads to the passage in the editor; it is looked for only when somebody goes there."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the block, and go."""
        comment = get_object_or_404(comments_visible_to(request.user), pk=pk)
        thing = thing_of(comment)
        if thing is None:
            raise Http404
        return redirect(thing.kind.editor_url(thing, section=comment.section, revision=comment.revision))


class UndoView(InboxView):
    """Puts back what was done to many at once, after a question."""

    template_name = "feedback/admin/undo.html"
    page_title = _("Undo")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the number of comments."""
        user: Any = self.request.user
        mine = CommentEvent.objects.filter(batch=self.kwargs["batch"], user=user)
        return {**super().get_context_data(**kwargs), "count": mine.values("comment_id").distinct().count()}

    def post(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        """Do it."""
        count = batch_undo(batch=batch, user=request.user)
        said = ngettext("%(count)d comment is as it was before.", "%(count)d comments are as they were before.", count)
        messages.success(request, said % {"count": count})
        return redirect("feedback_comments:index")


def _address(pk: int) -> str:
    return reverse("feedback_comments:comment", args=[pk])
