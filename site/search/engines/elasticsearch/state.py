"""What there is on the server, and whether it is what this code would make."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from elasticsearch import Elasticsearch, TransportError

from search.engines.base import EngineError, Health
from search.engines.deadline import deadline
from search.engines.elasticsearch.client import readable_answer
from search.engines.elasticsearch.indexes import READ, SIDES, WRITE, Indexes, fingerprint

TRUSTED_FOR = 60.0
"""Seconds after which a process looks again whether an index is one of ours."""
HEALTH_TIMEOUT = 3.0
_WHAT = "*.aliases,*.mappings._meta,*.settings.index.number_of_shards,*.settings.index.blocks"


class State:
    """Looks at the indexes of one prefix."""

    def __init__(self, client: Elasticsearch, indexes: Indexes) -> None:
        self._client, self._indexes = client, indexes
        self._trusted: dict[str, float] = {}

    def check_ours(self, aliases: Collection[str]) -> None:
        """Raise EngineError unless each alias stands for an index that Sanad has made, however long ago.

        Searching any other index finds nothing and says so without an error: that would be shown as the truth.
        """
        now = time.monotonic()
        unknown = [alias for alias in aliases if self._trusted.get(alias, 0.0) < now]
        if not unknown:
            return
        with readable_answer():
            found = self._client.indices.get_mapping(index=unknown, filter_path="*.mappings._meta")
            made_by_us = [each for each in found.values() if {"made_by", "version"} & each["mappings"]["_meta"].keys()]
        if len(made_by_us) < len(unknown):
            raise EngineError("an index that is not ours", is_local=True)
        self._trusted.update(dict.fromkeys(unknown, now + TRUSTED_FOR))

    def outdated(self, languages: Iterable[str]) -> list[str]:
        """Return what a rebuild would mend, a few words each: made by other code, missing, left over. Raises EngineError."""
        found = self._found()
        reasons = []
        wanted = {(side, language.lower()): language for language in languages for side in SIDES}
        for (side, code), language in wanted.items():
            reason = self._trouble(found, side, language)
            if reason:
                reasons.append(f"{code} {side}: {reason}")
        others = [each for each in self._indexes.all() if each.aliases and (each.side, each.language) not in wanted]
        return reasons + [f"{each.language} {each.side}: not a language of this site" for each in others]

    def _trouble(self, found: Mapping[str, Any], side: str, language: str) -> str:
        behind = {
            purpose: [
                name for name, what in found.items() if self._indexes.alias(side, language, purpose) in what.get("aliases", {})
            ]
            for purpose in (READ, WRITE)
        }
        if not behind[READ] or not behind[WRITE]:
            return "missing"
        if len(behind[READ]) > 1 or behind[READ] != behind[WRITE]:
            return "several behind one alias"
        what = found[behind[READ][0]]
        if what.get("mappings", {}).get("_meta", {}).get("made_by") != fingerprint(language):
            return "made by another version"
        if int(what["settings"]["index"]["number_of_shards"]) != self._indexes.plan()["number_of_shards"]:
            return "divided into another number of shards"
        return ""

    def _found(self) -> dict[str, Any]:
        with readable_answer():
            answer = self._client.indices.get(
                index=self._patterns(), filter_path=_WHAT, ignore_unavailable=True, allow_no_indices=True, expand_wildcards="all"
            )
            return dict(answer.body)

    def health(self, languages: Collection[str]) -> Health:
        """Return the state in one line that strangers may read; never raises."""
        try:
            with deadline(HEALTH_TIMEOUT), readable_answer():
                status = self._status()
                silent = self._silent_hosts()
                found = self._found()
                blocked = sum(any(_blocks(what).values()) for what in found.values())
                aliases = [self._indexes.alias(side, code, READ) for side in SIDES for code in languages]
                there = [each for each in aliases if any(each in what.get("aliases", {}) for what in found.values())]
                count = int(self._client.count(index=there)["count"]) if there and status != "red" else 0
                outdated = self.outdated(languages)
        except EngineError as error:
            return Health(False, 0, f"Elasticsearch: {error.reason}")
        parts = [f"Elasticsearch: {status}", f"{count} documents"]
        parts += [f"{blocked} indexes read-only"] if blocked else []
        parts += [f"{silent} of {len(self._hosts())} hosts do not answer"] if silent else []
        parts += [f"to be rebuilt: {'; '.join(outdated[:3])}{'; …' if len(outdated) > 3 else ''}"] if outdated else []
        return Health(status != "red" and not blocked and not silent and not outdated, count, ", ".join(parts))

    def _status(self) -> str:
        """Return the state of our own indexes: another tenant's lost shard is no fault of this search."""
        answer = self._client.cluster.health(index=self._patterns(), expand_wildcards="all")
        return str(answer["status"])

    def _patterns(self) -> list[str]:
        return [f"{self._indexes.prefix}-{side}-*" for side in SIDES]

    def _silent_hosts(self) -> int:
        """Return how many of several hosts do not answer at all."""
        hosts = self._hosts()
        if len(hosts) == 1:
            return 0
        silent = 0
        for each in hosts:
            try:
                each.perform_request("HEAD", "/", request_timeout=HEALTH_TIMEOUT / (2 * len(hosts)))
            except TransportError:
                silent += 1
        return silent

    def _hosts(self) -> list[Any]:
        return list(self._client.transport.node_pool.all())


def _blocks(what: Mapping[str, Any]) -> dict[str, bool]:
    blocks = what.get("settings", {}).get("index", {}).get("blocks", {})
    return {name: str(blocks.get(name)).lower() == "true" for name in ("read_only", "read_only_allow_delete", "write", "read")}
