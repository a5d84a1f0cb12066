"""What a change of a plugin may end with."""

from __future__ import annotations

from collections.abc import Iterable


class LifecycleError(Exception):
    """A plugin could not be changed; nothing has changed unless a sentence says so. `sentences` say why."""

    def __init__(self, sentences: str | Iterable[str]) -> None:
        self.sentences = [sentences] if isinstance(sentences, str) else [str(each) for each in sentences]
        super().__init__(" ".join(self.sentences))
