import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User


def _password_from(path: Path) -> str:
    """The password in the file, made where it is missing: after an interrupted run the same password is used."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.chmod(0o600)
        password = path.read_text(encoding="utf-8").strip()
        if password:
            return password
    password = secrets.token_urlsafe(15)
    # The mode is there before the first byte is.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(password + "\n")
    return password


class Command(BaseCommand):
    help = "Make the administrator once, with a random password that is written to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--password-file PATH, --username NAME."""
        parser.add_argument("--password-file", required=True, metavar="PATH", help="where the password is kept")
        parser.add_argument("--username", default="admin", help="the administrator's user name (default: admin)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Silent where all is well. Raises CommandError where the file or the name cannot be used."""
        path, username = Path(options["password_file"]), options["username"]
        user = User.objects.filter(username=username).first()
        if user is None:
            try:
                password = _password_from(path)
            except OSError as error:
                raise CommandError(f"The password file {path} cannot be written: {error.strerror}.") from error
            User.objects.create_superuser(username, "", password)
        elif not user.is_superuser:
            raise CommandError(f'"{username}" exists and is no administrator. Choose another name with --username.')
        elif not path.exists():
            self.stdout.write(
                f'The administrator "{username}" exists, but {path} is missing. '
                f"Set a new password: python site/manage.py changepassword {username}"
            )
