"""Who may do what, where the part of the room that knows it is not there (yet): translators translate, superusers review."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from localization.models import LanguageTeam, Stage


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put simple rights in the place of missing ones; does nothing where the real ones are."""
    if importlib.util.find_spec("localization.rights") is not None:
        return
    rights, teams = ModuleType("localization.rights"), ModuleType("localization.teams")

    def may_review(user: Any, locale: Any) -> bool:
        return bool(user.is_superuser)

    def may_translate(user: Any, locale: Any) -> bool:
        return bool(user.is_superuser or user.groups.filter(name="Translators").exists())

    def writing_refused(user: Any, translation: Any) -> str:
        if translation.stage == Stage.REVIEW and not user.is_superuser:
            return "This translation is in review."
        return "" if may_translate(user, None) else "You do not translate into this language."

    def standing_of(user: Any) -> Any:
        return SimpleNamespace(
            everywhere=user.is_superuser, all_translate=may_translate(user, None), leads=[], reviews=[], translates=[]
        )

    def has_four_eyes(locale: Any) -> bool:
        return not LanguageTeam.objects.filter(locale=locale, has_four_eyes=False).exists()

    for function in (may_review, may_translate, writing_refused, standing_of):
        setattr(rights, function.__name__, function)
    teams.has_four_eyes = has_four_eyes  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "localization.rights", rights)
    monkeypatch.setitem(sys.modules, "localization.teams", teams)
