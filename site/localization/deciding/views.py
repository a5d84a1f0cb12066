from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page

from content.editors import EditorsReport
from localization.dashboards.cells import edit_address
from localization.deciding.selectors import copied_locales, copied_pairs, followers_of, live_targets, may_become_source
from localization.deciding.services import copies_translate, following_choose, place_take, with_source_unpublish
from localization.languages import language_info
from localization.links import link_to
from localization.models import BackgroundRun, Translation
from localization.refusing import NotAllowed
from localization.runs import AlreadyRunning
from localization.snapshots import source_of
from localization.targets import target_of
from localization.visible import pages_visible_to, translations_visible_to

HERE = "localization/deciding/decide.html"


class DecisionView(EditorsReport):
    """A question with what it is about, and one button."""

    header_icon = "globe"
    template_name = HERE
    question: Any = ""
    button: Any = ""

    def may_see(self, user: Any) -> bool:
        """Each looks for what this person may decide, and is not there without any."""
        return True

    def named(self) -> list[tuple[str, str, str, str]]:
        """What it is about: a name, its language's code, the address of its editor and the language."""
        return []

    def back(self) -> str:
        """Where to go afterwards."""
        return get_valid_next_url_from_request(self.request) or link_to("matrix")

    def do(self) -> str:
        """Do it; return where to go. Raises NotAllowed."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the question."""
        more = {"question": self.question, "button": self.button, "named": self.named(), "back": self.back()}
        return {**super().get_context_data(**kwargs), **more}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        try:
            return redirect(self.do())
        except NotAllowed as refused:
            messages.error(request, refused.sentence)
            return redirect(self.back())


class UnpublishView(DecisionView):
    """Unpublish what was translated from a page or snippet that is unpublished."""

    page_title = _("Unpublish the translations too")
    question = _("Readers do not have the original any more. These translations of it they still have:")
    button = _("Unpublish these")

    @cached_property
    def found(self) -> list[tuple[Translation, Any]]:
        """What would be unpublished. Raises Http404 for nothing, and while readers have the source."""
        found = live_targets(self.kwargs["translation_key"], self.request.user)
        if not found or getattr(source_of(found[0][0]), "live", False):
            raise Http404
        return found

    def named(self) -> list[tuple[str, str, str, str]]:
        """The translations."""
        return [(row.title, row.locale.language_code, edit_address(target), str(row.locale)) for row, target in self.found]

    def do(self) -> str:
        """Unpublish them."""
        count = with_source_unpublish(key=self.kwargs["translation_key"], user=self.request.user) if self.found else 0
        words = ngettext("%(count)d translation is unpublished.", "%(count)d translations are unpublished.", count)
        messages.success(self.request, words % {"count": count})
        return self.back()


class BecomeView(DecisionView):
    """Let a translation take the place of its deleted source."""

    page_title = _("Make this the original")
    question = _("The original was deleted. From now on other languages are translated from this page; their words are kept:")
    button = _("Make this the original")

    @cached_property
    def translation(self) -> Translation:
        """The translation. Raises Http404 for whom it is not, and where it cannot be."""
        rows = translations_visible_to(self.request.user).select_related("locale")
        row = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not may_become_source(self.request.user, row, target_of(row)):
            raise Http404
        return row

    def back(self) -> str:
        """The page."""
        return _editor_of(self.translation) or super().back()

    def named(self) -> list[tuple[str, str, str, str]]:
        """The other languages."""
        others = followers_of(self.translation.translation_key, self.request.user).exclude(pk=self.translation.pk)
        return [(row.title, row.locale.language_code, _editor_of(row), str(row.locale)) for row in others]

    def do(self) -> str:
        """Take its place."""
        place_take(translation=self.translation, user=self.request.user)
        messages.success(self.request, gettext("This is the original now."))
        return self.back()


class CopyView(DecisionView):
    """Give a copy the translations of its original."""

    page_title = _("Copy the translations too")
    question = _("The copy begins with the words of these translations. They are drafts, which readers do not see:")
    button = _("Copy them")

    @cached_property
    def pages(self) -> tuple[Page, Page]:
        """The original and the copy. Raises Http404 where either is not for this person, or nothing can be copied."""
        offered = pages_visible_to(self.request.user, Page.objects.filter(depth__gt=1, alias_of=None))
        original, copy = (get_object_or_404(offered, pk=self.kwargs[name]) for name in ("original", "copy"))
        if not copy.permissions_for_user(self.request.user).can_edit() or not self._locales(original, copy):
            raise Http404
        return original, copy

    def _locales(self, original: Page, copy: Page) -> list[Locale]:
        return copied_locales(copied_pairs(original, copy, self.request.user), self.request.user)

    def back(self) -> str:
        """The copy."""
        return reverse("wagtailadmin_pages:edit", args=[self.pages[1].pk])

    def named(self) -> list[tuple[str, str, str, str]]:
        """The languages."""
        codes = [each.language_code for each in self._locales(*self.pages)]
        return [(language_info(code).name, code, "", "") for code in codes]

    def do(self) -> str:
        """Copy them, one page at once and more in the worker."""
        original, copy = self.pages
        try:
            run = copies_translate(original=original, copy=copy, user=self.request.user)
        except AlreadyRunning as running:
            return link_to("run", running.run.pk)
        if run.state != BackgroundRun.State.DONE:
            messages.info(self.request, gettext("The translations are copied in the background."))
            return link_to("run", run.pk)
        messages.success(self.request, gettext("The translations are copied, as drafts."))
        return self.back()


def _editor_of(row: Translation) -> str:
    target = target_of(row)
    return edit_address(target) if target is not None else ""


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop or start: `do` says which. Raises Http404 for whom the translation is not."""
    rows = translations_visible_to(request.user).select_related("locale", "content_type")
    translation = get_object_or_404(rows, pk=pk)
    wanted = request.POST.get("do") == "start"
    try:
        following_choose(translation=translation, user=request.user, wanted=wanted)
        told = gettext("It follows its original again.") if wanted else gettext("It does not follow its original any more.")
        messages.success(request, told)
    except NotAllowed as refused:
        messages.error(request, refused.sentence)
    return redirect(_editor_of(translation) or link_to("matrix"))
