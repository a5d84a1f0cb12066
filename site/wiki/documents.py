"""What search reads of policies and exceptions besides their text: the rule, the case, what is granted, the wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from search.documents import Document, register_builder
from search.outbox import outbox_add, page_key
from search.pages import page_documents
from wiki.models import PolicyExceptionPage, PolicyPage


def policy_documents(policies: Sequence[PolicyPage]) -> Iterator[Document]:
    """Yield the documents of policies, which are known by their number and rule as well."""
    by_key = {page_key(each.pk): each for each in policies}
    for document in page_documents(policies):
        policy = by_key[document.key]
        yield replace(
            document,
            keywords=_joined(document.keywords, policy.number),
            summary=document.summary or policy.rule,
            body=_lines(document.body, policy.rule, policy.policy_owner),
        )


def exception_documents(exceptions: Sequence[PolicyExceptionPage]) -> Iterator[Document]:
    """Yield the documents of exceptions: found by what they say, by their number, and by the name of their policy."""
    by_key = {page_key(each.pk): each for each in exceptions}
    paths = {each.path[: -PolicyPage.steplen] for each in exceptions}
    policies = {path: f"{number} {title}" for path, number, title in _policies(paths)}
    for document in page_documents(exceptions):
        each = by_key[document.key]
        yield replace(
            document,
            keywords=_joined(document.keywords, each.number, policies.get(each.path[: -PolicyPage.steplen], "")),
            summary=document.summary or each.condition,
            body=_lines(document.body, each.condition, each.grants, each.limit, each.evidence, each.wording),
        )


def _policies(paths: set[str]) -> Any:
    return PolicyPage.objects.filter(path__in=paths).values_list("path", "number", "title")


def _joined(*texts: str) -> str:
    return ", ".join(filter(None, texts))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def on_policy_published(instance: PolicyPage, **_kwargs: Any) -> None:
    """Exceptions are found by the name of their policy, which may be another one now."""
    outbox_add(page_ids=PolicyExceptionPage.objects.child_of(instance).values_list("pk", flat=True))


def register() -> None:
    """Called when the room is ready."""
    register_builder(PolicyPage, policy_documents)
    register_builder(PolicyExceptionPage, exception_documents)
