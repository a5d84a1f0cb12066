"""Sentences that are English wherever they are kept or logged, and can be said in the language of whoever reads them.

Many are made while the settings are read, when nothing can be translated yet; some go to a console and to the audit log.
So a sentence is a text, in English, that remembers how it was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.utils.translation import gettext


def mark(text: str) -> str:
    """Return the text as it is. Imported as `_` it lets `makemessages` find the sentence, and asks for no settings."""
    return text


class Sentence(str):
    """A sentence in English. `Sentence(_("%(slug)s is not paused."), slug=slug)`; values may be sentences themselves."""

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        sentence = super().__new__(cls, template % values if values else template)
        sentence.template, sentence.values = template, values
        return sentence

    def translated(self) -> str:
        """Return it in the active language, as far as it has been translated."""
        said = gettext(self.template)
        return said % {name: translated(value) for name, value in self.values.items()} if self.values else said


class Sentences(Sentence):
    """Several sentences in one text. `parts` are those it was made of; some may be plain text."""

    parts: tuple[str, ...]

    def __new__(cls, *parts: str) -> Self:
        sentence = super().__new__(cls, " ".join(parts))
        sentence.parts = parts
        return sentence

    def translated(self) -> str:
        """Each in the active language, one after the other."""
        return " ".join(str(translated(part)) for part in self.parts)


def translated(value: Any) -> Any:
    """Return a sentence in the active language, and anything else as it is."""
    return value.translated() if isinstance(value, Sentence) else value


def joined(parts: Iterable[str]) -> str:
    """Return several sentences as one text."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Sentences(*found)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the sentences that a text was joined from; one that was not is its own only part, an empty one has none."""
    if isinstance(text, Sentences):
        return tuple(part for each in text.parts for part in parts_of(each))
    return (text,) if text else ()
