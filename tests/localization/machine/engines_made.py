"""Engines for tests, through wagtail-localize's interface as the real ones are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue


class Engine(BaseMachineTranslator):
    """Says what `answers` makes of a text, and remembers what it was asked. Raises `failure` if there is one."""

    display_name = "Test engine"
    asked: ClassVar[list[str]] = []
    failure: ClassVar[Exception | None] = None
    answers: ClassVar[Callable[[str], str]] = staticmethod(lambda text: f"fa {text}")

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> dict[Any, Any]:
        """One after the other."""
        type(self).asked += [string.data for string in strings]
        if self.failure is not None:
            raise self.failure
        return {string: StringValue(type(self).answers(string.data)) for string in strings}

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        """Not into Indonesian."""
        return target_locale.language_code != "id"


SETTING = {"CLASS": "tests.localization.machine.engines_made.Engine"}
