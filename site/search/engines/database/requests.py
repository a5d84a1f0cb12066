"""What both databases' full-text search is asked, as a tree in neither's syntax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from search.queries import groups_of, query_texts, title_words


class Join(Enum):
    """How the words of a query belong together."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Syntax:
    """The operators of one database's query language; `term` is a template for a quoted term."""

    and_: str
    or_: str
    term: str
    prefix: str

    def all_of(self, parts: list[str]) -> str:
        """Return the expression that all parts match."""
        return f"({self.and_.join(parts)})"

    def any_of(self, parts: list[str]) -> str:
        """Return the expression that one part at least matches."""
        return f"({self.or_.join(parts)})"


def text_expression(text: str, language: str, syntax: Syntax, join: Join) -> str:
    """Return the expression for a query's text; "" when it has no significant word.

    Terms come out of the analysis, so they are letters, digits and marks: nothing in them can be an operator.
    """
    versions: list[str] = []
    for each in query_texts(text, language):
        groups = [
            syntax.any_of([syntax.all_of([syntax.term % term for term in way]) for way in group])
            for group in groups_of(each, language)
        ]
        if groups:
            versions.append(syntax.all_of(groups) if join is Join.ALL else syntax.any_of(groups))
    return syntax.any_of(versions) if versions else ""


def title_expression(text: str, syntax: Syntax, *, last_is_unfinished: bool) -> str:
    """Return the expression for a title that holds all words of the text; "" when there are none."""
    found = title_words(text)
    if not found:
        return ""
    last = (syntax.prefix if last_is_unfinished else syntax.term) % found[-1]
    return syntax.all_of([*(syntax.term % word for word in found[:-1]), last])
