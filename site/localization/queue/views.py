from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Locale

from content.converters import row_id
from content.editors import EditorsReport
from localization.links import link_to
from localization.models import Stage, Translation
from localization.queue.filters import WHOSE, QueueForm, of_whom
from localization.queue.selectors import Counts, counts_for, open_for, ordered, rows_by_id
from localization.queue.services import claim_next
from localization.refusing import NotAllowed
from localization.rights import locales_for, standing_of
from localization.stages import claim, release

SHOWN = 50


class QueueView(EditorsReport):
    """What is to be done, in the order in which to do it; `?whose=`: mine, team, free or review."""

    page_title = _("Translation queue")
    header_icon = "tasks"
    template_name = "localization/queue/list.html"

    def may_see(self, user: Any) -> bool:
        """Whoever translates into any language."""
        return standing_of(user).is_anything

    @cached_property
    def locales(self) -> list[Locale]:
        """The languages of this person."""
        return locales_for(self.request.user)

    @cached_property
    def whose(self) -> str:
        """The tab that is open: the one asked for, else the first in which something waits."""
        asked = self.request.GET.get("whose", "")
        if asked in dict(WHOSE):
            return asked
        # Whoever has nothing begins where something waits.
        return next((name for name in ("mine", "review", "free") if getattr(self.counts, name)), "mine")

    @cached_property
    def counts(self) -> Counts:
        """How much waits for this person."""
        return counts_for(self.request.user)

    @cached_property
    def form(self) -> QueueForm:
        """The filters as they are set."""
        return QueueForm(self.request.GET, locales=self.locales)

    def rows(self) -> QuerySet[Translation]:
        """What the filters leave of all that is open, in every tab."""
        return self.form.narrowed(open_for(self.request.user, self.locales))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        ids = ordered(of_whom(self.rows(), self.whose, self.request.user))
        page = Paginator(ids, SHOWN).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": rows_by_id(list(page)),
            "form": self.form,
            "tabs": self.tabs(),
            "whose": self.whose,
            "today": timezone.localdate(),
            "stages": Stage,
            "address": address_without(self.request, "p"),
        }

    def tabs(self) -> list[dict[str, Any]]:
        """The tabs with how much waits in each; the team's is all of it."""
        counts, kept = self.counts, address_without(self.request, "p", "whose")
        numbers = {"mine": counts.mine, "free": counts.free, "review": counts.review}
        return [
            {"label": label, "count": numbers.get(name), "url": f"?whose={name}{kept}", "current": name == self.whose}
            for name, label in WHOSE
        ]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the next one, or take or give back one."""
        try:
            return self.done(request)
        except NotAllowed as refused:
            messages.error(request, refused.sentence)
            return redirect(request.get_full_path())

    def done(self, request: HttpRequest) -> HttpResponse:
        """Do what was asked for. Raises NotAllowed."""
        if request.POST.get("do") == "next":
            taken = claim_next(rows=self.rows(), user=request.user)
            if taken is None:
                messages.info(request, gettext("Nothing is left that nobody has."))
                return redirect(request.get_full_path())
            return redirect(link_to("edit", taken.pk))
        chosen = Translation(pk=row_id(request.POST.get("id")) or 0)
        if request.POST.get("do") == "release":
            release(chosen, user=request.user)
            messages.success(request, gettext("It is the team’s again. What you wrote is kept."))
        elif request.POST.get("do") == "claim":
            claim(chosen, user=request.user)
            messages.success(request, gettext("It is yours now."))
        return redirect(request.get_full_path())


def address_without(request: HttpRequest, *names: str) -> str:
    """Return the filters of an address, to be put behind another parameter: "&language=fa", or "" without any."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return f"&{kept.urlencode()}" if kept else ""
