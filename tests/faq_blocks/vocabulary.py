"""The terms of schema.org that this room uses, written down from https://schema.org/version/latest: types, and for each of
their properties what it may be. A text is "Text" or "URL", a moment "Date"; other names are types."""

from __future__ import annotations

from datetime import datetime
from typing import Any

PARENTS = {
    "Thing": None,
    "CreativeWork": "Thing",
    "Comment": "CreativeWork",
    "Question": "Comment",
    "Answer": "Comment",
    "WebPage": "CreativeWork",
    "FAQPage": "WebPage",
    "QAPage": "WebPage",
    "Intangible": "Thing",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
}
PROPERTIES = {
    "Thing": {"name": {"Text"}, "url": {"URL"}, "mainEntityOfPage": {"URL", "CreativeWork"}, "description": {"Text"}},
    "CreativeWork": {
        "inLanguage": {"Text"},
        "mainEntity": {"Thing"},
        "text": {"Text"},
        "datePublished": {"Date"},
        "dateModified": {"Date"},
    },
    "Comment": {"upvoteCount": {"Integer"}, "downvoteCount": {"Integer"}},
    "Question": {"acceptedAnswer": {"Answer"}, "suggestedAnswer": {"Answer"}, "answerCount": {"Integer"}},
    "ItemList": {"itemListElement": {"ListItem"}},
    "ListItem": {"position": {"Integer"}, "item": {"Thing", "URL"}},
}
# What search engines want besides: https://developers.google.com/search/docs/appearance/structured-data/qapage
REQUIRED = {"FAQPage": {"mainEntity"}, "QAPage": {"mainEntity"}, "Question": {"name", "acceptedAnswer"}, "Answer": {"text"}}


def faults(thing: dict[str, Any], path: str = "") -> list[str]:
    """Return what in a thing is not in the vocabulary, or is missing; nothing for a valid one."""
    kind = thing.get("@type", "")
    if kind not in PARENTS:
        return [f"{path}: there is no type {kind!r}"]
    here = f"{path}/{kind}"
    found = [f"{here}: no {name}" for name in REQUIRED.get(kind, set()) - set(thing)]
    known = {name: kinds for each in _line(kind) for name, kinds in PROPERTIES.get(each, {}).items()}
    for name, value in thing.items():
        if name == "@type":
            continue
        if name not in known:
            found.append(f"{here}: no property {name}")
            continue
        for each in value if isinstance(value, list) else [value]:
            found += faults(each, f"{here}.{name}") if isinstance(each, dict) else []
            if not _fits(each, known[name]):
                found.append(f"{here}.{name}: {each!r} is none of {sorted(known[name])}")
    return found


def _fits(value: Any, kinds: set[str]) -> bool:
    if isinstance(value, dict):
        return bool(kinds & set(_line(value.get("@type", ""))))
    if isinstance(value, int):
        return "Integer" in kinds
    if not isinstance(value, str) or not value.strip():
        return False
    if "Text" in kinds:
        return True
    return ("URL" in kinds and value.startswith(("http://", "https://"))) or ("Date" in kinds and _is_date(value))


def _is_date(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _line(kind: str) -> list[str]:
    line = []
    while kind:
        line.append(kind)
        kind = PARENTS.get(kind) or ""
    return line
