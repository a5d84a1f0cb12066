from __future__ import annotations


class NotAllowed(Exception):
    """A step of the work that cannot be taken. `sentence` says why, and what to do, to the person who tried."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
