from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.models import Page

from content.closed.pages import is_closed
from content.locales import code_of
from content.models import HelpPage
from wiki.models import PageTemplate, SpacePage, WikiPage
from wiki.starting.selectors import own_templates, place_for_new
from wiki.starting.services import blocks_copied, page_begin, template_offer, template_withdraw
from wiki.starting.texts import starters

EMPTY = "empty"


class NewPageForm(forms.Form):
    """What the page is called and what it begins with: nothing, a template of ours, or another page."""

    title = forms.CharField(
        label=_("Title"), max_length=255, required=False, help_text=_("Without one, the page is called as its template.")
    )
    start = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect, initial=EMPTY)

    def __init__(self, *args: Any, language: str, own: list[WikiPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {f"page-{page.pk}": page for page in own}
        self.ours = {each.name: each for each in starters(language)}
        choices: list[Any] = [(EMPTY, _("An empty page"))]
        choices += [(name, f"{each.title} – {each.purpose}") for name, each in self.ours.items()]
        if self.own:
            choices.append((_("Templates of this wiki"), [(name, page.title) for name, page in self.own.items()]))
        self.fields["start"].choices = choices  # type: ignore[attr-defined]
        self.fields["title"].widget.attrs["dir"] = "auto"

    def beginning(self) -> tuple[str, list[dict[str, Any]]]:
        """Return the title and the blocks of the new page."""
        title, start = self.cleaned_data["title"].strip(), self.cleaned_data["start"]
        if page := self.own.get(start):
            return title or page.title, blocks_copied(list(page.body.raw_data))
        if start in self.ours:
            return title or self.ours[start].title, self.ours[start].body()
        return title or gettext("New page"), []


@never_cache
def new_page(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Ask what a new page begins with, make the draft, and open it in the editor."""
    parent = get_object_or_404(HelpPage, pk=parent_page_id).specific
    if not place_for_new(parent=parent, user=request.user):
        raise PermissionDenied
    own = own_templates(user=request.user, locale_id=parent.locale_id)
    form = NewPageForm(request.POST or None, language=code_of(parent.locale_id), own=own)
    if request.method == "POST" and form.is_valid():
        title, body = form.beginning()
        page = page_begin(parent=parent, title=title, body=body, user=request.user)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return render(request, "wiki/admin/new_page.html", {"form": form, "parent": parent})


@require_POST
def template_switch(request: HttpRequest, page_id: int) -> HttpResponse:
    """Offer a page as a template, or no more, for those who may edit it."""
    page = get_object_or_404(WikiPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if PageTemplate.objects.filter(page=page).exists():
        template_withdraw(page=page)
        messages.success(request, gettext("The page is no longer offered as a template."))
    else:
        template_offer(page=page, user=request.user)
        messages.success(request, gettext("New pages can begin with this one, as soon as it is published."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@never_cache
def template_ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what it means, and the button."""
    page = get_object_or_404(WikiPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    is_offered = PageTemplate.objects.filter(page=page).exists()
    return render(request, "wiki/admin/template.html", {"page": page, "is_offered": is_offered})


def buttons(page: Page, user: Any) -> Iterator[Button]:
    """Offer both in the menus of spaces and wiki pages."""
    model = page.cached_content_type.model_class()
    if model not in (SpacePage, WikiPage):
        return
    specific = page.specific_deferred
    if is_closed(specific, user):
        return
    rights = specific.permissions_for_user(user)
    if rights.can_add_subpage():
        url = reverse("wiki_new_page", args=[page.pk])
        yield Button(_("New page from a template"), url, icon_name="copy", priority=11)
    if model is WikiPage and rights.can_edit():
        yield Button(_("Use as a template"), reverse("wiki_template", args=[page.pk]), icon_name="duplicate", priority=67)
