"""Every change of a rule is a change of the rules' number, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from search.models import HiddenResult, PromotedResult, StopWordList, SynonymSet
from search.rules.store import rules_changed

RULE_MODELS = (SynonymSet, StopWordList, PromotedResult, HiddenResult)


def connect() -> None:
    """Listen to the rules. Deleting a page deletes its rules, and they tell of it as well."""
    for model in RULE_MODELS:
        for signal in (post_save, post_delete):
            signal.connect(_rule_changed, sender=model, dispatch_uid=f"search.rules.{model.__name__}")


def _rule_changed(**_kwargs: Any) -> None:
    rules_changed()
