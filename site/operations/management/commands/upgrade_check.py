from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.upgrade.findings import findings


class Command(BaseCommand):
    help = "With the new code, before `migrate`: tell what this site's upgrade will meet. Ends with 1 if it must not be begun."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell everything first."""
        stops = 0
        try:
            for finding in findings():
                stops += finding.stops
                self.stdout.write(f"{'STOP' if finding.stops else 'note'}  {finding.sentence}")
        except DatabaseError as error:
            raise CommandError(f"The database does not answer as it should: {error}") from error
        if stops:
            raise CommandError("Put this right first: nothing was changed.")
        self.stdout.write("The upgrade can begin: manage.py migrate, collectstatic, then the servers one after the other.")
