"""Each exam finds what was broken on purpose, and mends it where it says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission, Locale, Page, Revision

from accounts.groups import EDITORS, LEADS
from content.models import HelpPage
from home.models import PlainPage
from localization.models import Translation
from operations.backup.restoring.placing import journal
from operations.doctor.registry import all_exams
from operations.doctor.running import examine
from operations.models import WorkerBeat
from search.models import IndexedDocument, OutboxEntry
from tests.factories import add_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.fixture
def page(home):
    return add_page(home, PlainPage, "Prices", slug="prices")


def look(name: str) -> list[str]:
    (finding,) = examine(only=[name])
    return finding.now


def mend(name: str) -> list[str]:
    (finding,) = examine(only=[name], repair=True)
    assert finding.is_mended
    return finding.now


def test_a_sound_site_is_found_sound(page, superuser):
    ill = {
        finding.exam.name: finding.now
        for finding in examine(only=["migrations", "database", "tree", "visibility", "permissions", "translations", "files"])
        if finding.now
    }
    assert ill == {}


def test_a_wrong_number_of_children_is_mended(page, home):
    Page.objects.filter(pk=home.pk).update(numchild=7)
    assert look("tree") == [f"Page {home.pk} has a wrong number of children."]
    assert mend("tree") == []


def test_a_wrong_address_is_mended_with_all_below(page, home):
    wanted = page.url_path
    Page.objects.filter(pk__in=[home.pk, page.pk]).update(url_path="/elsewhere/")
    assert len(look("tree")) == 2
    assert mend("tree") == []
    assert Page.objects.get(pk=page.pk).url_path == wanted


def test_an_orphan_is_told_and_stays(page, home):
    Page.objects.filter(pk=page.pk).update(path=home.path + "ZZZZ0001", depth=home.depth + 2)
    assert any(f"Page {page.pk} has no parent" in each for each in mend("tree"))
    assert Page.objects.filter(pk=page.pk).exists()


def test_a_page_shown_to_others_is_mended(page):
    HelpPage.objects.filter(pk=page.pk).update(effective_audience=2)
    assert str(page.pk) in look("visibility")[0]
    assert mend("visibility") == []


def test_a_missing_group_and_its_rights_are_mended(page, superuser):
    Group.objects.filter(name=LEADS).delete()
    Group.objects.get(name=EDITORS).permissions.clear()
    GroupPagePermission.objects.filter(group__name=EDITORS).delete()
    Permission.objects.filter(codename="add_plainpage").delete()
    found = " ".join(look("permissions"))
    assert "Leads is missing" in found
    assert "Editors may not open the admin" in found
    assert "home.PlainPage" in found
    assert "Editors may not edit" in found
    assert mend("permissions") == []


def test_a_site_without_superuser_is_told(page):
    assert mend("permissions") == ["There is no superuser who can sign in: run `manage.py createsuperuser`."]


def test_a_language_without_home_gets_one(homes):
    homes["fa"].delete()
    assert look("translations") == ["The language fa has no home page."]
    assert mend("translations") == []


def test_a_page_below_another_language_is_told(page, homes):
    Page.objects.filter(pk=page.pk).update(locale=homes["ar"].locale)
    assert look("translations") == [f"Page {page.pk} is in ar, below a page in another language: move it, or delete it."]


def test_a_translation_that_names_another_page_is_mended(page, homes):
    from django.contrib.contenttypes.models import ContentType

    row = Translation.objects.create(
        translation_key=page.translation_key,
        locale=homes["ar"].locale,
        source_locale=Locale.objects.get(language_code="en"),
        content_type=ContentType.objects.get_for_model(PlainPage),
        object_id=str(page.pk),
        page=page.page_ptr,
    )
    assert "names a page that is not its own" in look("translations")[0]
    assert mend("translations") == []
    row.refresh_from_db()
    assert (row.page, row.object_id) == (None, "")


def test_a_private_file_in_the_open_is_put_aside(tmp_path, django_capture_on_commit_callbacks):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    document = get_document_model().objects.create(title="D", file=ContentFile(b"x", name="d.txt"), collection=closed)
    rule = CollectionViewRestriction(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    CollectionViewRestriction.objects.bulk_create([rule])  # as raw SQL would: nobody is told
    assert "in the open" in look("files")[0]
    with django_capture_on_commit_callbacks(execute=True):
        assert mend("files") == []
    assert [each.relative_to(tmp_path).parts[0] for each in tmp_path.rglob("d*.txt")] == ["private"]
    document.refresh_from_db()
    assert document.file.name.startswith("private/")


def test_a_missing_file_is_told():
    document = get_document_model().objects.create(title="D", file=ContentFile(b"x", name="gone.txt"))
    document.file.storage.delete(document.file.name)
    assert "is not there: look into a backup" in look("files")[0]


def test_a_missing_document_is_indexed_again(page):
    OutboxEntry.objects.all().delete()
    IndexedDocument.objects.all().delete()
    assert any("missing" in each for each in look("index"))
    assert mend("index") == []


def test_what_waits_too_long_is_written(page):
    OutboxEntry.objects.all().delete()
    IndexedDocument.objects.filter(key__contains=str(page.pk)).delete()
    from search.outbox import outbox_add

    outbox_add(page_ids=[page.pk])
    assert look("outbox") == []
    OutboxEntry.objects.update(created=timezone.now() - timedelta(hours=2))
    assert "wait for more than an hour" in look("outbox")[0]
    assert mend("outbox") == []


def test_things_of_the_future_are_told(page):
    tomorrow = timezone.now() + timedelta(days=1)
    Revision.objects.update(created_at=tomorrow)
    WorkerBeat.objects.create(worker_id="x", kind="worker", started=tomorrow, seen=tomorrow)
    assert len(look("clock")) == 2


def test_a_full_disk_is_told(monkeypatch, settings):
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("operations.doctor.exams.machine.shutil.disk_usage", lambda _path: usage(10**12, 10**12, 10**6))
    assert "has 1 MB free (0%)" in look("disk")[0]


def test_an_interrupted_restoration_is_settled():
    journal().write_text('{"token": "0123456789abcdef", "names": {"media": [], "private": [], "locale": []}}')
    assert "was killed" in look("restoration")[0]
    assert mend("restoration") == []


def test_a_row_that_points_at_nothing_is_told(page):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets no such row in")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE home_plainpage SET helppage_ptr_id = 99999 WHERE helppage_ptr_id = %s", [page.pk])
        found = look("database")
        cursor.execute("UPDATE home_plainpage SET helppage_ptr_id = %s WHERE helppage_ptr_id = 99999", [page.pk])
    assert "points at one that is not there" in found[0]


def test_migrations_that_were_not_run_are_told():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations' AND name <> '0001_initial'")
    assert "run `manage.py migrate`" in look("migrations")[0]


def test_a_newer_database_is_told():
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).record_applied("kb", "9999_future")
    assert "kb 9999_future" in look("migrations")[0]


def test_every_exam_has_been_broken_here():
    tested = "migrations database restoration disk clock tree visibility permissions translations files outbox index"
    assert {exam.name for exam in all_exams()} == {*tested.split(), "grants", "health"}
