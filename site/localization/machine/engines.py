"""The engine that the settings name, through wagtail-localize's interface; what can go wrong becomes a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import requests
from django.utils.translation import gettext
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from localization.machine.sentences import SENTENCES

logger = logging.getLogger(__name__)
MOST_TEXTS = 40
MOST_LETTERS = 20_000
"""What one request carries. DeepL takes 50 texts and 128 KiB, Google 30,000 letters."""
LONGEST = 15_000
"""Letters of one text that a machine is asked for."""


class EngineError(Exception):
    """The engine did not translate; the message says why and what to do. `code` is that of `localization.machine.sentences`."""

    def __init__(self, code: str, engine: str = "") -> None:
        super().__init__(gettext(SENTENCES[code]) % {"engine": engine})
        self.code = code
        self.engine = engine


class Engine:
    """A machine that translates. `name` is stored with each of its texts."""

    def __init__(self, machine: Any) -> None:
        self.machine = machine
        self.name = str(machine.display_name)[:100]

    def may(self, source_locale: Locale, locale: Locale) -> bool:
        """Tell whether it knows this pair of languages."""
        return bool(self.machine.can_translate(source_locale, locale))

    def translations(
        self, texts: Sequence[str], source_locale: Locale, locale: Locale, *, on_asked: Callable[[], None] | None = None
    ) -> dict[str, str]:
        """Return the translations of these texts (inline HTML) by text. One request for each MOST_TEXTS. Raises EngineError.

        `on_asked` is called after each request.
        """
        if not self.may(source_locale, locale):
            raise EngineError("machine_pair", self.name)
        found: dict[str, str] = {}
        for chunk in _chunks(list(dict.fromkeys(texts))):
            found |= self._asked(chunk, source_locale, locale)
            if on_asked is not None:
                on_asked()
        return found

    def _asked(self, texts: list[str], source_locale: Locale, locale: Locale) -> dict[str, str]:
        strings = [StringValue(text) for text in texts]
        try:
            answer = self.machine.translate(source_locale, locale, strings)
            return {string.data: answer[string].data for string in strings}
        except Exception as error:
            # Engines raise what their libraries raise. Its text may hold addresses and keys: neither shown nor logged.
            logger.warning("%s failed: %s", self.name, type(error).__name__)
            raise EngineError(_code(error), self.name) from error


def _code(error: Exception) -> str:
    if isinstance(error, requests.Timeout):
        return "machine_time"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        known = {401: "machine_key", 403: "machine_key", 429: "machine_quota", 456: "machine_quota"}
        return known.get(error.response.status_code, "machine_status")
    if isinstance(error, requests.ConnectionError):
        return "machine_reach"
    if isinstance(error, (KeyError, ValueError, TypeError, AttributeError)):
        return "machine_answer"
    return "machine_failed"


def engine_now() -> Engine | None:
    """Return the engine that the settings name, None for none. Raises EngineError for one that cannot be loaded."""
    try:
        machine = get_machine_translator()
    except Exception as error:
        logger.warning("The machine translator of the settings cannot be loaded: %s", type(error).__name__)
        raise EngineError("machine_load") from error
    return Engine(machine) if machine is not None else None


def _chunks(texts: list[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    letters = 0
    for text in texts:
        if chunk and (len(chunk) >= MOST_TEXTS or letters + len(text) > MOST_LETTERS):
            yield chunk
            chunk, letters = [], 0
        chunk.append(text)
        letters += len(text)
    if chunk:
        yield chunk
