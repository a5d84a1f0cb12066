"""A question begun in another language with the text of this one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from faq_blocks.library.permissions import may
from faq_blocks.models import Question


@transaction.atomic
def question_copy(*, question: Question, locale: Locale, user: Any) -> Question:
    """Return a draft of the question in another language, as its translation.

    It stands in the translations of its topics: faq_blocks.translating sees to that for whatever makes one. It has the newest
    text, to be written over. Safe to call again: what is there already is returned as it is.
    """
    there = Question.objects.filter(translation_key=question.translation_key, locale=locale).first()
    if there is not None:
        return there
    source = question.get_latest_revision_as_object()
    copy: Question = source.copy_for_translation(locale)
    copy.live, copy.owner = False, user
    copy.save()
    copy.save_revision(user=user)
    return copy


class LanguageForm(forms.Form):
    """Which language."""

    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.none(), empty_label=None)

    def __init__(self, *args: Any, missing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].queryset = missing  # type: ignore[attr-defined]


class QuestionCopyView(WagtailAdminTemplateMixin, FormView[LanguageForm]):
    """Asks for the language, then opens the copy."""

    form_class = LanguageForm
    template_name = "faq_blocks/admin/question_copy.html"
    page_title = _("Copy for another language")
    header_icon = "copy"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """For those who may write questions."""
        if not may(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def question(self) -> Question:
        """The question of the address."""
        return get_object_or_404(Question, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The languages it is not there in."""
        taken = Question.objects.filter(translation_key=self.question.translation_key).values("locale")
        return {**super().get_form_kwargs(), "missing": Locale.objects.exclude(pk__in=taken)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [
            {"url": _address("list"), "label": gettext("Questions")},
            {"url": _address("edit", self.question.pk), "label": str(self.question)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question, by name."""
        return {**super().get_context_data(**kwargs), "question": self.question}

    def form_valid(self, form: LanguageForm) -> HttpResponse:
        copy = question_copy(question=self.question, locale=form.cleaned_data["locale"], user=self.request.user)
        messages.success(self.request, gettext("A draft with the text of the other language. Write over it, then publish."))
        return HttpResponseRedirect(_address("edit", copy.pk))


def _address(view: str, *args: Any) -> str:
    return reverse(Question.snippet_viewset.get_url_name(view), args=args)
