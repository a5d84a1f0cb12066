"""Which languages can be added, and what somebody may have meant who wrote another code."""

from __future__ import annotations

from difflib import get_close_matches

from django.conf import settings
from django.conf.locale import LANG_INFO

from localization.configuring import language_name


class UnknownLanguage(ValueError):
    """A language that cannot be added; the message says why, and what to do."""


def check_code(code: str) -> None:
    """Raise UnknownLanguage for a code that the settings do not name."""
    if code in dict(settings.LANGUAGES):
        return
    if name := language_name(code):
        line = ",".join([*dict(settings.LANGUAGES), f"{code}:{name}"])
        raise UnknownLanguage(
            f"{code} is not among the languages of this site. Set SANAD_LANGUAGES={line} in its environment, then run this again."
        )
    meant = suggestions(code)
    hint = f"Did you mean {' or '.join(meant)}?" if meant else "Codes are like those of browsers: tr, pt-br, zh-hans."
    raise UnknownLanguage(
        f"{code!r} is no language that is known. {hint} One that Django does not know needs a name in SANAD_LANGUAGES: code:name."
    )


def suggestions(word: str) -> list[str]:
    """Return up to three languages whose code or name resembles a word, as `tr (Türkçe)`."""
    names: dict[str, str] = {}
    for code, info in LANG_INFO.items():
        for each in (code, str(info.get("name", "")), str(info.get("name_local", ""))):
            if each:
                names[each.lower()] = code
    wanted = word.strip().lower().replace("_", "-")
    language = wanted.partition("-")[0]
    close = [language] if language_name(language) else []
    close += [names[each] for each in get_close_matches(wanted, names, n=5, cutoff=0.6)]
    return [f"{code} ({language_name(code)})" for code in dict.fromkeys(close)][:3]
