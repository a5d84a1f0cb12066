"""What is known about each language: one entry for both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from search.analysis import arabic, indonesian, persian, stopwords
from search.analysis.snowball import snowball

Stem = Callable[[str], str]


@dataclass(frozen=True)
class LanguageAnalysis:
    """How text of one language becomes terms.

    `stem` works on folded words. `stem_reads_accents`: accents go only after stemming, for the algorithm needs them.
    `elasticsearch` names the analyzer of Elasticsearch whose filters do the same; "" means folding only.
    """

    code: str
    stem: Stem | None = None
    stop_words: frozenset[str] = frozenset()
    stem_reads_accents: bool = False
    joins_words: bool = False
    elasticsearch: str = ""


_languages: dict[str, LanguageAnalysis] = {}

# Languages that snowballstemmer knows, and Elasticsearch too where there is a name in the second place.
_SNOWBALL = {
    "ca": ("catalan", "catalan"), "cs": ("czech", "czech"), "da": ("danish", "danish"), "de": ("german", "german"),
    "el": ("greek", "greek"), "eo": ("esperanto", ""), "es": ("spanish", "spanish"), "et": ("estonian", "estonian"),
    "eu": ("basque", "basque"), "fi": ("finnish", "finnish"), "fr": ("french", "french"), "ga": ("irish", "irish"),
    "hi": ("hindi", "hindi"), "hu": ("hungarian", "hungarian"), "hy": ("armenian", "armenian"),
    "it": ("italian", "italian"), "lt": ("lithuanian", "lithuanian"), "nb": ("norwegian", "norwegian"),
    "ne": ("nepali", ""), "nl": ("dutch", "dutch"), "no": ("norwegian", "norwegian"), "pl": ("polish", ""),
    "pt": ("portuguese", "portuguese"), "ro": ("romanian", "romanian"), "ru": ("russian", "russian"),
    "sr": ("serbian", "serbian"), "sv": ("swedish", "swedish"), "ta": ("tamil", ""), "tr": ("turkish", "turkish"),
    "yi": ("yiddish", ""),
}  # fmt: skip


def register_language(entry: LanguageAnalysis) -> None:
    """Add a language, or replace what is known about it. Documents indexed before must be indexed anew."""
    _languages[entry.code] = entry
    language_analysis.cache_clear()


@cache
def language_analysis(language: str) -> LanguageAnalysis:
    """Return what is known about `language` ("pt-br" falls back to "pt"); a plain entry for an unknown one.

    The plain entry folds letters and nothing else: another language's stop words would hide this one's words.
    """
    for code in (language, language.partition("-")[0]):
        if code in _languages:
            return _languages[code]
        if code in _SNOWBALL:
            algorithm, elasticsearch = _SNOWBALL[code]
            return LanguageAnalysis(code, stem=snowball(algorithm), stem_reads_accents=True, elasticsearch=elasticsearch)
    return LanguageAnalysis(language)


register_language(
    LanguageAnalysis(
        "en",
        stem=snowball("english"),
        stop_words=stopwords.listed(stopwords.ENGLISH),
        elasticsearch="english",
    )
)
register_language(LanguageAnalysis("ar", stem=arabic.stem, stop_words=stopwords.listed(stopwords.ARABIC), elasticsearch="arabic"))
register_language(
    LanguageAnalysis(
        "fa",
        stem=persian.stem,
        stop_words=stopwords.listed(stopwords.PERSIAN),
        joins_words=True,
        elasticsearch="persian",
    )
)
register_language(
    LanguageAnalysis(
        "id",
        stem=indonesian.stem,
        stop_words=stopwords.listed(stopwords.INDONESIAN),
        elasticsearch="indonesian",
    )
)
