"""What both databases' full-text search is asked, as a tree in neither's syntax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from search.queries import SearchQuery, groups_of, title_words


class Join(Enum):
    """How the words of a query belong together."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Syntax:
    """The operators of one database's query language; `term` is a template for a quoted term."""

    and_: str
    or_: str
    but_not: str
    term: str
    prefix: str

    def all_of(self, parts: list[str]) -> str:
        """Return the expression that all parts match."""
        return f"({self.and_.join(parts)})"

    def any_of(self, parts: list[str]) -> str:
        """Return the expression that one part at least matches."""
        return f"({self.or_.join(parts)})"

    def without(self, part: str, forbidden: str) -> str:
        """Return the expression that `part` matches and `forbidden` does not."""
        return f"({part}{self.but_not}{forbidden})"


def text_expression(query: SearchQuery, language: str, syntax: Syntax, join: Join) -> str:
    """Return the expression for a query's text as `language` reads it; "" when it has no significant word.

    Phrases are asked for by their words: whether these stand together is looked up in what was found.
    """
    parts: list[str] = []
    for typed, *added in query.segments:
        versions = [
            words_expression(typed, language, syntax, join),
            *(words_expression(text, language, syntax, Join.ALL) for text in added),
        ]
        if versions := [each for each in versions if each]:
            parts.append(syntax.any_of(versions))
    phrases = [each for text in query.phrases if (each := words_expression(text, language, syntax, Join.ALL))]
    if parts:
        phrases.insert(0, syntax.all_of(parts) if join is Join.ALL else syntax.any_of(parts))
    if not phrases:
        return ""
    found = syntax.all_of(phrases)
    for forbidden in excluded_words(query, language, syntax):
        found = syntax.without(found, forbidden)
    return found


def excluded_words(query: SearchQuery, language: str, syntax: Syntax) -> list[str]:
    """Return the expressions of the single words that a query excludes; phrases are looked up in what was found."""
    words = [text for text in query.excluded if len(title_words(text)) == 1]
    return [each for text in words if (each := words_expression(text, language, syntax, Join.ALL))]


def title_expression(text: str, syntax: Syntax, *, last_is_unfinished: bool, join: Join = Join.ALL) -> str:
    """Return the expression for a title that holds the words of the text; "" when there are none."""
    found = title_words(text)
    if not found:
        return ""
    last = (syntax.prefix if last_is_unfinished else syntax.term) % found[-1]
    terms = [*(syntax.term % word for word in found[:-1]), last]
    return syntax.all_of(terms) if join is Join.ALL else syntax.any_of(terms)


def words_expression(text: str, language: str, syntax: Syntax, join: Join) -> str:
    """Return the expression for the words of a text as `language` reads them; "" when it has no significant one.

    Terms come out of the analysis, so they are letters, digits and marks: nothing in them can be an operator.
    """
    groups = [
        syntax.any_of([syntax.all_of([syntax.term % term for term in way]) for way in group])
        for group in groups_of(text, language)
    ]
    if not groups:
        return ""
    return syntax.all_of(groups) if join is Join.ALL else syntax.any_of(groups)
