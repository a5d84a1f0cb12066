"""Whatever an editor can type in the fields of a page or snippet is offered to translators, but for what is no text."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin

from localization.segments import segments_of, words_into
from tests.localization.working import locale_of

pytestmark = pytest.mark.django_db

# Why a text is none: names in addresses are made of the translated title; codes, colours and numbers are the same
# everywhere; notes and facts are those of each language.
NO_TEXT = {
    "slug",
    "path",
    "url_path",
    "draft_title",
    "faq_style",
    "accent_colour",
    "release_version",
    "number",
    "limit_currency",
    "reviewed_as",
}
OWN = {("ReusableContent", "name"), ("Question", "note"), ("Navigation", "contact_url")}

MODELS = [
    model
    for model in apps.get_models()
    if issubclass(model, TranslatableMixin) and not model._meta.proxy and model.__module__.split(".")[0] != "wagtail"
]
KINDS = ["article", "how_to", "troubleshooting", "reference", "policy", "release_note", "term"]


def typed(model) -> list[models.Field]:
    """Return the fields in which somebody types."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    return [
        field
        for field in fields
        if field.editable
        and not field.choices
        and not isinstance(field, StreamField | models.EmailField | models.URLField)
        and field.name not in NO_TEXT
        and (model.__name__, field.name) not in OWN
    ]


def every_kind(model, **fields):
    kinds = KINDS if any(field.name == "kind" for field in model._meta.concrete_fields) else [None]
    return [model(locale=locale_of("en"), **fields, **({"kind": kind} if kind else {})) for kind in kinds]


def names(model) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", MODELS, ids=names)
def test_every_text_of_a_model_is_offered(homes, model):
    words = {field.name: f"word {field.name}" for field in typed(model)}
    found = {each.source for source in every_kind(model, **words) for each in segments_of(source)}
    assert [name for name, word in words.items() if word not in found] == []


@pytest.mark.parametrize("model", MODELS, ids=names)
def test_every_text_of_a_model_comes_back(homes, model):
    words = {field.name: f"word {field.name}" for field in typed(model)}
    came: set[str] = set()
    for source in every_kind(model, **words):
        target = model(locale=locale_of("fa"))
        texts = {(each.path, each.order): f"fa {each.source}" for each in segments_of(source)}
        words_into(target, source=source, texts=texts, values={})
        came |= {name for name, word in words.items() if getattr(target, name) == f"fa {word}"}
    assert came == set(words)


def test_there_are_pages_and_snippets_among_them():
    labels = {model.__name__ for model in MODELS}
    assert {"ArticlePage", "FaqPage", "PolicyPage", "WikiPage", "HomePage", "Question", "Topic", "ReusableContent"} <= labels
    assert any(issubclass(model, Page) for model in MODELS)


def test_a_currency_is_no_word():
    from wiki.models import PolicyExceptionPage

    source = PolicyExceptionPage(title="E", number="E-7", limit_currency="EUR", locale=locale_of("en"))
    assert [each.path for each in segments_of(source)] == ["title"]
