from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from content.editors import EditorsReport
from localization.languages import language_info
from localization.links import link_to
from localization.models import Stage, Translation
from localization.refusing import NotAllowed
from localization.review.comparing import compared
from localization.review.stamp import words_stamp
from localization.review.workflow import approval_refused
from localization.rights import may_review, may_translate
from localization.stages import approve, send_back, submit

EVENTS = 20


class AnswerForm(forms.Form):
    """What a reviewer says. `seen` names the words that they had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class ReviewView(EditorsReport):
    """Old and new side by side, what was found wrong, what was said; approve or send back. `?all=1`: unchanged texts too."""

    page_title = _("Review of a translation")
    header_icon = "view"
    template_name = "localization/review/review.html"

    def may_see(self, user: Any) -> bool:
        """Whoever translates into the language; the translation itself is asked for below."""
        return may_translate(user, self.translation.locale_id)

    @cached_property
    def translation(self) -> Translation:
        """The translation. Raises Http404 where there is none, and for whom its page is closed."""
        from localization.visible import translations_visible_to

        found = translations_visible_to(self.request.user).select_related("locale", "source_locale", "assignee", "content_type")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def form(self) -> AnswerForm:
        """With the name of what is shown."""
        return AnswerForm(self.request.POST or None, initial={"seen": words_stamp(self.translation)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that changed since readers got it."""
        row, user = self.translation, self.request.user
        every = compared(row, user)
        shown = (
            every if self.request.GET.get("all") == "1" or row.published is None else [each for each in every if each.is_changed]
        )
        if self.request.GET.get("again") == "1":
            messages.warning(self.request, self.refusal() or gettext("Nothing was approved yet: look at it here, then approve."))
        return {
            **super().get_context_data(**kwargs), "translation": row, "rows": shown, "unchanged": len(every) - len(shown),
            "source": language_info(row.source_locale.language_code), "target": language_info(row.locale.language_code),
            "form": self.form, "events": row.events.select_related("user")[:EVENTS], "is_in_review": row.stage == Stage.REVIEW,
            "may_review": may_review(user, row.locale_id), "refusal": self.refusal(), "page_url": address_of(row),
            "today": timezone.localdate(), "may_submit": row.stage in (Stage.TO_DO, Stage.TRANSLATING),
        }  # fmt: skip

    def refusal(self) -> str:
        """Why this person may not approve it."""
        return approval_refused(self.translation, self.request.user)

    def approved(self, row: Translation) -> str:
        """What came of an approval."""
        if row.stage == Stage.PUBLISHED:
            return gettext("Approved and published.")
        if row.scheduled:
            return gettext("Approved. Readers get it at the date that is set for it.")
        return gettext("Approved. The workflow has a further step.")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve, send back, or submit."""
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        said, do = self.form.cleaned_data, request.POST.get("do")
        try:
            if do == "approve":
                row = approve(self.translation, user=request.user, seen=said["seen"], note=said["note"])
                messages.success(request, self.approved(row))
            elif do == "send_back":
                send_back(self.translation, user=request.user, note=said["note"])
                messages.success(request, gettext("Sent back with your note."))
            elif do == "submit":
                submit(self.translation, user=request.user)
                messages.success(request, gettext("Submitted: the reviewers are told."))
        except NotAllowed as refused:
            messages.error(request, refused.sentence)
            return redirect(link_to("review", pk))
        return redirect(link_to("queue"))


def address_of(translation: Translation) -> str:
    """Return where Wagtail shows the draft with its comments and history; "" where there is none."""
    if not translation.page_id:
        return ""
    try:
        return reverse("wagtailadmin_pages:edit", args=[translation.page_id])
    except NoReverseMatch:
        return ""
