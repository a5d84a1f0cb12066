"""Finds the pages that are like an article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import Count

from content.audiences import Audience, Reader
from content.locales import code_of
from content.models import HelpPage
from kb.bases import base_of
from kb.models import ArticlePage, ArticleTag, CategoryPage, Kind
from search.engines.base import EngineError
from search.engines.choice import database_engine
from search.outbox import page_id_of
from search.queries import SearchQuery

MOST = 12
"""Pages that are kept: some of them may be closed to a reader, or be linked already."""
NEAR = 0.2
"""The part of the best hit's score that a page needs to be like it."""
FROM_TAGS, FROM_SHELF, FROM_WORDS = 8, 4, 8


def nearby_pages(article: ArticlePage) -> list[int]:
    """Return the ids of the pages like an article, the nearest first, of those that all of its readers may see."""
    found = list(dict.fromkeys(chain(_by_tags(article), _by_shelf(article), _by_words(article))))
    open_to_all = _listable(article).filter(pk__in=found).values_list("pk", flat=True)
    shown = set(open_to_all) - {article.pk}
    return [pk for pk in found if pk in shown][:MOST]


def _listable(article: ArticlePage) -> Any:
    """The pages of the language that whoever may read the article may read too; neither shelves nor glossary terms."""
    reader = Reader(Audience(article.audience_now))
    pages = HelpPage.objects.listable_to(reader).filter(locale_id=article.locale_id)
    if base := base_of(article):
        # Another product's pages are no answer to a question about this one.
        pages = pages.filter(path__startswith=base.path)
    shelves = CategoryPage.objects.filter(locale_id=article.locale_id).values("pk")
    terms = ArticlePage.objects.filter(kind=Kind.TERM, locale_id=article.locale_id).values("pk")
    return pages.exclude(pk__in=shelves).exclude(pk__in=terms)


def _by_tags(article: ArticlePage) -> Iterator[int]:
    """Those with the most tags in common."""
    own = ArticleTag.objects.filter(content_object=article.pk).values("tag")
    shared = ArticleTag.objects.filter(tag__in=own, content_object__in=_listable(article).values("pk"))
    counted = shared.exclude(content_object=article.pk).values("content_object").annotate(count=Count("pk"))
    yield from counted.order_by("-count", "content_object__path").values_list("content_object", flat=True)[:FROM_TAGS]


def _by_shelf(article: ArticlePage) -> Iterator[int]:
    """Those that follow in the category, from its top again after the last."""
    shelf = _listable(article).sibling_of(article, inclusive=False).order_by("path")
    after = shelf.filter(path__gt=article.path).values_list("pk", flat=True)[:FROM_SHELF]
    yield from chain(after, shelf.filter(path__lt=article.path).values_list("pk", flat=True)[:FROM_SHELF])


def _by_words(article: ArticlePage) -> Iterator[int]:
    """Those that the site's own search finds by the article's title, keywords and summary."""
    text = " ".join(each for each in (article.title, article.search_keywords, article.summary) if each)
    query = SearchQuery(text, code_of(article.locale_id), level=article.audience_now, size=FROM_WORDS + 1)
    if not query.segments:
        return
    try:
        # The one that is always there: readers' questions to the other one come first.
        found = database_engine().search(query)
    except EngineError:
        return
    # The article itself comes first, as a rule: what shares but a word or two with it is no relative.
    least = NEAR * max((hit.score for hit in found.hits), default=0.0)
    yield from (pk for hit in found.hits if hit.score >= least and (pk := page_id_of(hit.key)))
