"""The last word on questions that search has found: who may see them now, and where they open."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from content.addresses import page_path
from content.audiences import Audience, Reader
from content.models import HelpPage
from faq_blocks.models import Question, QuestionPlace
from faq_blocks.own_pages.addresses import own_path, standings
from faq_blocks.places.keeping import question_key, typed_key
from faq_blocks.selectors import default_has_own_pages
from search.shown import ShownThing, register_shown


def typed_to(reader: Reader) -> QuerySet[QuestionPlace]:
    """Return the questions typed on pages, of those pages and passages that a reader may be shown."""
    pages = HelpPage.objects.listable_to(reader)
    return QuestionPlace.objects.filter(question=None, level__lte=reader.level, page__in=pages)


def shown_questions(ids: Collection[int], reader: Reader) -> dict[int, ShownThing]:
    """Return questions of the library with the address that opens each: on a page that shows it, else its own."""
    rows = list(Question.objects.listable_to(reader).filter(pk__in=ids))
    places = standings([row.pk for row in rows], reader)
    if any(row.pk not in places for row in rows) and not default_has_own_pages():
        rows = [row for row in rows if row.pk in places]
    found: dict[int, ShownThing] = {}
    for row in rows:
        stands = places.get(row.pk)
        found[row.pk] = ShownThing(
            pk=question_key(row.pk),
            title=row.question,
            link=stands[0].url if stands else own_path(row.slug, row.locale_id),
            category_title=stands[0].title if stands else "",
            last_published_at=row.last_published_at,
            is_internal=row.audience >= Audience.AGENT,
        )
    return found


def shown_typed(ids: Collection[int], reader: Reader) -> dict[int, ShownThing]:
    """Return questions typed on pages; each opens there. One query."""
    return {
        place.pk: ShownThing(
            pk=typed_key(place.pk),
            title=place.text,
            link=f"{page_path(url_path=place.page.url_path, locale_id=place.page.locale_id)}#{place.anchor}",
            category_title=place.page.title,
            last_published_at=place.page.last_published_at,
            is_internal=max(place.page.audience_now, place.level) >= Audience.AGENT,
        )
        for place in typed_to(reader).filter(pk__in=ids).select_related("page")
    }


def register() -> None:
    """Make questions shown where they are found."""
    register_shown("question", shown_questions)
    register_shown("typed", shown_typed)
