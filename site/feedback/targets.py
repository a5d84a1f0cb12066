"""How a vote names what it is about."""

from __future__ import annotations

from typing import TypedDict

from django.contrib.contenttypes.models import ContentType
from django.db import models

from content.models import HelpPage


class TargetKey(TypedDict):
    """The two fields of a vote that name its target."""

    target_type: ContentType
    target_id: int


def target_key(target: models.Model) -> TargetKey:
    """Return what names a target. Pages of every type are HelpPages, so that one query reads the votes of them all."""
    return TargetKey(target_type=target_type(target), target_id=target.pk)


def target_type(target: models.Model | type[models.Model]) -> ContentType:
    """Return the content type that stands for this object or class; kept in the process after the first query."""
    model = target if isinstance(target, type) else type(target)
    return ContentType.objects.get_for_model(HelpPage if issubclass(model, HelpPage) else model)
