"""From the queue of failed searches to a rule and back: what an address fills in, and which failed search a rule answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from search.admin.lines import LONGEST_LINE
from search.admin.visible import pages_visible_to
from search.log.answers import failed_answer, failed_visible_to
from search.models import FailedQuery, PromotedResult, SynonymSet
from search.queries import clean_text

_LISTS = ("terms", "queries", "targets", "words")
_ANSWERS = {SynonymSet: FailedQuery.Answer.SYNONYM, PromotedResult: FailedQuery.Answer.PROMOTED}


def initial(request: HttpRequest, model: Any) -> dict[str, Any]:
    """Return what the address fills into the form of a rule; what makes no sense there is left out."""
    names = {field.name for field in model._meta.get_fields()}
    found: dict[str, Any] = {}
    if request.GET.get("language") in dict(settings.LANGUAGES):
        found["language"] = request.GET["language"]
    for name in names.intersection(_LISTS):
        if lines := [clean_text(line)[:LONGEST_LINE] for line in request.GET.getlist(name)[:10]]:
            found[name] = "\n".join(filter(None, lines))
    if "page" in names and (pk := page_number(request.GET.get("page", ""), request.user)):
        found["page"] = pk
    return found


def page_number(text: str, user: Any) -> int:
    """Return the id of a page that an address names; 0 when there is none of which this person may know."""
    pk = _number(text)
    return pk if pk and pages_visible_to(user).filter(pk=pk).exists() else 0


def with_failed(url: str, request: HttpRequest) -> str:
    """Return an address that still tells which failed search is being answered."""
    failed = _number(request.GET.get("failed", ""))
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'failed': failed})}" if failed else url


def answer(request: HttpRequest, rule: Any) -> bool:
    """Tell the queue that this rule answers its failed search; nothing when it names none that this person may answer."""
    pk = _number(request.GET.get("failed", ""))
    if not pk or type(rule) not in _ANSWERS or not request.user.has_perm("search.change_failedquery"):
        return False
    failed = failed_visible_to(request.user).filter(pk=pk).first()
    if failed is None:
        return False
    failed_answer(failed=failed, answer=_ANSWERS[type(rule)], page=getattr(rule, "page", None))
    return True


def way_back(request: HttpRequest) -> str:
    """Return the address of the queue when that is where this came from; otherwise ""."""
    return reverse("search_failed:index") if _number(request.GET.get("failed", "")) else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
