from __future__ import annotations

from typing import Any

from django.db import transaction

from content.drafting import draft_maker
from content.locales import code_of
from content.models import HelpPage
from wiki.articles.parts import blocks_taken
from wiki.models import ArticleOrigin


@transaction.atomic
def article_begin(*, page: HelpPage, title: str, numbers: set[int], user: Any) -> tuple[HelpPage, str] | None:
    """Make the draft of an article from parts of a wiki page, and note where it came from.

    Returns it with the address where it is edited; None when this user may not write articles in the language of the page.
    """
    language = code_of(page.locale_id)
    maker = draft_maker(user, language)
    made = maker.make(title=title, body=blocks_taken(page, numbers), language=language, user=user) if maker else None
    if made is not None:
        ArticleOrigin.objects.create(wiki_page_id=page.pk, article_id=made[0].pk, made_by=user)
    return made
