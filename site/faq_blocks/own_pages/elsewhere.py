"""Questions that lack in the reader's language."""

from __future__ import annotations

from content.audiences import Reader
from content.locales import code_of
from faq_blocks.models import Question
from localization.fallbacks import chain_of, first_of


def question_elsewhere(slug: str, reader: Reader, *, language: str, draft: Question | None = None) -> Question | None:
    """Return what to show a reader of a language at the address of a slug that leads to nothing there; None for nothing.

    `draft`: what has this slug and is not published. Otherwise it is looked for in the languages that stand in, and of what
    is found the best translation is taken, that of `language` before all. Two queries.
    """
    key = draft.translation_key if draft is not None else None
    if key is None:
        same_slug = Question.objects.listable_to(reader).filter(slug=slug, locale__language_code__in=chain_of(language))
        keys = {code_of(locale_id): key for locale_id, key in same_slug.values_list("locale_id", "translation_key")}
        key = keys.get(first_of(language, keys))
    if key is None:
        return None
    same = {code_of(each.locale_id): each for each in Question.objects.listable_to(reader).filter(translation_key=key)}
    found = first_of(language, same)
    return same[found] if found else None
