"""The steps of this room."""

from __future__ import annotations

from localization.new_language.catalogues import brought_along, catalogue_ensure
from localization.new_language.steps import register_step
from localization.new_language.teams import team_step


def register() -> None:
    """Register them; rooms above register theirs."""
    register_step("Team", team_step, order=40)
    register_step("Interface", catalogue_ensure, order=60)
    register_step("Django and Wagtail", brought_along, order=70)
