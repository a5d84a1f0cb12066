from typing import Any

from django.core.management.base import BaseCommand

from home.services import homes_ensure


class Command(BaseCommand):
    help = "Gives every language its home page, where it has none yet."

    def handle(self, *args: Any, **options: Any) -> None:
        homes_ensure()
