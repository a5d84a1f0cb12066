"""What the checks know of languages: scripts, digits, marks and letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from content.digits import digits_of

# Letters and vowel signs, without digits and marks: a comma between Persian digits is no comma of a sentence.
ARABIC = (
    "\u0620-\u065f\u0670-\u06d3\u06d5-\u06dc\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
    "\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc"
)
LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"})
_OTHER_SCRIPTS = {
    "he": "\u0590-\u05ff",
    "ru": "\u0400-\u04ff",
    "uk": "\u0400-\u04ff",
    "el": "\u0370-\u03ff",
    "hi": "\u0900-\u097f",
}
# Letters that look like those of the language and are other letters: search does not find them.
_ALIKE = {"fa": {"ي": "ی", "ى": "ی", "ك": "ک"}, "ar": {"ی": "ي", "ک": "ك"}}
_MARKS = {"?": "؟", ",": "،", ";": "؛"}


@dataclass(frozen=True)
class Language:
    """A language. `script` is a range for regular expressions; `digits` a kind of `content.digits`."""

    code: str
    script: str
    digits: str
    alike: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.script == LATIN


def language_of(code: str) -> Language:
    """Return what is known of a language; one that nothing is known of is taken to be written in Latin letters."""
    base = code.partition("-")[0].lower()
    is_arabic = base in _ARABIC_SCRIPT
    return Language(
        code=base,
        script=ARABIC if is_arabic else _OTHER_SCRIPTS.get(base, LATIN),
        digits=digits_of(code),
        alike=tuple(_ALIKE.get(base, {}).items()),
        marks=tuple(_MARKS.items()) if is_arabic else (),
    )


def product_names() -> frozenset[str]:
    """Return the names that no language translates, as `SANAD_PRODUCT_NAMES` lists them."""
    return frozenset(settings.SANAD_PRODUCT_NAMES)
