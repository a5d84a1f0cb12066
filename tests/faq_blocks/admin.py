"""What tests of the library's screens share."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.urls import reverse

from faq_blocks.models import Question, Topic


def address(view: str, *args: Any, model: Any = Question) -> str:
    """Return the address of a screen of questions or topics."""
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def topic_address(view: str, *args: Any) -> str:
    """Return the address of a screen of topics."""
    return address(view, *args, model=Topic)


def form(question: str = "May I return it?", answer: str = "Yes.", **fields: Any) -> dict[str, Any]:
    """Return what the form of a question sends: one paragraph as answer."""
    contentstate = (
        '{"blocks":[{"key":"a","text":"%s","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    )
    return {
        "question": question,
        "slug": "",
        "answer-count": "1",
        "answer-0-deleted": "",
        "answer-0-order": "0",
        "answer-0-type": "rich_text",
        "answer-0-id": "",
        "answer-0-value": contentstate % answer,
        "audience": "0",
        "tags": "",
        "search_keywords": "",
        "owner": "",
        "note": "",
        "go_live_at": "",
        "expire_at": "",
        **fields,
    }


def allow(user: Any, *codenames: str) -> None:
    """Give somebody rights by name, and the way into the admin."""
    wanted = ("access_admin", *codenames)
    user.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
