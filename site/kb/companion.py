"""What the knowledge base adds to the reading of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.plain import texts_of
from kb.around import article_around, draft_around
from kb.glossary.marking import Explained, explained
from kb.glossary.table import Table, Term, table_of
from kb.structured import article_data
from theme.companions import Companion
from theme.reading import RELATED

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kb.models import ArticlePage
    from theme.chrome import Chrome
    from theme.family import Family, Relative
    from theme.social.tags import Social


class ArticleCompanion(Companion):
    """One query, before the page's own: tags, related pages and the state of the glossary."""

    def __init__(self, article: ArticlePage, *, is_preview: bool = False) -> None:
        self.article = article
        self.around = draft_around(article) if is_preview else article_around(article)
        self.terms: list[Explained] = []
        self.begun: set[int] = set()
        # A copy shows a text of another language: its words are not those of this glossary.
        self.table: Table = table_of(article.locale_id, "" if article.alias_of_id else self.around.glossary)

    def context(self) -> dict[str, Any]:
        """Return what only articles have, for their template. To be asked after the text was rendered."""
        return {"terms": self.terms, "tags": self.around.tags}

    def linked_ids(self) -> set[int]:
        return set(self.around.chosen)

    def page_ids(self, raw: list[Any]) -> set[int]:
        self.begun = self.table.begun_in(texts_of(raw)) - {self.article.pk}
        return {*self.around.nearby, *self.begun} - {self.article.pk}

    def marked(self, markup: SafeString, family: Family) -> SafeString:
        if not self.begun & family.by_id.keys():
            return markup

        def address_of(term: Term) -> str:
            page = family.by_id.get(term.pk) if term.pk != self.article.pk else None
            return page.url if page else ""

        marked, self.terms = explained(markup, self.table, address_of)
        return marked

    def related(self, family: Family, beside: list[Relative]) -> list[Relative]:
        """Those that were chosen by hand, all of them; others only as far as these leave room, and not those next to it."""
        here = self.article.locale_id
        chosen = [page for pk in self.around.chosen if (page := family.target(pk, here))]
        near = [family.by_id[pk] for pk in self.around.nearby if pk in family.by_id]
        next_to_it = _next_to(family.siblings(self.article.path), self.article.pk)
        found = {page.pk: page for page in (*chosen, *near, *beside) if page.pk != self.article.pk}
        by_hand = {page.pk for page in chosen}
        wanted = [page for page in found.values() if page.pk in by_hand or page.pk not in next_to_it]
        return wanted[: max(RELATED, len(by_hand))]

    def structured(self, chrome: Chrome, social: Social) -> list[dict[str, Any]]:
        return [article_data(self.article, chrome, social, tags=self.around.tags)]


def _next_to(siblings: list[Relative], pk: int) -> set[int]:
    """The ids of the pages beside this one, which the page links as the previous and the next one."""
    here = next((each for each in siblings if each.pk == pk), None)
    alike = [each.pk for each in siblings if here and each.content_type_id == here.content_type_id]
    at = alike.index(pk) if pk in alike else 0
    return {*alike[max(at - 1, 0) : at], *alike[at + 1 : at + 2]}
