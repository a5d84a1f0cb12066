"""Indexes: one per language and side, each behind an alias for reading and one for writing."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from search.engines.elasticsearch.analyzers import EXACT, TEXT, analysis_settings

SIDES = PUBLIC, INTERNAL = ("public", "internal")
READ, WRITE = "read", "write"
VERSION = 1
"""To be raised with every change of mappings or analysis: an index of another version was made by other code."""
ABANDONED = 12 * 3600
"""Seconds after which an index without an alias is the rest of a killed rebuild."""


class Indexes:
    """The names and the life of the indexes of one prefix."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client, self.prefix = client, prefix

    def alias(self, side: str, language: str, purpose: str) -> str:
        """Return the alias that stands for an index."""
        return f"{self.prefix}-{side}-{language.lower()}-{purpose}"

    def new_name(self, side: str, language: str, stamp: int) -> str:
        """Return the name of an index itself; `stamp` are seconds since 1970, 0 for the first one."""
        return f"{self.prefix}-{side}-{language.lower()}-v{stamp}"

    def ensure(self, language: str) -> None:
        """Make the indexes of a language unless they are there. Several processes may try at once."""
        for side in SIDES:
            aliases: dict[str, Any] = {self.alias(side, language, purpose): {} for purpose in (READ, WRITE)}
            if self._client.indices.exists_alias(name=self.alias(side, language, WRITE)):
                continue
            try:
                self.create(side, language, stamp=0, aliases=aliases)
            except BadRequestError as error:  # another process was faster
                if "resource_already_exists" not in str(error.error):
                    raise

    def create(self, side: str, language: str, *, stamp: int, aliases: dict[str, Any] | None = None) -> str:
        """Make an index and return its name. While it has no aliases it is not refreshed: it is being filled."""
        name = self.new_name(side, language, stamp)
        settings: dict[str, Any] = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        if aliases is None:
            settings["refresh_interval"] = "-1"
        self._client.indices.create(
            index=name,
            settings={**settings, "analysis": analysis_settings(language)},
            mappings=MAPPINGS,
            aliases=aliases or {},
        )
        return name

    def swap(self, names: dict[tuple[str, str], str]) -> None:
        """Put filled indexes in the place of the old ones, all at once, and remove those. Keys: (side, language)."""
        fresh = list(names.values())
        self._client.indices.put_settings(index=fresh, settings={"refresh_interval": None})
        self._client.indices.refresh(index=fresh)
        actions: list[dict[str, Any]] = [{"remove_index": {"index": old}} for old in self._serving(names)]
        for (side, language), name in names.items():
            actions += [{"add": {"index": name, "alias": self.alias(side, language, each)}} for each in (READ, WRITE)]
        self._client.indices.update_aliases(actions=actions)

    def _serving(self, names: Collection[tuple[str, str]]) -> list[str]:
        """Return the indexes that stand behind the aliases now."""
        wanted = [self.alias(side, language, each) for side, language in names for each in (READ, WRITE)]
        found = self._client.options(ignore_status=404).indices.get_alias(name=wanted)
        return sorted(name for name, what in found.items() if name.startswith(f"{self.prefix}-") and "aliases" in what)

    def write_aliases(self) -> list[str]:
        """Return all aliases for writing that exist."""
        found = self._client.options(ignore_status=404).indices.get_alias(name=f"{self.prefix}-*-{WRITE}")
        return sorted({alias for what in found.values() if isinstance(what, dict) for alias in what.get("aliases", ())})

    def remove_abandoned(self, now: float | None = None) -> list[str]:
        """Remove what killed rebuilds have left behind; return their names."""
        latest = int((now or time.time()) - ABANDONED)
        found = self._client.options(ignore_status=404).indices.get_alias(index=f"{self.prefix}-*")
        rests = [
            name
            for name, what in found.items()
            if isinstance(what, dict) and not what.get("aliases") and 0 < _stamp(name) < latest
        ]
        if rests:
            self._client.indices.delete(index=rests, ignore_unavailable=True)
        return rests

    def drop(self) -> None:
        """Remove everything of this prefix."""
        names = list(self._client.indices.get(index=f"{self.prefix}-*", expand_wildcards="all"))
        if names:
            self._client.indices.delete(index=names, ignore_unavailable=True)


def _stamp(name: str) -> int:
    number = name.rpartition("-v")[2]
    return int(number) if number.isdecimal() else 0


def _text(**more: Any) -> dict[str, Any]:
    exact = {"type": "text", "analyzer": EXACT}
    return {"type": "text", "analyzer": TEXT, "fields": {"exact": exact, **more}}


_KEYWORD = {"type": "keyword"}
MAPPINGS: dict[str, Any] = {
    "dynamic": False,
    "_meta": {"version": VERSION},
    "properties": {
        "key": _KEYWORD,
        "language": _KEYWORD,
        "translation_key": _KEYWORD,
        "min_level": {"type": "byte"},
        "max_level": {"type": "byte"},
        "required_groups": _KEYWORD,
        "kind": _KEYWORD,
        "title": _text(whole={"type": "keyword", "normalizer": "whole", "ignore_above": 255}),
        "keywords": _text(),
        "summary": _text(),
        "headings": _text(),
        "body": {**_text(), "index_options": "offsets"},
        "category": {"type": "long"},
        "tags": _KEYWORD,
        "updated": {"type": "date"},
        "helpful": {"type": "float"},
    },
}
