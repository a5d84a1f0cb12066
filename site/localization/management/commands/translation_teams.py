from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Locale

from localization.teams import team_ensure


class Command(BaseCommand):
    """Gives every language its team."""

    help = "Make the groups of translators, reviewers and leads for every language, and their rights on its pages."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the groups of each language."""
        for locale in Locale.objects.order_by("language_code"):
            team = team_ensure(locale)
            self.stdout.write(f"{locale.language_code}: {team.translators}, {team.reviewers}, {team.leads}")
