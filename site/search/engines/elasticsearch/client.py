"""The connection to a server or cluster: where it is, how it is trusted, and what an answer must be like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.base import EngineError, QueryRefused
from search.engines.elasticsearch.punctual import PunctualNode, PunctualNodeAmongOthers

CONNECTIONS = 32
"""Connections to each host that a process keeps; threads beyond it wait for one, but not longer than they may."""

BAD_REQUEST = 400
"""What a server says to a query with more parts than it allows. It says so at once, and others are answered."""
OF_THE_INDEX = ("index_closed_exception",)
"""Kinds of errors that it calls a bad request as well, and that are no fault of the query."""


@dataclass(frozen=True)
class Options:
    """How a cluster is reached and how its indexes are divided. What is secret is not shown when this is printed."""

    api_key: str = field(default="", repr=False)
    ca_file: str = ""
    fingerprint: str = ""
    verify_certs: bool = True
    shards: int = 1
    replicas: str = "0-1"


def options_of_settings() -> Options:
    """Return the options that the site's settings name."""
    return Options(
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_file=settings.ELASTICSEARCH_CA_FILE,
        fingerprint=settings.ELASTICSEARCH_FINGERPRINT,
        verify_certs=settings.ELASTICSEARCH_VERIFY_CERTS,
        shards=settings.SANAD_SEARCH_SHARDS,
        replicas=settings.SANAD_SEARCH_REPLICAS,
    )


def connect(urls: str, options: Options, *, timeout: float) -> Elasticsearch:
    """Return a client for addresses with commas between them; nothing is sent yet.

    With several, a request that fails at one host is sent to another one; a host that failed is left alone for a while.
    """
    hosts = urls.split(",")
    several = len(hosts) > 1
    more: dict[str, Any] = {}
    if options.api_key:
        more["api_key"] = options.api_key
    if hosts[0].startswith("https://"):
        more |= {"verify_certs": options.verify_certs, "ssl_show_warn": False}
        if options.ca_file:
            more["ca_certs"] = options.ca_file
        if options.fingerprint:
            more["ssl_assert_fingerprint"] = options.fingerprint
    return Elasticsearch(
        hosts,
        node_class=PunctualNodeAmongOthers if several else PunctualNode,
        connections_per_node=CONNECTIONS,
        request_timeout=timeout,
        max_retries=min(len(hosts) - 1, 2),
        retry_on_timeout=several,
        retry_on_status=(502, 503, 504) if several else (),
        **more,
    )


def whole(answer: Any) -> Any:
    """Return a search's answer if all of the index has answered. Raises EngineError: a part is not the truth."""
    if "error" in answer:
        status, kind = answer.get("status"), answer["error"].get("type")
        if status == BAD_REQUEST and kind not in OF_THE_INDEX:
            raise QueryRefused(f"status {status}, {kind}")
        raise EngineError(f"status {status}, {kind}", is_local=_is_local(answer))
    if answer["timed_out"]:
        raise EngineError("timed out on the server")
    failed = answer["_shards"]["failed"]
    if failed:
        raise EngineError(f"{int(failed)} shards failed", is_local=True)
    return answer


def is_there(answer: Any) -> bool:
    """Tell whether any of the indexes has answered, for a question that may go without."""
    return "error" not in answer and answer["_shards"]["successful"] > 0


def _is_local(answer: Any) -> bool:
    """Tell whether only the indexes that were asked are at fault, so that others may be asked."""
    return answer.get("status") in (400, 404, 503)


@contextmanager
def one_kind_of_error() -> Iterator[None]:
    """Turn whatever the client raises into EngineError. Its reason never holds what was searched, or an address."""
    try:
        yield
    except ApiError as error:
        if error.meta.status == BAD_REQUEST and _kind(error) not in OF_THE_INDEX:
            raise QueryRefused(_reason(error)) from error
        raise EngineError(_reason(error), is_local=error.meta.status == 404) from error
    except TransportError as error:
        raise EngineError(type(error).__name__) from error


def _reason(error: ApiError) -> str:
    """Return status and type of an error; what the server says in words may repeat what it was asked."""
    return f"status {error.meta.status}, {_kind(error)}"


def _kind(error: ApiError) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    what = body.get("error")
    kind = what.get("type") if isinstance(what, dict) else None
    return kind if isinstance(kind, str) and kind.isidentifier() else "refused"


@contextmanager
def readable_answer() -> Iterator[None]:
    """The same, and an answer of another shape than asked for is an error of the engine too."""
    try:
        with one_kind_of_error():
            yield
    except EngineError:
        raise
    except Exception as error:  # a server that talks nonsense can bring any: keys, types, numbers, nesting
        raise EngineError(f"unreadable answer ({type(error).__name__})") from error
