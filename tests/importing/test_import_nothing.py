"""Runs that leave nothing behind: dry, killed, and refused ones."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from importing.models import ImportedPage
from importing.services import FolderError, PlaceError
from importing.writing import batch
from tests.importing.conftest import article

pytestmark = pytest.mark.django_db

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(shop):
    before = list(Page.objects.order_by("pk").values())
    report = shop.run(dry_run=True)
    assert (report.number("new"), list(Page.objects.order_by("pk").values())) == (6, before)
    assert not ImportedPage.objects.exists()


def test_a_dry_run_makes_no_locale(shop, homes):
    homes["ar"].delete()
    Locale.objects.filter(language_code="ar").delete()
    shop.run(dry_run=True)
    assert not Locale.objects.filter(language_code="ar").exists()


def test_a_dry_run_leaves_no_picture(shop):
    text = article("Refunds", "![A box](../../images/dry-box.svg)")
    shop.write({"images/dry-box.svg": PICTURE, "en/returns/refund.md": text}).run(dry_run=True)
    assert not get_image_model().objects.exists()
    assert not default_storage.exists("original_images/dry-box.svg")


def test_a_run_that_dies_in_the_middle_leaves_nothing_and_can_be_repeated(shop, monkeypatch):
    before = Page.objects.count()

    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(batch, "_add_references", dies)
        with pytest.raises(KeyboardInterrupt):
            shop.run()
    assert (Page.objects.count(), list(Page.find_problems()[0])) == (before, [])
    assert shop.run().number("new") == 6
    assert not any(Page.find_problems())


def test_a_folder_without_a_language_is_refused(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    folder.path = tmp_path / "empty"
    with pytest.raises(FolderError, match="no folder named like a language"):
        folder.run()


def test_a_home_page_that_does_not_exist_is_refused(shop, homes):
    with pytest.raises(PlaceError, match="there is no home page 'hoem'"):
        shop.run(under="hoem/words")
