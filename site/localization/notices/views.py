from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from content.editors import EditorsReport
from localization.links import link_to
from localization.notices.selectors import notices_for, wants_mails
from localization.notices.sentences import said_of
from localization.notices.services import mails_choose, notice_read, notices_read

SHOWN = 50


class NoticesView(EditorsReport):
    """A person's notices, and whether they come as mails too."""

    page_title = _("Notices about translations")
    header_icon = "mail"
    template_name = "localization/notices/list.html"

    def may_see(self, user: Any) -> bool:
        """Everybody has their own."""
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        notices = Paginator(notices_for(self.request.user), SHOWN).get_page(self.request.GET.get("p"))
        said = said_of(list(notices))
        return {
            **super().get_context_data(**kwargs),
            "notices": notices,
            "said": said,
            "wants_mails": wants_mails(self.request.user),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark all as read, or switch the mails."""
        if request.POST.get("do") == "read":
            notices_read(user=request.user)
        elif request.POST.get("do") in ("mails-on", "mails-off"):
            wanted = request.POST["do"] == "mails-on"
            mails_choose(user=request.user, wants_mails=wanted)
            messages.success(
                request, gettext("Notices come as mails too.") if wanted else gettext("No mails any more; notices stay here.")
            )
        return redirect(request.get_full_path())


def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read, and go on to what it is about."""
    notice = get_object_or_404(notices_for(request.user), pk=pk)
    notice_read(notice=notice)
    return redirect(said_of([notice])[0].link or link_to("notices"))
