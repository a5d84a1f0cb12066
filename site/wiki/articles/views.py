from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.models import Page

from content.closed.pages import is_closed
from content.drafting import draft_maker
from content.locales import code_of
from content.models import HelpPage
from wiki.articles.parts import Part, parts_of
from wiki.articles.services import article_begin
from wiki.models.pages import WikiHelpPage


class ArticleForm(forms.Form):
    """What the article is called, and which parts it takes over."""

    title = forms.CharField(label=_("Title of the article"), max_length=255)
    parts = forms.TypedMultipleChoiceField(
        label=_("Parts to take over"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Customers will read them once the article is published. Passages for agents stay for agents."),
    )

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part.number, part.words or _("A part without words")) for part in parts]  # type: ignore[attr-defined]


@never_cache
def article_from(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask which parts, and begin the article. Nothing of a page that is closed to this person, nor without the right to write."""
    found = get_object_or_404(HelpPage, pk=page_id).specific
    if not _may_begin(found, request.user):
        raise PermissionDenied
    # What readers of the wiki see now, not what somebody is about to change.
    parts = parts_of(found)
    start = {"title": found.title, "parts": [part.number for part in parts]}
    form = ArticleForm(request.POST or None, parts=parts, initial=start)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = article_begin(page=found, title=asked["title"], numbers=set(asked["parts"]), user=request.user)
        if made is None:
            raise PermissionDenied
        messages.success(request, _("The article is a draft. Choose where it belongs, and read it as a customer would."))
        return redirect(made[1])
    return render(request, "wiki/admin/article_from.html", {"form": form, "page": found})


def buttons(page: Page, user: Any) -> Iterator[Button]:
    """Offer it on pages of the wiki to those who may write articles."""
    if issubclass(page.cached_content_type.model_class() or Page, WikiHelpPage) and _may_begin(page.specific_deferred, user):
        url = reverse("wiki_article_from", args=[page.pk])
        yield Button(_("Begin an article from this"), url, icon_name="doc-empty-inverse", priority=66)


def _may_begin(page: Page, user: Any) -> bool:
    is_wiki = isinstance(page, WikiHelpPage) and page.live
    return is_wiki and not is_closed(page, user) and draft_maker(user, code_of(page.locale_id)) is not None
