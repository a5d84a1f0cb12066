from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from content.spreadsheets import guarded
from wiki.agents import agents_only
from wiki.history.selectors import readable_page
from wiki.models import ReadingRequest
from wiki.must_read.forms import AskForm
from wiki.must_read.mails import remind_of
from wiki.must_read.selectors import confirmed_by, followed_by, may_ask, may_follow, people_asked, report_of, waiting_for
from wiki.must_read.services import reading_ask, reading_confirm, request_close

CONFIRMED_SHOWN = 20


@agents_only
@require_safe
def must_read(request: HttpRequest) -> HttpResponse:
    """What an agent has to read, what they have confirmed, and the requests they follow."""
    user = request.user
    shown = {
        "waiting": waiting_for(user).select_related("page__locale", "asked_by"),
        "confirmed": confirmed_by(user)[:CONFIRMED_SHOWN],
        "followed": followed_by(user),
    }
    return render(request, "wiki/must_read/list.html", shown)


@agents_only
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask groups to read a page."""
    page = readable_page(page_id=page_id, user=request.user)
    if page is None or not may_ask(page, request.user):
        raise Http404
    form = AskForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        asked = reading_ask(page=page, user=request.user, **form.cleaned_data)
        count = people_asked(asked).count()
        words = ngettext("%(count)d person is asked to read it.", "%(count)d people are asked to read it.", count)
        messages.success(request, words % {"count": count})
        return redirect("wiki:must_read_report", asked.pk)
    return render(request, "wiki/must_read/ask.html", {"page": page, "form": form})


@agents_only
@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that somebody has read the page before them."""
    page = readable_page(page_id=page_id, user=request.user)
    if page is None:
        raise Http404
    sent = request.POST.get("revision", "")
    revision = int(sent) if sent.isdecimal() and len(sent) < 19 else None
    if reading_confirm(page=page, user=request.user, revision_id=revision):
        messages.success(request, gettext("Thank you: you have confirmed that you have read this page."))
    else:
        messages.warning(request, gettext("The page was changed meanwhile. Read it again before you confirm."))
    return redirect(page.link)


@agents_only
@require_safe
def report(request: HttpRequest, request_id: int) -> HttpResponse:
    """Who has read it, and who has not."""
    asked = _followed(request, request_id)
    rows = report_of(asked)
    missing = sum(row.confirmed_at is None for row in rows)
    shown = {"asked": asked, "rows": rows, "missing": missing, "total": len(rows), "groups": asked.groups.order_by("name")}
    return render(request, "wiki/must_read/report.html", shown)


@agents_only
@require_safe
def export(request: HttpRequest, request_id: int) -> HttpResponse:
    """The report as a file for spreadsheets."""
    asked = _followed(request, request_id)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="must-read-{asked.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow([gettext("Page"), gettext("Person"), gettext("User name"), gettext("Confirmed on"), gettext("By")])
    for row in report_of(asked):
        done = timezone.localtime(row.confirmed_at).isoformat(timespec="minutes") if row.confirmed_at else ""
        cells = [asked.page.title, row.person.display_name(), row.person.get_username(), done, str(asked.due or "")]
        writer.writerow([guarded(cell) for cell in cells])
    return response


@agents_only
@require_POST
def remind(request: HttpRequest, request_id: int) -> HttpResponse:
    """Remind everybody who has not read it."""
    asked = _followed(request, request_id)
    count = remind_of(asked) if asked.closed_at is None else 0
    words = ngettext("%(count)d person was reminded.", "%(count)d people were reminded.", count)
    messages.success(request, words % {"count": count})
    return redirect("wiki:must_read_report", asked.pk)


@agents_only
@require_POST
def close(request: HttpRequest, request_id: int) -> HttpResponse:
    """End a request."""
    asked = _followed(request, request_id)
    request_close(request=asked)
    messages.success(request, gettext("Nobody is asked any more."))
    return redirect("wiki:must_read_report", asked.pk)


def _followed(request: HttpRequest, request_id: int) -> Any:
    found = ReadingRequest.objects.filter(pk=request_id).select_related("page__locale", "asked_by").first()
    if found is None or not may_follow(found, request.user):
        raise Http404
    return found
