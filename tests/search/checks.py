"""Running the check of the engines, for its tests."""

import io

from django.core.management import call_command


def run(*arguments):
    """Return the exit code of the command and what it printed."""
    out = io.StringIO()
    code: str | int | None = 0
    try:
        call_command("search_check", *arguments, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()
