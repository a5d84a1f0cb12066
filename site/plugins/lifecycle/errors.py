"""What a change of a plugin may end with."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.sentences import joined


class LifecycleError(Exception):
    """A plugin could not be changed; nothing has changed unless a sentence says so. `sentences` say why (plugins.sentences)."""

    def __init__(self, sentences: str | Iterable[str]) -> None:
        self.sentences = [sentences] if isinstance(sentences, str) else list(sentences)
        super().__init__(" ".join(self.sentences))

    @property
    def text(self) -> str:
        """All of them in one text, which can be translated."""
        return joined(self.sentences)


class UnderWayError(LifecycleError):
    """Another change of plugins is under way, in this process or another one: try again when it is done."""
