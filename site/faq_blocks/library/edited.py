"""What is edited at an address of the admin: its language, and who may read what is typed there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail.snippets.models import get_snippet_models

from content.audiences import ANONYMOUS, Audience
from content.models import HelpPage
from content.streams import Raw, cut_for, levels_in
from faq_blocks.raw import faq_values, typed_entries

_KEY = re.compile(r' data-block-key="[^"]*"')
Levels = dict[tuple[str, str], int]
"""Typed questions with their answers, and the lowest audience that reads each."""


@dataclass(frozen=True, slots=True)
class Edited:
    """`audience` is the strictest that the page has, live or as a draft; `live` what everybody reads there, if anything."""

    locale: Locale
    audience: int = Audience.PUBLIC
    live: Levels = field(default_factory=dict)
    draft: Levels = field(default_factory=dict)

    def is_public(self, question: str, answer: str) -> bool:
        """Whether everybody reads this very question with this very answer there, now."""
        return self.live.get(_named(question, answer), Audience.AGENT) == Audience.PUBLIC

    def audience_of(self, question: str) -> int:
        """Return the strictest audience of the passages in which a question stands, and of the page."""
        named = _words(question)
        passages = (level for each in (self.live, self.draft) for (text, _answer), level in each.items() if text == named)
        return max((self.audience, *passages))


def edited_at(place: str) -> Edited:
    """Return what is edited at an address of the admin. Where it does not tell, the language is that of the site.

    Raises ValidationError for pages that not all of an audience may read, for a question of the library cannot be closed so.
    """
    try:
        address = urlsplit(place)
    except ValueError as error:
        raise ValidationError(gettext("These questions could not be read. Save the page and try again.")) from error
    code = parse_qs(address.query).get("locale", [""])[0]
    try:
        found = _edited(resolve(address.path))
    except Resolver404:
        found = None
    return found or Edited(Locale.objects.filter(language_code=code).first() or Locale.get_default())


def _edited(found: ResolverMatch) -> Edited | None:
    if "wagtailadmin_pages" not in found.namespaces:
        return _snippet(found)
    above, pk = found.kwargs.get("parent_page_id"), found.kwargs.get("page_id") or next(iter(found.args), None)
    page = HelpPage.objects.filter(pk=above or pk).select_related("locale").first() if str(above or pk).isdecimal() else None
    if page is None:
        other = Page.objects.filter(pk=above or pk).first() if str(above or pk).isdecimal() else None
        return Edited(other.locale) if other else None
    if page.required_groups or page.unlisted:
        text = gettext("Some groups only, or those who know the address or a password, read this page: its questions stay typed.")
        raise ValidationError(text)
    return _new(page, found) if above else _saved(page)


def _new(above: HelpPage, found: ResolverMatch) -> Edited:
    """A page that is not there yet is as closed as the one above it, and as its type."""
    names = found.kwargs.get("content_type_app_name", ""), found.kwargs.get("content_type_model_name", "")
    try:
        least = getattr(apps.get_model(*names), "minimum_audience", Audience.PUBLIC)
    except LookupError:
        least = Audience.PUBLIC
    return Edited(above.locale, max(above.effective_audience, above.audience_now, least))


def _saved(page: HelpPage) -> Edited:
    live: Any = page.specific
    draft: Any = live.get_latest_revision_as_object()
    audience = max(live.effective_audience, live.audience_now, live.minimum_audience, draft.audience)
    is_open = HelpPage.objects.listable_to(ANONYMOUS).filter(pk=page.pk).exists()
    return Edited(page.locale, audience, _levels(_raw(live)) if is_open else {}, _levels(_raw(draft)))


def _snippet(found: ResolverMatch) -> Edited | None:
    """A reusable content: on which pages it stands, and in which of their passages, is another question; it makes drafts."""
    kind: Any = next((each for each in get_snippet_models() if each.snippet_viewset.url_namespace in found.namespaces), None)
    pk = str(found.kwargs.get("pk"))
    each: Any = kind.objects.filter(pk=pk).first() if kind and pk.isdecimal() else None
    if not isinstance(getattr(each, "locale", None), Locale):
        return None
    return Edited(each.locale, draft=_levels(list(each.body.raw_data)) if hasattr(each, "body") else {})


def _raw(page: Any) -> Raw:
    return [block for name in page.stream_names() for block in getattr(page, name).raw_data]


def _levels(raw: Raw) -> Levels:
    found: Levels = {}
    for level in sorted({0, *levels_in(raw)}):
        for value in faq_values(cut_for(raw, level)):
            for each in typed_entries(value):
                found.setdefault(_named(str(each.get("question") or ""), str(each.get("answer") or "")), level)
    return found


def _named(question: str, answer: str) -> tuple[str, str]:
    # The keys of paragraphs are given anew each time that a text is saved.
    return _words(question), _KEY.sub("", answer)


def _words(question: str) -> str:
    return " ".join(question.split())
