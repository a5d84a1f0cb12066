"""What is kept beside an article: its tags, the pages to read next, and the glossary's version. One query for all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

from kb.models.related import GlossaryVersion, Nearby, RelatedPage

if TYPE_CHECKING:
    from kb.models import ArticlePage


@dataclass
class Around:
    """`chosen` and `nearby` are ids of pages, which this reader may or may not see."""

    tags: list[str] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    nearby: list[int] = field(default_factory=list)
    glossary: str = ""


def article_around(article: ArticlePage) -> Around:
    """Read what is kept beside an article."""
    from kb.models import ArticleTag

    around = Around()
    rows = _rows(ArticleTag.objects.filter(content_object=article.pk), "tag", text=F("tag__name")).union(
        _rows(RelatedPage.objects.filter(article=article.pk), "chosen", number=F("target_id"), place=F("sort_order")),
        _rows(Nearby.objects.filter(article=article.pk), "nearby", text=F("page_ids")),
        _rows(GlossaryVersion.objects.filter(pk=article.locale_id), "glossary", text=F("token")),
        all=True,
    )
    for what, number, _place, text in sorted(rows, key=lambda row: (row[0], row[2], row[3], row[1])):
        if what == "tag":
            around.tags.append(text)
        elif what == "chosen":
            around.chosen.append(number)
        elif what == "nearby":
            around.nearby = [int(each) for each in text.split(",") if each]
        else:
            around.glossary = text
    return around


def draft_around(article: ArticlePage) -> Around:
    """Return the same for an article as it is in the editor, with what is not stored yet."""
    around = article_around(article) if article.pk else Around()
    around.tags = sorted(tag.name for tag in article.tags.all())
    around.chosen = [each.target_id for each in article.related_pages.all() if each.target_id]
    return around


def _rows(rows: Any, what: str, *, number: Any = None, place: Any = None, text: Any = None) -> Any:
    # Every part of a union has the same columns, of the same types.
    return rows.order_by().values_list(
        Value(what, TextField()),
        Cast(Value(0) if number is None else number, IntegerField()),
        Coalesce(Cast(Value(0) if place is None else place, IntegerField()), 0),
        Cast(Value("") if text is None else text, TextField()),
    )
