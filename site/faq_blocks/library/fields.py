"""Form fields that offer topics as the tree they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms

from faq_blocks.models import Topic
from faq_blocks.topics import in_order

NO_BREAK = "\N{NO-BREAK SPACE}"


def topic_label(topic: Topic, depth: int) -> str:
    """Return the title as a line of a choice, set in by its depth."""
    return f"{NO_BREAK * 4 * depth}{topic.title}"


class TopicIterator(forms.models.ModelChoiceIterator):
    """The topics in the order of the tree, each set in. One query, and one for all languages where there are several."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        topics = list(self.queryset.select_related("locale").order_by("locale__language_code", "sort_order", "pk"))
        several = len({each.locale_id for each in topics}) > 1
        for topic, depth in in_order(topics):
            label = topic_label(topic, depth)
            yield self.field.prepare_value(topic), f"{label} ({topic.locale})" if several and not depth else label


class TopicField(forms.ModelChoiceField):
    """One topic."""

    iterator = TopicIterator


class TopicsField(forms.ModelMultipleChoiceField):
    """Some topics."""

    iterator = TopicIterator


class FilterTopicField(django_filters.fields.ModelChoiceField):
    """One topic, in the filters of a list."""

    iterator = TopicIterator


class TopicFilter(django_filters.ModelChoiceFilter):
    """Narrows to a topic."""

    field_class = FilterTopicField
