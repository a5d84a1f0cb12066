from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation

from accounts.first_admin import HOURS, first_admin_token, has_admin


class Command(BaseCommand):
    help = "Print the link by which the first administrator of a fresh site is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--if-none."""
        parser.add_argument("--if-none", action="store_true", help="say nothing where there is an administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it. Raises CommandError where there is an administrator already."""
        if has_admin():
            if options["if_none"]:
                return
            raise CommandError(
                "There is an administrator already. To get in again: manage.py changepassword NAME, or manage.py createsuperuser."
            )
        with translation.override(settings.LANGUAGE_CODE):
            path = reverse("accounts:first_admin", args=[first_admin_token()])
        self.stdout.write(f"No administrator yet. Within {HOURS} hours, open this link to become the first one:")
        self.stdout.write(f"  {settings.WAGTAILADMIN_BASE_URL}{path}")
