"""What the doctor looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from operations.hooks import doctor_exams
from plugins.naming import own_name, owner_for
from plugins.registry import Registry

Look = Callable[[], Iterable[str]]
"""Yields a sentence in English for each thing that is wrong."""
Mend = Callable[[], Any]
"""Mends what `Look` finds, as far as that is possible. Safe to call again, and while the site is at work."""


@dataclass(frozen=True)
class Exam:
    """`about` says in some words what is looked at; without `mend` the sentences say what people have to do."""

    name: str
    about: str
    look: Look
    mend: Mend | None = None
    owner: str = ""


class RegisterExam(Protocol):
    """What listeners of the action `doctor_exams` get."""

    def __call__(self, name: str, about: str, look: Look, mend: Mend | None = None) -> None: ...


_own: Registry[Exam] = Registry("exams")


def register_exam(name: str, about: str, look: Look, mend: Mend | None = None) -> None:
    """Have `manage.py doctor` look at something; the same name again replaces it.

    A plugin's exam is called like its slug, or "<slug>.name". Rooms below this one listen to the action `doctor_exams` instead.
    """
    exam = _exam(name, about, look, mend)
    _own.add(exam, name=exam.name, owner=exam.owner, replace=True)


def all_exams() -> list[Exam]:
    """Return the exams of this room, of rooms below, and of active plugins."""
    found = {exam.name: exam for exam in _own}

    def register(name: str, about: str, look: Look, mend: Mend | None = None) -> None:
        exam = _exam(name, about, look, mend)
        found[exam.name] = exam

    doctor_exams(register=register)
    return list(found.values())


def _exam(name: str, about: str, look: Look, mend: Mend | None) -> Exam:
    owner = owner_for(look)
    return Exam(name if name == owner else own_name(name, owner, separator=".", what="exam"), about, look, mend, owner)
