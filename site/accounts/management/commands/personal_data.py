import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from accounts.personal_data import Person, person_by, personal_data_erase, personal_data_export


class Command(BaseCommand):
    help = "Export what is kept about a person as JSON, or erase it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """export or erase; --email ADDRESS or --user NAME; --yes."""
        parser.add_argument("what", choices=["export", "erase"])
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--email", default="", help="an e-mail address, with or without an account")
        whose.add_argument("--user", default="", metavar="NAME", help="the user name of an account")
        parser.add_argument("--yes", action="store_true", help="erase without asking")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export to the standard output. Raises CommandError where nobody is meant, or where something failed."""
        person = person_by(email=options["email"], name=options["user"])
        if person is None:
            raise CommandError(f'There is no account "{options["user"]}".')
        if options["what"] == "export":
            self._export(person)
        else:
            self._erase(person, sure=options["yes"])

    def _export(self, person: Person) -> None:
        found = personal_data_export(person)
        self.stdout.write(json.dumps(found.document(), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        if found.failed:
            raise CommandError(f"Could not be read: {', '.join(found.failed)}.")

    def _erase(self, person: Person, *, sure: bool) -> None:
        if not sure and input("This cannot be undone. Erase? Type yes: ").strip() != "yes":
            raise CommandError("Nothing was erased.")
        done = personal_data_erase(person)
        for name, count in done.counts.items():
            self.stdout.write(f"{name}: {count}")
        if done.failed:
            raise CommandError(f"Could not be erased: {', '.join(done.failed)}.")
