"""Which files are taken as pictures: what could act, burst or is something else is refused with a sentence that says why."""

from content.pictures.checking import picture_problem

__all__ = ["picture_problem"]
