from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from content.checks import Finding
from content.models import HelpPage
from content.writing.texts import language_of_page, paragraphs, raw_of

SHORTEST = 60
"""Letters of a paragraph that are enough to tell its language."""
MOST_PARAGRAPHS = 20
LOOKED_AT = 200
"""Characters of a paragraph: enough to tell, and a check takes no more than some milliseconds."""
SURE = 0.9
"""How sure the recognition must be, between 0 and 1."""

_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S*[/_\\]\S*")


def in_its_own_language(page: HelpPage) -> Iterator[Finding]:
    """Tells of the first paragraph in another language of the site, or in English: pasted there, or not yet translated."""
    own = language_of_page(page)
    if own not in known_languages():
        return
    lines = (line for line in paragraphs(raw_of(page)) if len(_LETTER.findall(line)) >= SHORTEST)
    for _number, line in zip(range(MOST_PARAGRAPHS), lines, strict=False):
        found = recognised(line)
        if found and found != own:
            text = _(
                "A paragraph seems to be in another language (%(language)s): “%(beginning)s …” Translate it, or take it out."
            )
            name = get_language_info(found)["name_local"]
            yield Finding(text % {"language": name, "beginning": " ".join(line.split()[:8])})
            return


def recognised(text: str) -> str:
    """Return the language of a text among those of the site and English; "" when it is not sure."""
    language, sure = _identifier().classify(_ADDRESS.sub(" ", text)[:LOOKED_AT])
    return str(language) if sure >= SURE else ""


@cache
def known_languages() -> frozenset[str]:
    """Return the languages that can be told apart: those of the site that the model knows, and English."""
    return frozenset(_identifier().nb_classes)


@cache
def _identifier() -> Any:
    # Read when it is asked for the first time: half a second, and 10 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = {code.partition("-")[0] for code, _name in settings.LANGUAGES} | {"en"}
    made.set_languages([code for code in wanted if code in set(made.nb_classes)])
    return made
