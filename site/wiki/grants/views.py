from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wiki.agents import agents_only
from wiki.deciding.cases import Facts
from wiki.deciding.criteria import plain
from wiki.deciding.values import Topic
from wiki.grants.checking import Wish, grounds_of, read_back, refusal_of, sentence_of, wants_amount
from wiki.grants.forms import CorrectionForm, GrantForm, NoteForm
from wiki.grants.rights import decidable, may_mend, readable, role_of, sees_report
from wiki.grants.selectors import entries_told, facts_told, link_of, own_of, waiting_for
from wiki.grants.services import (
    Asked,
    GrantRefused,
    grant_correct,
    grant_decide,
    grant_record,
    grant_withdraw,
    review_of,
)
from wiki.helper.cases import cases_of
from wiki.helper.questions import Question, questions_for
from wiki.helper.reading import FIELDS, facts_read
from wiki.models import Grant, GrantState, PolicyExceptionPage, PolicyPage

ON_A_PAGE = 25


@agents_only
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """The requests that wait for this agent, or (`?show=own`) what they recorded and asked for themselves."""
    waiting = waiting_for(request.user)
    shows_own = request.GET.get("show") == "own" or (request.GET.get("show") != "waiting" and not waiting.exists())
    page = Paginator(own_of(request.user) if shows_own else waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_of": page,
        "shows_own": shows_own,
        "waiting_count": waiting.count(),
        "sees_report": sees_report(request.user),
    }
    return render(request, "wiki/grants/list.html", context)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def grant_new(request: HttpRequest, exception_id: int) -> HttpResponse:
    """Ask for what is recorded, and record it."""
    found = PolicyExceptionPage.objects.listable_to(request.user).filter(pk=exception_id).prefetch_related("criteria")
    exception: PolicyExceptionPage | None = found.first()
    policy = PolicyPage.objects.parent_of(exception).first() if exception is not None else None
    if exception is None or policy is None:
        raise Http404
    data = request.POST if request.method == "POST" else request.GET
    facts, problems = facts_read(data)
    wants = wants_amount(exception, policy)
    form = GrantForm(request.POST or None, wants_amount=wants, initial=_initial(exception, facts))
    refusal = refusal_of(exception, policy)
    if request.method == "POST" and form.is_valid() and not problems:
        try:
            grant = _recorded(request, exception, form.cleaned_data)
        except GrantRefused as refused:
            form.add_error(None, str(refused))
            form.data = {**request.POST.dict(), "seal": exception.seal}  # shown beside the form as it is now
        else:
            return redirect("wiki:grant", grant.pk)
    elif request.method == "POST" and "token" in form.errors:
        form.add_error(None, _("Open the form again: it does not hold what it must."))
    context = {
        "form": form,
        "exception": exception,
        "policy": policy,
        "refusal": refusal,
        "questions": _questions(exception, data, problems),
        "hidden": [(name, str(data.get(name, ""))[:60]) for name in ("amount", "currency") if data.get(name)],
        "grounds": _foreseen(request, exception, policy, facts),
        "asks_for_amount": wants,
    }
    return render(request, "wiki/grants/new.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, exception: PolicyExceptionPage, cleaned: dict[str, Any]) -> Grant:
    facts = {name: request.POST.get(name, "") for name in FIELDS}
    asked = Asked(reference=cleaned["reference"], amount=cleaned["amount"], reason=cleaned["why"], facts=facts)
    try:
        grant = grant_record(
            exception_id=exception.pk, user=request.user, asked=asked, token=str(cleaned["token"]), seal=cleaned["seal"]
        )
    except PermissionDenied as denied:
        raise Http404 from denied
    if grant.state == GrantState.WAITING:
        messages.info(request, _("Your request waits for approval. Promise nothing before it is decided; you will be told."))
    else:
        messages.success(request, _("It is recorded."))
    return grant


def _initial(exception: PolicyExceptionPage, facts: Facts) -> dict[str, Any]:
    known = {"seal": exception.seal, "token": uuid4(), "granted_currency": exception.limit_currency or exception.year_currency}
    if facts.amount is not None:
        known |= {"granted": plain(facts.amount.amount), "granted_currency": facts.amount.currency}
    return known


def _questions(exception: PolicyExceptionPage, data: Any, problems: dict[str, str]) -> list[Question]:
    """What the criteria ask for; the amount has its own place in the form."""
    found = questions_for(cases_of([exception]), data, missing=(), problems=problems)
    return [each for each in found if each.name != Topic.AMOUNT]


def _foreseen(request: HttpRequest, exception: PolicyExceptionPage, policy: PolicyPage, facts: Facts) -> list[str]:
    """What is known to need approval before a word is typed."""
    wish = Wish(role_of(request.user), None, facts.amount, facts)
    return [sentence_of(each) for each in grounds_of(wish, exception, policy) if each.code != "unknown"]


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """A grant with all that happened to it, and what this agent may do about it."""
    rows = readable(request.user).select_related("customer", "requester__user", "decider__user")
    found = rows.filter(pk=grant_id).first()
    if found is None:
        raise Http404
    own = found.requester.user_id == request.user.pk
    if not own and not decidable(request.user).filter(pk=found.pk).exists() and not sees_report(request.user):
        raise Http404  # what others recorded is theirs, and that of those who answer for it
    note, correction = NoteForm(prefix=None), CorrectionForm(initial=_amount_of(found))
    if request.method == "POST":
        action = request.POST.get("action", "")
        form = (CorrectionForm if action in ("correct", "revoke") else NoteForm)(request.POST)
        if form.is_valid() and _done(request, found, action, form):
            return redirect("wiki:grant", found.pk)
        note, correction = (note, form) if isinstance(form, CorrectionForm) else (form, correction)
    elif own and found.is_news:
        Grant.objects.filter(pk=found.pk).update(is_news=False)
    return render(request, "wiki/grants/grant.html", _shown(request, found, own, note, correction))


def _amount_of(found: Grant) -> dict[str, Any]:
    return {"granted": "" if found.amount is None else plain(found.amount), "granted_currency": found.currency}


def _done(request: HttpRequest, found: Grant, action: str, form: Any) -> bool:
    """Do what the form asks for; False with the reason in the form where that cannot be."""
    cleaned = form.cleaned_data
    common = {"grant_id": found.pk, "user": request.user, "note": cleaned["note"], "token": str(cleaned["token"])}
    actions: dict[str, Callable[[], Grant]] = {
        "approve": lambda: grant_decide(approve=True, seen=cleaned.get("seen", ""), **common),
        "refuse": lambda: grant_decide(approve=False, seen="", **common),
        "withdraw": lambda: grant_withdraw(**common),
        "correct": lambda: grant_correct(amount=cleaned["amount"], **common),
        "revoke": lambda: grant_correct(amount=None, **common),
    }
    if action not in actions:
        raise Http404
    try:
        actions[action]()
    except GrantRefused as refused:
        form.add_error(None, str(refused))
        return False
    except PermissionDenied as denied:
        form.add_error(None, str(denied) or _("You may not do this."))
        return False
    return True


def _shown(request: HttpRequest, found: Grant, own: bool, note: Any, correction: Any) -> dict[str, Any]:
    is_waiting = found.state == GrantState.WAITING
    may_decide = is_waiting and decidable(request.user).filter(pk=found.pk).exists()
    review = review_of(found) if may_decide else None
    grounds = review.grounds if review is not None and not review.refusal else read_back(found.grounds)
    return {
        "grant": found,
        "entries": entries_told(found),
        "facts": facts_told(found),
        "grounds": [sentence_of(each) for each in grounds],
        "review": review,
        "exception_link": link_of(found, request.user),
        "may_decide": may_decide,
        "may_withdraw": is_waiting and own,
        "may_mend": found.state == GrantState.GRANTED and may_mend(request.user, found),
        "note": note,
        "correction": correction,
        "is_own": own,
    }


@agents_only
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """All other addresses below: alike for those who are no agents, whether there is anything or not."""
    raise Http404
