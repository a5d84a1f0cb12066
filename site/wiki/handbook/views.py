from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.throttle import Limit, waiting_sentence
from content.locales import code_of
from wiki.agents import agents_only
from wiki.handbook.chapters import chapters_of, page_count, space_for
from wiki.handbook.services import KEPT, file_name, handbook_ask, may_still_have, problem_sentence
from wiki.handbook.texts import chapters_write
from wiki.models import HandbookFile, SpacePage

AT_ONCE = 150
"""Pages that are shown as one page while somebody waits. Larger spaces are made in the background, as a PDF."""
FILES_PER_PERSON = Limit("handbook", 10, 3600)


@agents_only
@require_safe
def handbook(request: HttpRequest, space_id: int) -> HttpResponse:
    """A space as one page, to read and to print."""
    space = _space(request, space_id)
    total = page_count(space=space, user=request.user)
    context = {"space": space, "total": total, "is_large": total > AT_ONCE}
    with override(code_of(space.locale_id)):
        chapters = [] if total > AT_ONCE else chapters_of(space=space, user=request.user)
        chapters_write(chapters, user=request.user)
    return render(request, "wiki/handbook/handbook.html", {**context, "chapters": chapters})


@agents_only
@require_POST
def ask(request: HttpRequest, space_id: int) -> HttpResponse:
    """Ask for a space as a PDF."""
    space = _space(request, space_id)
    if seconds := FILES_PER_PERSON.take(str(request.user.pk)):
        context = {"space": space, "problem": waiting_sentence(seconds)}
        return render(request, "wiki/handbook/file.html", context, status=429)
    return redirect("wiki:handbook_file", key=handbook_ask(space=space, user=request.user).key)


@agents_only
@require_safe
def file(request: HttpRequest, key: str) -> HttpResponse:
    """How far a PDF is. htmx asks again and again, and gets that part alone."""
    asked = _file(request, key)
    context = {"file": asked, "space": asked.space, "problem": problem_sentence(asked) if asked.state == "failed" else ""}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "wiki/handbook/_file.html" if part else "wiki/handbook/file.html", context)


@agents_only
@require_safe
def download(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file, to the person who asked for it, while they may read all that is in it."""
    asked = _file(request, key)
    if asked.state != HandbookFile.State.DONE:
        raise Http404
    if not may_still_have(asked):
        default_storage.delete(file_name(asked))
        HandbookFile.objects.filter(pk=asked.pk).update(state=HandbookFile.State.FAILED, problem="closed")
        return redirect("wiki:handbook_file", key=key)
    try:
        content = default_storage.open(file_name(asked), "rb")
    except OSError as error:
        raise Http404 from error
    name = f"{asked.space.slug}.pdf"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _space(request: HttpRequest, pk: int) -> SpacePage:
    space = space_for(pk=pk, user=request.user)
    if space is None:
        raise Http404
    return space


def _file(request: HttpRequest, key: str) -> HandbookFile:
    """One's own file of a space that one still may read."""
    user: Any = request.user
    own = HandbookFile.objects.filter(user=user, key=key, asked__gt=timezone.now() - KEPT)
    found = own.select_related("space", "user").first()
    if found is None or space_for(pk=found.space_id, user=request.user) is None:
        raise Http404
    return found
