"""How Elasticsearch reads each language, from its own filters. Needs no plugin.

Every index has three analyzers. TEXT reads the words of documents in their language and SEARCH those of queries; they differ
only where a language joins words: TEXT adds each pair of neighbours written in one, so that who looks for the compound finds
the parts. (Who looks for the parts finds the compound by `analysis.spellings`.) EXACT only unifies letters, for quotes.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from search.analysis import LanguageAnalysis, language_analysis
from search.analysis.letters import ARABIC_LETTER, ARABIC_LETTERS, ARABIC_MARKS, LATIN_LETTER, SOUTH_EAST, ZWNJ
from search.analysis.terms import LONGEST_WORD

TEXT, SEARCH, EXACT = "text", "text_search", "exact"

# Unification that Elasticsearch has only in its ICU plugin: compatibility forms of letters, and signs without width.
_COMPATIBILITY = (
    *range(0xFB00, 0xFB07),
    *range(0xFB50, 0xFDFC),
    *range(0xFE70, 0xFEFD),
    *range(0xFF01, 0xFF5F),
    *range(0x1D400, 0x1D800),
)
_INVISIBLE = (0x00AD, 0x061C, 0x180E, 0x200B, *range(0x200D, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065))
_INVISIBLE += (*range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0))
_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
_PUNCTUATION = {0x2019: "'", 0x066B: ".", 0x066C: ","}
_DIGITS = (0x0660, 0x06F0)

_NO_STEMMER = ("", "cjk", "thai")
_LOWERCASE = ("greek", "irish", "turkish")
_NORMALIZATION = {
    "arabic": ["arabic_normalization"],
    "bengali": ["indic_normalization", "bengali_normalization"],
    "german": ["german_normalization"],
    "hindi": ["indic_normalization", "hindi_normalization"],
    "persian": ["arabic_normalization", "persian_normalization"],
    "serbian": ["serbian_normalization"],
    "sorani": ["sorani_normalization"],
}
# Chinese, Japanese and Korean words are pairs of signs, also inside a text of another language.
_EVERYWHERE = ["decimal_digit", "cjk_width", "cjk_bigram"]


# Where words are cut besides at their ends, as letters.pieces does. The server tries a pattern at every sign of every text,
# so each alternative begins with what is rarest. A word goes no further than to the edge of its script.
_SAME_WORD = rf"[\p{{L}}\p{{N}}&&[^{ARABIC_LETTER}]]"
_EDGES = (
    rf"(?<=[{ARABIC_LETTER}])(?=[{LATIN_LETTER}0-9])",
    rf"(?=[{ARABIC_LETTER}])(?<=[{LATIN_LETTER}0-9])",
    rf"(?=[0-9])(?<=[{LATIN_LETTER}])(?<=(?<!{_SAME_WORD})[{LATIN_LETTER}]{{2,{LONGEST_WORD}}})(?=[0-9]+(?!{_SAME_WORD}))",
    rf"(?<=[0-9])(?=[{LATIN_LETTER}]{{2}})(?<=(?<!{_SAME_WORD})[0-9]{{1,{LONGEST_WORD}}})(?=[{LATIN_LETTER}]+(?!{_SAME_WORD}))",
)
# A tokenizer without a dictionary sees no words in these scripts: it gets the signs with their marks one by one.
_BETWEEN_UNSPACED = rf"(?<=[{SOUTH_EAST}])(?<![\u17d2\u1039])(?=[{SOUTH_EAST}])(?!\p{{M}})"
_AFTER_SHORT_PART = r"-(?=[A-Za-z]{2})(?<=(?<![\p{L}\p{N}_-])(?:[A-Za-z]|[Ww][Ii])-)"


def text_field(**more: Any) -> dict[str, Any]:
    """Return the mapping of a text: read in its language, and as it stands in the sub-field `exact`."""
    fields = {"exact": {"type": "text", "analyzer": EXACT}, **more}
    return {"type": "text", "analyzer": TEXT, "search_analyzer": SEARCH, "fields": fields}


def analysis_settings(language: str) -> dict[str, Any]:
    """Return the `analysis` part of an index's settings for `language`."""
    entry = language_analysis(language)
    filters, char_filters = _filters(entry), _char_filters(entry)
    base = {"tokenizer": "thai" if entry.elasticsearch == "thai" else "standard", "char_filter": list(char_filters)}
    first, last = _first_filters(entry, filters), _last_filters(entry, filters)
    exact = ["own_lowercase" if "own_lowercase" in filters else "lowercase", "decimal_digit", "cjk_width", "asciifolding"]
    return {
        "char_filter": char_filters,
        "filter": filters,
        "analyzer": {
            TEXT: {**base, "filter": [*first, *(["joined"] if entry.joins_words else []), *last, "remove_duplicates"]},
            SEARCH: {**base, "filter": [*first, *last]},
            EXACT: {**base, "filter": exact},
        },
        "normalizer": {"whole": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
    }


def _char_filters(entry: LanguageAnalysis) -> dict[str, Any]:
    """Return what is done to the signs before words are cut, in this order."""
    # A tokenizer with a dictionary finds the words of unspaced scripts by itself.
    edges = [*_EDGES, *([] if entry.elasticsearch == "thai" else [_BETWEEN_UNSPACED])]
    return {
        "letters": {
            "type": "mapping",
            "mappings": _mappings(splits_joiner=entry.joins_words, is_sorani=entry.elasticsearch == "sorani"),
        },
        "hyphens": {"type": "pattern_replace", "pattern": _AFTER_SHORT_PART, "replacement": ""},
        "edges": {"type": "pattern_replace", "pattern": "|".join(edges), "replacement": " "},
    }


def _filters(entry: LanguageAnalysis) -> dict[str, Any]:
    """Return the filters that need parameters."""
    name = entry.elasticsearch
    found: dict[str, Any] = {}
    if name in _LOWERCASE:
        found["own_lowercase"] = {"type": "lowercase", "language": name}
    if entry.elisions:
        found["own_elision"] = {"type": "elision", "articles": sorted(entry.elisions), "articles_case": True}
    if entry.joins_words:
        found["joined"] = {"type": "shingle", "min_shingle_size": 2, "max_shingle_size": 2, "token_separator": ""}
    if name == "english":
        found["possessive"] = {"type": "stemmer", "language": "possessive_english"}
    if entry.stop_words:
        found["own_stop"] = {"type": "stop", "stopwords": sorted(entry.stop_words)}
    elif name and name != "cjk":  # the analyzer for these has English words in its list
        found["own_stop"] = {"type": "stop", "stopwords": f"_{name}_"}
    for number, rule in enumerate(entry.rules):
        pattern = {"type": "pattern_replace", "pattern": rule.pattern, "replacement": rule.replacement, "all": False}
        found[f"own_rule_{number:02d}"] = pattern
    if entry.rules:
        found["own_cut"] = {"type": "truncate", "length": LONGEST_WORD}
    if stemmer := _stemmer(entry):
        found["own_stemmer"] = {"type": "stemmer", "language": stemmer}
    return found


def _stemmer(entry: LanguageAnalysis) -> str:
    """Return the name of Elasticsearch's stemmer; "" where our rules stand in its place."""
    if entry.stemmer or (entry.rules and not entry.snowball):
        return entry.stemmer
    return "" if entry.elasticsearch in _NO_STEMMER else entry.elasticsearch


def _first_filters(entry: LanguageAnalysis, filters: dict[str, Any]) -> list[str]:
    """Return the filters that unify the letters of a word."""
    chain = ["apostrophe"] if entry.suffixes_after_apostrophe else []
    chain += [each for each in ("own_elision", "possessive") if each in filters]
    chain += ["own_lowercase" if "own_lowercase" in filters else "lowercase", *_EVERYWHERE]
    chain += _NORMALIZATION.get(entry.elasticsearch, [])
    return chain if entry.stem_reads_accents else [*chain, "asciifolding"]


def _last_filters(entry: LanguageAnalysis, filters: dict[str, Any]) -> list[str]:
    """Return the filters that drop words and endings."""
    rules = [name for name in filters if name.startswith("own_rule_")]
    # The rules look back and forth within a word: a long one, which is none, would keep the server busy for seconds.
    cut = ["own_cut"] if rules else []
    chain = [name for name in ("own_stop", *cut, *rules, "own_stemmer") if name in filters]
    return [*chain, "asciifolding"] if entry.stem_reads_accents else chain


@cache
def _mappings(*, splits_joiner: bool, is_sorani: bool) -> list[str]:
    """Return replacements of signs, in the escapes that the mapping filter reads.

    Sorani tells letters apart that are one in Arabic and Persian; its own normalisation does what is needed.
    """
    found = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBILITY}
    # Accents that are written as signs of their own: with their letter where there is one sign for both, else not at all.
    found |= {unicodedata.normalize("NFD", chr(code)): chr(code) for code in _LATIN}
    found |= {chr(code): "" for code in (*range(0x0300, 0x0370), *_INVISIBLE, *ARABIC_MARKS)}
    found |= {chr(code): text for code, text in _PUNCTUATION.items()}
    found |= {chr(zero + digit): str(digit) for zero in _DIGITS for digit in range(10)}
    if not is_sorani:
        found |= {chr(code): text or "" for code, text in ARABIC_LETTERS.items()}
        found = {sign: _unified(text) for sign, text in found.items()} | {ZWNJ: " " if splits_joiner else ""}
    return [f"{_escaped(sign)}=>{_escaped(text)}" for sign, text in sorted(found.items()) if sign != text]


def _unified(text: str) -> str:
    """Return what a compatibility form stands for, its letters unified in turn."""
    return text.translate({**ARABIC_MARKS, **ARABIC_LETTERS})


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02X}" for at in range(0, len(units), 2))
