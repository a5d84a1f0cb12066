"""The checks there are. One is a function that looks at a text and yields what it found; its codes have sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from localization.placeholders import plain, without_parts
from localization.quality.findings import Finding
from localization.quality.languages import Language, language_of

if TYPE_CHECKING:
    from localization.editor.registry import TermHit


@dataclass(frozen=True)
class Limit:
    """How long a text may be, in characters: `most` is what the database takes, `best` what is shown without being cut."""

    most: int = 0
    best: int = 0
    is_slug: bool = False


@dataclass(frozen=True)
class Given:
    """A text to look at, and what is known of it.

    `source` and `text` are inline HTML as units hold it, `code` and `source_code` their languages. `names` are product names,
    `terms` what the glossary says of the source. `elsewhere` names the links (by their ids in the source, "a1") that lead to a
    page in another language that there is in this one.
    """

    source: str
    text: str
    code: str
    source_code: str
    names: frozenset[str] = frozenset()
    terms: Sequence[TermHit] = ()
    limit: Limit = Limit()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def language(self) -> Language:
        """What is known of the language of the text."""
        return language_of(self.code)

    @cached_property
    def source_language(self) -> Language:
        """What is known of the language of the source."""
        return language_of(self.source_code)

    @cached_property
    def plain(self) -> str:
        """What a reader reads."""
        return plain(self.text)

    @cached_property
    def source_plain(self) -> str:
        """What a reader of the source reads."""
        return plain(self.source)

    @cached_property
    def words(self) -> str:
        """The text without what must stay as it is: names, placeholders, tags, code."""
        return without_parts(self.text, self.names)

    @cached_property
    def source_words(self) -> str:
        """The source without what must stay as it is."""
        return without_parts(self.source, self.names)


Check = Callable[[Given], Iterable[Finding]]
SENTENCES: dict[str, Any] = {}
_checks: dict[str, Check] = {}


def register_check(check: Check, sentences: Mapping[str, Any]) -> None:
    """Add a check. `sentences` gives a lazy text to each code that it finds, with the details of the finding in `%(name)s`.

    Raises ValueError for a code that another check has already: what is stored is known by its code alone.
    """
    key = f"{check.__module__}.{check.__qualname__}"
    taken = [code for code in sentences if code in SENTENCES and key not in _checks]
    if taken:
        raise ValueError(f"{key}: another check finds {', '.join(taken)} already. Choose other codes.")
    _checks[key] = check
    SENTENCES.update(sentences)


def checks() -> list[Check]:
    """Return all checks in the order in which they were registered."""
    from localization.quality import checks as ours

    ours.register_all()
    return list(_checks.values())
