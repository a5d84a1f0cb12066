"""How Elasticsearch reads each language, from its own filters. Needs no plugin."""

from __future__ import annotations

import unicodedata
from typing import Any

from search.analysis import LanguageAnalysis, language_analysis

TEXT, EXACT = "text", "exact"
"""Names of the two analyzers of every index: the language's own, and one that only unifies letters."""

# Unification that Elasticsearch has only in its ICU plugin: compatibility forms of letters, and signs without width.
_COMPATIBILITY = (*range(0xFB00, 0xFB07), *range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD), *range(0xFF01, 0xFF5F))
_INVISIBLE = (0x00AD, 0x061C, 0x200B, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F))
_PERSIAN_TO_ARABIC = {0x06CC: "\u064a", 0x06A9: "\u0643", 0x0671: "\u0627", 0x06C0: "\u0647", 0x0621: "", 0x0654: ""}
_ZWNJ = 0x200C

_LOWERCASE = {"greek", "irish", "turkish"}
_BEFORE_STEMMING = {
    "arabic": ["arabic_normalization"],
    "persian": ["arabic_normalization", "persian_normalization"],
    "hindi": ["indic_normalization", "hindi_normalization"],
    "german": ["german_normalization"],
    "serbian": ["serbian_normalization"],
}


def analysis_settings(language: str) -> dict[str, Any]:
    """Return the `analysis` part of an index's settings for `language`."""
    entry = language_analysis(language)
    filters = _filters(entry)
    char_filters = ["letters"]
    return {
        "char_filter": {"letters": {"type": "mapping", "mappings": _mappings(splits_joiner=entry.joins_words)}},
        "filter": filters,
        "analyzer": {
            TEXT: {"tokenizer": "standard", "char_filter": char_filters, "filter": _chain(entry, filters)},
            EXACT: {
                "tokenizer": "standard",
                "char_filter": char_filters,
                "filter": ["lowercase", "decimal_digit", "arabic_normalization", "asciifolding"],
            },
        },
        "normalizer": {"whole": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
    }


def _filters(entry: LanguageAnalysis) -> dict[str, Any]:
    """Return the filters that need parameters."""
    name = entry.elasticsearch
    found: dict[str, Any] = {}
    if name in _LOWERCASE:
        found["own_lowercase"] = {"type": "lowercase", "language": name}
    if name == "english":
        found["possessive"] = {"type": "stemmer", "language": "possessive_english"}
    if entry.stop_words:
        found["own_stop"] = {"type": "stop", "stopwords": sorted(entry.stop_words)}
    elif name:
        found["own_stop"] = {"type": "stop", "stopwords": f"_{name}_"}
    if name and name != "persian":
        found["own_stemmer"] = {"type": "stemmer", "language": name}
    return found


def _chain(entry: LanguageAnalysis, filters: dict[str, Any]) -> list[str]:
    """Return the filters in their order."""
    name = entry.elasticsearch
    chain = ["own_lowercase" if "own_lowercase" in filters else "lowercase", "decimal_digit"]
    chain += _BEFORE_STEMMING.get(name, [] if name else ["cjk_width", "cjk_bigram", "arabic_normalization"])
    if not entry.stem_reads_accents:
        chain.append("asciifolding")
    chain += [each for each in ("possessive", "own_stop", "own_stemmer") if each in filters]
    if name == "persian":
        chain.append("persian_stem")
    return [*chain, "asciifolding"] if entry.stem_reads_accents else chain


def _mappings(*, splits_joiner: bool) -> list[str]:
    """Return replacements of single letters, in the escapes that the mapping filter reads."""
    found = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBILITY}
    found = {code: text for code, text in found.items() if text != chr(code)}
    found |= dict.fromkeys(_INVISIBLE, "") | _PERSIAN_TO_ARABIC | {_ZWNJ: " " if splits_joiner else ""}
    return [f"{_escaped(chr(code))}=>{_escaped(text)}" for code, text in sorted(found.items())]


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04X}" for sign in text)
