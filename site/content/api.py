"""Pages as data: what a reader may list, and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Query, Router, Schema

from content.models import HelpPage

router = Router(tags=["pages"])
MOST = 200


class PageRow(Schema):
    id: int
    title: str
    summary: str
    language: str
    url: str
    updated: datetime | None


class PageList(Schema):
    total: int
    next_offset: int | None
    items: list[PageRow]


@router.get("", response=PageList)
def page_list(
    request: HttpRequest,
    language: str = "",
    offset: int = Query(0, ge=0, le=1_000_000),
    limit: int = Query(50, ge=1, le=MOST),
) -> PageList:
    """List the pages the caller may see, `limit` at a time from `offset`, in tree order."""
    pages = HelpPage.objects.listable_to(request.user).order_by("path").select_related("locale")
    if language:
        pages = pages.filter(locale__language_code=language)
    rows = [
        PageRow(
            id=page.pk,
            title=page.title,
            summary=page.summary,
            language=page.locale.language_code,
            url=page.link,
            updated=page.last_published_at,
        )
        for page in pages[offset : offset + limit]
    ]
    total = pages.count()
    return PageList(total=total, next_offset=offset + limit if offset + limit < total else None, items=rows)
