"""A question before something is done: what it is about, what it concerns, and a button that posts the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request


@dataclass(frozen=True)
class Question:
    """What is asked. `items` are names; `fields` are posted with the answer, to the same address."""

    title: str
    text: str
    yes: str
    busy: str
    items: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """Show the question. Nothing has been done."""
    back = get_valid_next_url_from_request(request) or reverse("plugin_screen:index")
    return TemplateResponse(
        request,
        "plugins/admin/question.html",
        {
            "question": question,
            "header_title": question.title,
            "header_icon": "plugin",
            "back": back,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("plugin_screen:index"), "label": _("Plugins")},
                {"url": "", "label": question.title},
            ],
        },
    )
