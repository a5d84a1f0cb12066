"""Pages as data: what a reader may list, and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Query, Router, Schema

from content.models import HelpPage

router = Router(tags=["pages"])
PAGE_SIZE = 50


class PageRow(Schema):
    id: int
    title: str
    summary: str
    language: str
    url: str
    updated: datetime | None


class PageList(Schema):
    total: int
    items: list[PageRow]


@router.get("", response=PageList)
def page_list(request: HttpRequest, language: str = "", offset: int = Query(0, ge=0, le=1_000_000)) -> PageList:
    """List the pages the caller may see, 50 at a time, in tree order."""
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
        for page in pages[offset : offset + PAGE_SIZE]
    ]
    return PageList(total=pages.count(), items=rows)
