"""A thousand originals in four languages are a handful of queries."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kb.models import ArticlePage
from localization.models import Level, Stage, Translation
from tests.factories import add_page
from tests.localization.tracking import add_readers, language

pytestmark = pytest.mark.django_db


def fill(category, number):
    """Add originals, each recorded in three languages."""
    locales = [language(code) for code in ("ar", "fa", "id")]
    kind = ContentType.objects.get_for_model(ArticlePage)
    for each in range(number):
        page = ArticlePage(title=f"Page {each:04}", slug=f"page-{each:04}", locale=category.locale)
        category.add_child(instance=page)
        add_readers(page.pk, each + 1)
        Translation.objects.bulk_create(
            Translation(
                translation_key=page.translation_key,
                locale=locale,
                source_locale=category.locale,
                content_type=kind,
                stage=Stage.PUBLISHED,
                based_on=1,
                level=Level.MEDIUM,
                outdated_since=timezone.now(),
            )
            for locale in locales
        )
        category.refresh_from_db()


def queries(client, **parameters):
    address = reverse("localization_admin:matrix")
    client.get(address, parameters)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address, parameters).status_code == 200
    return [each["sql"] for each in found]


@pytest.mark.parametrize("parameters", [{}, {"ordering": "age", "language": "fa", "state": "outdated"}])
def test_more_rows_are_no_more_queries(client, superuser, category, parameters):
    client.force_login(superuser)
    fill(category, 2)
    few = queries(client, **parameters)
    add_page(category, ArticlePage, "Between")
    for page in ArticlePage.objects.exclude(title="Between"):
        page.delete()
    category.refresh_from_db()
    fill(category, 49)
    many = queries(client, **parameters)
    assert len(many) == len(few), "\n\n".join(many)
    assert len(many) <= 24, "\n\n".join(many)


def test_a_file_of_all_reads_them_some_at_a_time(client, superuser, category, monkeypatch):
    from localization.dashboards import matrix

    client.force_login(superuser)
    fill(category, 12)
    address = reverse("localization_admin:matrix")
    counts = []
    for at_once in (500, 5):
        monkeypatch.setattr(matrix, "AT_ONCE", at_once)
        with CaptureQueriesContext(connection) as found:
            list(client.get(address, {"export": "csv"}).streaming_content)
        counts.append(len(found))
    assert counts[1] - counts[0] <= 2 * 6, "five queries for each further part, and none for a row"
