"""What is said of background work, titles and problems: kept as codes and facts, told in the language of whoever reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from localization.languages import language_info

Problem = dict[str, Any]
"""`{"code": …, "params": {…}}`, as JSON."""

_SENTENCES: dict[str, str] = {
    "no_place": gettext_noop("“%(title)s” has no page above it in %(language)s, so there is no place for its translation."),
    "no_room": gettext_noop("“%(title)s” cannot stand below its parent in %(language)s: too deep, or too many pages beside it."),
    "failed": gettext_noop("“%(title)s” could not be translated into %(language)s: %(error)s"),
    "gone": gettext_noop("A page that was asked for is gone."),
    "ended": gettext_noop("The work ended with an error: %(error)s"),
}


def problem(code: str, **params: Any) -> Problem:
    """Return a problem, or a title, to keep; raises KeyError for a code without a sentence."""
    if code not in _SENTENCES:
        raise KeyError(code)
    return {"code": code, "params": {name: str(value) for name, value in params.items()}}


def register_sentence(code: str, sentence: str) -> None:
    """Give a code of another part of the room its sentence, an English msgid with named places."""
    _SENTENCES[code] = sentence


def sentence_of(found: Any) -> str:
    """Return a problem as a sentence of the active language. What another part kept as a plain text is that text."""
    if not isinstance(found, dict):
        return str(found)
    words = _SENTENCES.get(str(found.get("code")))
    if words is None:
        return str(found.get("code"))
    try:
        params = dict(found.get("params", {}))
        if "language" in params:
            params["language"] = language_info(params["language"]).name
        if "languages" in params:
            params["languages"] = _(", ").join(language_info(code).name for code in params["languages"].split())
        return _(words) % params
    except (KeyError, ValueError):
        return _(words)
