from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.agents import agents_only
from wiki.helper.asking import helper_for
from wiki.history.selectors import readable_page
from wiki.models import PolicyPage
from wiki.selectors import policy_exceptions


@require_safe
@agents_only
def helper(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the helper of a policy says to some answers, without the page around it; 404 where there is no helper."""
    policy = readable_page(page_id=page_id, user=request.user)
    if not isinstance(policy, PolicyPage):
        raise Http404
    found = policy_exceptions(policy=policy, user=request.user)
    exceptions = [*found["exceptions"], *found["other_exceptions"]]
    said = helper_for(policy=policy, exceptions=exceptions, asked=request.GET, user=request.user)
    if said is None:
        raise Http404
    return render(request, "wiki/_helper_said.html", {"helper": said, "page": policy})
