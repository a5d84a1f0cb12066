"""What is known about each language: one entry for both engines.

| part of the entry | the database engine | Elasticsearch |
| --- | --- | --- |
| `rules` | our rules, before the stemmer | the same rules, as its own pattern filter |
| `snowball`, `elasticsearch` | that algorithm of Snowball | the stemmer and the normalisation of that analyzer |
| `stop_words` | these | these; without them the analyzer's own list, which is of its own language |
| `elisions`, `joins_words` | read by `terms` | a filter of the same meaning |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from search.analysis import arabic, english, indonesian, persian, stopwords
from search.analysis.rules import Rule, stemmer
from search.analysis.snowball import snowball

Stem = Callable[[str], str]


@dataclass(frozen=True)
class LanguageAnalysis:
    """How text of one language becomes terms.

    `elasticsearch` names the analyzer of Elasticsearch whose filters are taken; "" means folding only, `stemmer` its
    stemmer when that has another name. `rules` work on folded words and stand in the stemmer's place, unless `snowball`
    names an algorithm to follow them. `stem_reads_accents`: accents go only after stemming, for the algorithm needs them.
    `joins_words`: writers join or split the same words as they like, also after `first_parts` though these are stop words.
    `elisions`: words that lose their vowel before an
    apostrophe. `suffixes_after_apostrophe`: what follows one is an ending. `dotless_i`: I is the capital of ı.
    """

    code: str
    elasticsearch: str = ""
    snowball: str = ""
    rules: tuple[Rule, ...] = ()
    stop_words: frozenset[str] = frozenset()
    stemmer: str = ""
    stem_reads_accents: bool = False
    joins_words: bool = False
    first_parts: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    suffixes_after_apostrophe: bool = False
    dotless_i: bool = False

    @cached_property
    def is_plain(self) -> bool:
        """Whether a word is read without regard to what stands beside it."""
        return not (self.joins_words or self.elisions or self.suffixes_after_apostrophe)

    @cached_property
    def stem(self) -> Stem | None:
        """What makes a stem of a folded word in the database engine; None where nothing is known."""
        steps = ([stemmer(self.rules)] if self.rules else []) + ([snowball(self.snowball)] if self.snowball else [])
        if len(steps) < 2:
            return steps[0] if steps else None
        ours, theirs = steps
        return lambda word: theirs(ours(word))


_languages: dict[str, LanguageAnalysis] = {}
# Codes that are written for a language of the registry.
_SAME = {"no": "nb", "fil": "tl", "iw": "he", "in": "id", "pt-pt": "pt"}


def register_language(entry: LanguageAnalysis) -> None:
    """Add a language, or replace what is known about it. Documents indexed before must be indexed anew."""
    _languages[entry.code] = entry
    language_analysis.cache_clear()


def registered_languages() -> list[str]:
    """Return the codes of all languages that have an entry."""
    return sorted(_languages)


@cache
def language_analysis(language: str) -> LanguageAnalysis:
    """Return what is known about `language` ("de-at" falls back to "de"); a plain entry for an unknown one.

    The plain entry folds letters and nothing else: another language's stop words would hide this one's words.
    """
    code = language.lower().replace("_", "-")
    for each in (code, code.partition("-")[0]):
        each = _SAME.get(each, each)
        if each in _languages:
            return _languages[each]
    return LanguageAnalysis(language)


_WRITTEN_HERE = (
    LanguageAnalysis(
        "en",
        "english",
        "english",
        rules=english.RULES,
        stop_words=stopwords.listed(stopwords.ENGLISH),
        stemmer="porter2",
    ),
    LanguageAnalysis("ar", "arabic", rules=arabic.RULES, stop_words=stopwords.listed(stopwords.ARABIC)),
    LanguageAnalysis(
        "fa",
        "persian",
        rules=persian.RULES,
        stop_words=stopwords.listed(stopwords.PERSIAN),
        joins_words=True,
        first_parts=stopwords.listed(stopwords.PERSIAN_FIRST_PARTS),
    ),
    LanguageAnalysis("id", "indonesian", rules=indonesian.RULES, stop_words=stopwords.listed(stopwords.INDONESIAN)),
)

# Analyzers of Elasticsearch, and Snowball's algorithm for the database where it has one of the language.
_WITH_ANALYZER = {
    "bg": ("bulgarian", ""), "bn": ("bengali", ""), "ca": ("catalan", "catalan"), "ckb": ("sorani", ""),
    "cs": ("czech", "czech"), "da": ("danish", "danish"), "de": ("german", "german"), "el": ("greek", "greek"),
    "es": ("spanish", "spanish"), "et": ("estonian", "estonian"), "eu": ("basque", "basque"),
    "fi": ("finnish", "finnish"), "fr": ("french", "french"), "ga": ("irish", "irish"), "gl": ("galician", ""),
    "hi": ("hindi", "hindi"), "hu": ("hungarian", "hungarian"), "hy": ("armenian", "armenian"),
    "it": ("italian", "italian"), "ja": ("cjk", ""), "ko": ("cjk", ""), "lt": ("lithuanian", "lithuanian"),
    "lv": ("latvian", ""), "nb": ("norwegian", "norwegian"), "nl": ("dutch", "dutch"),
    "nn": ("norwegian", "norwegian"), "pt": ("portuguese", "portuguese"), "pt-br": ("brazilian", "portuguese"),
    "ro": ("romanian", "romanian"), "ru": ("russian", "russian"), "sr": ("serbian", "serbian"),
    "sv": ("swedish", "swedish"), "th": ("thai", ""), "tr": ("turkish", "turkish"), "zh": ("cjk", ""),
}  # fmt: skip
# No analyzer there, but a stemmer for the last three of these; what has none is folded only.
_SNOWBALL_ONLY = {
    "eo": ("esperanto", ""), "pl": ("polish", ""),
    "ne": ("nepali", "nepali"), "ta": ("tamil", "tamil"), "yi": ("yiddish", "yiddish"),
}  # fmt: skip

_ELISIONS = {
    "ca": "d l m n s t",
    "fr": "l m t qu n s j d c jusqu quoiqu lorsqu puisqu",
    "ga": "d m b",
    "it": "c l all dall dell nell sull coll pell gl agl dagl degl negl sugl un m t s v d",
}

for _each in _WRITTEN_HERE:
    register_language(_each)
for _code, (_analyzer, _algorithm) in _WITH_ANALYZER.items():
    register_language(
        LanguageAnalysis(
            _code,
            _analyzer,
            _algorithm,
            stem_reads_accents=True,
            elisions=frozenset(_ELISIONS.get(_code, "").split()),
            suffixes_after_apostrophe=_code == "tr",
            dotless_i=_code == "tr",
        )
    )
for _code, (_algorithm, _stemmer) in _SNOWBALL_ONLY.items():
    register_language(LanguageAnalysis(_code, "", _algorithm, stemmer=_stemmer, stem_reads_accents=True))
