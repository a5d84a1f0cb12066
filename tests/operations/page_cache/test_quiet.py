"""What is held to be unseen by readers is not read for public pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.models import HelpPage
from faq_blocks.models import Question
from faq_blocks.own_pages.addresses import own_path
from operations.jobs import all_jobs
from operations.page_cache.quiet import QUIET_TABLES, READ_COLUMNS, is_quiet

_TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')

# Read, and yet no reason to make pages anew.
HARMLESS = {
    "django_content_type": "changes with an upgrade only",
    "kb_nearby": "articles that are alike may be named some minutes late",
    "wagtailimages_rendition": "made from a picture; the picture's own row tells of a change",
    "wagtailembeds_embed": "made from an address in the text",
    **dict.fromkeys(
        ("wiki_policyexceptionpage", "wiki_policypage", "wiki_spacepage", "wiki_wikipage"),
        "joined to find of which type a page is; a public page is of another one",
    ),
}


def test_every_name_is_that_of_a_table():
    tables = set(connection.introspection.django_table_names())
    assert tables >= (QUIET_TABLES | set(READ_COLUMNS)) - {"axes_accessattempt"}


def test_columns_that_are_read_are_columns():
    for table, columns in READ_COLUMNS.items():
        model = next(each for each in apps.get_models() if each._meta.db_table == table)
        assert columns <= {field.column for field in model._meta.concrete_fields}


@pytest.mark.django_db
def test_public_pages_read_nothing_that_is_held_to_be_unseen():
    """All pages of the demo and all addresses of its questions, as the signed-out get them."""
    call_command("load_demo", verbosity=0)
    client = Client()
    read: dict[Any, Any] = {}
    pages = [page.link for page in HelpPage.objects.listable_to(None)]
    questions = [
        own_path(slug, locale) for slug, locale in Question.objects.listable_to(None).values_list("slug", "locale_id")[:30]
    ]
    public = 0
    for path in pages + questions:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        if response.has_header("X-Public"):
            public += 1
            read |= {table: path for query in queries for table in _TABLE.findall(query["sql"])}
    assert public > 20
    quiet = {table: path for table, path in read.items() if is_quiet(table, frozenset()) and table not in HARMLESS}
    assert quiet == {}


@pytest.mark.django_db
def test_jobs_that_find_nothing_new_end_no_generation(settings, django_capture_on_commit_callbacks):
    """They run every few minutes, and would have all pages made anew."""
    call_command("load_demo", verbosity=0)
    settings.SANAD_WATCH_WRITES = True
    ended = []
    for job in all_jobs():
        job.run()
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks() as callbacks:
            job.run()
        if any(getattr(each, "__name__", "") == "generation_end" for each in callbacks):
            ended.append(job.name)
    assert ended == []


@pytest.mark.django_db
def test_making_pages_ends_no_generation(settings, django_capture_on_commit_callbacks):
    """Otherwise a page that writes something while it is shown would never be kept."""
    call_command("load_demo", verbosity=0)
    settings.SANAD_WATCH_WRITES = True
    client = Client()
    with django_capture_on_commit_callbacks() as callbacks:
        for page in list(HelpPage.objects.listable_to(None)):
            client.get(page.link)
    assert "generation_end" not in [getattr(each, "__name__", "") for each in callbacks]
