"""Indexes: one per language and side, each behind an alias for reading and one for writing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from search.contributing import contributors_mark
from search.engines.elasticsearch.analyzers import analysis_settings, text_field
from search.engines.elasticsearch.client import Options

SIDES = PUBLIC, INTERNAL = ("public", "internal")
READ, WRITE = "read", "write"
FILLING = "filling"
"""The alias of an index that is being filled: writing through it never makes an index anew that somebody has removed."""
GC_DELETES = "10m"
"""How long a removal is remembered, so that a slower writer cannot bring back what a faster one has removed."""


@dataclass(frozen=True)
class Place:
    """An index as its name tells it: whose side, which language, and when its rebuild began (0: the first one)."""

    name: str
    side: str
    language: str
    aliases: frozenset[str] = frozenset()


class Indexes:
    """The names and the life of the indexes of one prefix."""

    def __init__(self, client: Elasticsearch, prefix: str, options: Options | None = None) -> None:
        self._client, self.prefix, self._options = client, prefix, options or Options()
        self._name = re.compile(rf"{re.escape(prefix)}-({PUBLIC}|{INTERNAL})-([a-z0-9-]+)-(v\d+|{READ}|{WRITE})")

    def alias(self, side: str, language: str, purpose: str) -> str:
        """Return the alias that stands for an index."""
        return f"{self.prefix}-{side}-{language.lower()}-{purpose}"

    def new_name(self, side: str, language: str, stamp: int) -> str:
        """Return the name of an index itself; `stamp` tells its rebuild from others, 0 is the first one."""
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
        """Make an index and return its name. Without aliases for readers it is not refreshed: it is being filled."""
        name = self.new_name(side, language, stamp)
        more = {"refresh_interval": "-1"} if aliases is None else {}
        self._client.indices.create(
            index=name,
            settings={**self.plan(), **more, "gc_deletes": GC_DELETES, "analysis": analysis_settings(language)},
            mappings={**MAPPINGS, "_meta": {"made_by": fingerprint(language)}},
            aliases={f"{name}-{FILLING}": {}} if aliases is None else aliases,
        )
        return name

    def plan(self) -> dict[str, Any]:
        """Return how an index is divided and copied."""
        replicas = self._options.replicas
        copies = {"auto_expand_replicas": replicas} if "-" in replicas else {"number_of_replicas": int(replicas)}
        return {"number_of_shards": self._options.shards, **copies}

    def swap(self, names: dict[tuple[str, str], str]) -> None:
        """Put filled indexes in the place of all old ones at once, and remove those. Keys: (side, language)."""
        fresh = list(names.values())
        self._client.indices.put_settings(index=fresh, settings={"refresh_interval": None})
        self._client.indices.refresh(index=fresh)
        # An index that has the name of an alias came into being by mistake, and would be in the way.
        old = [each.name for each in self.all() if each.name not in fresh and (each.aliases or not _is_numbered(each.name))]
        actions: list[dict[str, Any]] = [{"remove_index": {"index": each}} for each in old]
        for (side, language), name in names.items():
            actions += [{"add": {"index": name, "alias": self.alias(side, language, each)}} for each in (READ, WRITE)]
            actions += [{"remove": {"index": name, "alias": f"{name}-{FILLING}", "must_exist": False}}]
        self._client.indices.update_aliases(actions=actions)

    def all(self) -> list[Place]:
        """Return all indexes of this prefix, in the order of their names. Those of longer prefixes are others'."""
        patterns = [f"{self.prefix}-{side}-*" for side in SIDES]
        found = self._client.indices.get_alias(index=patterns, ignore_unavailable=True, expand_wildcards="all")
        places = []
        for name, what in sorted(found.items()):
            if match := self._name.fullmatch(name):
                aliases = frozenset(each for each in what["aliases"] if not each.endswith(f"-{FILLING}"))
                places.append(Place(name, match[1], match[2], aliases))
        return places

    def write_aliases(self) -> list[str]:
        """Return all aliases for writing that exist."""
        return sorted({alias for each in self.all() for alias in each.aliases if alias.endswith(f"-{WRITE}")})

    def unfinished(self) -> list[str]:
        """Return the names of indexes that are being filled: those of a rebuild under way, and what killed ones have left."""
        return [each.name for each in self.all() if not each.aliases and _is_numbered(each.name)]

    def remove_unfinished(self) -> list[str]:
        """Remove what killed rebuilds have left behind; return their names. The caller is the only rebuild under way."""
        return self.remove(self.unfinished())

    def remove(self, names: Iterable[str]) -> list[str]:
        """Remove indexes, by hundreds: names stand in an address, which must not become too long."""
        gone = list(names)
        for at in range(0, len(gone), 50):
            self._client.indices.delete(index=gone[at : at + 50], ignore_unavailable=True)
        return gone

    def drop(self) -> None:
        """Remove everything of this prefix."""
        self.remove(each.name for each in self.all())


def fingerprint(language: str) -> str:
    """Return what tells indexes of other code apart: a hash of everything that an index of this language is made from."""
    made_from = json.dumps([analysis_settings(language), MAPPINGS], sort_keys=True, default=str) + contributors_mark()
    return hashlib.blake2b(made_from.encode(), digest_size=12).hexdigest()


def _is_numbered(name: str) -> bool:
    return name.rpartition("-v")[2].isdecimal()


_KEYWORD = {"type": "keyword"}
MAPPINGS: dict[str, Any] = {
    "dynamic": False,
    "properties": {
        "key": _KEYWORD,
        "language": _KEYWORD,
        "min_level": {"type": "byte"},
        "max_level": {"type": "byte"},
        "required_groups": _KEYWORD,
        "kind": _KEYWORD,
        "title": text_field(whole={"type": "keyword", "normalizer": "whole", "ignore_above": 255}),
        "keywords": text_field(),
        "summary": text_field(),
        "headings": text_field(),
        "body": {**text_field(), "index_options": "offsets"},
        "questions": text_field(),
        "facets": {"type": "object", "dynamic": True},
        "updated": {"type": "date"},
        "helpful": {"type": "float"},
        "views": {"type": "float"},
        "fades": {"type": "boolean"},
        "is_stale": {"type": "boolean"},
        "version": _KEYWORD,
    },
    "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": _KEYWORD}}],
}
