"""Classes of faults that Wagtail mended in its own admin in 2026, asked of ours: pages, drafts, pictures and documents of others.

Somebody edits one shelf and reads the wiki as an agent. A draft on another shelf, a page of a closed space, a picture and a
document of a private collection are not theirs. Whatever number they put into an address, nothing of these is shown or changed.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase, override_settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage
from localization.models import Translation, Unit
from tests.content.private_things import collection, document, picture
from tests.factories import add_page
from tests.localization.working import begun
from wiki.models import SpacePage, WikiPage

MARKER = "zqxledger"
BEGIN = "zqxledge"  # a screen may repeat what was looked for

CLASSES: dict[str, list[str]] = {
    "revision compare": [
        "/admin/compare/{page}/live/latest/",
        "/admin/compare/{page}/{first}/{second}/",
        "/admin/compare/{mine}/{first}/{second}/",
        "/admin/pages/{page}/revisions/compare/{first}...{second}/",
        "/admin/pages/{mine}/revisions/compare/{first}...{second}/",
        "/en/agents/pages/{page}/history/{first}/{second}/",
        "/en/agents/pages/{my_note}/history/{first}/{second}/",
    ],
    "history": [
        "/admin/pages/{page}/history/",
        "/admin/pages/{page}/workflow_history/",
        "/en/agents/pages/{page}/history/",
        "/admin/review/{page}/",
        "/admin/feedback/votes/{page}/",
        "/admin/feedback/comments/solved/{page}/",
    ],
    "copy": [
        "/admin/pages/{page}/copy/",
        "/admin/pages/{page}/move/",
        "/admin/wiki/{page}/article/",
        "/admin/wiki/{page}/new/",
        "/admin/wiki/{page}/template/",
        "/admin/wiki/{page}/template/switch/",
        "/admin/translations/copies/{page}/{mine}/",
        "/admin/translations/copies/{mine}/{page}/",
        "/admin/translations/jobs/request/?page={page}",
    ],
    "previews": [
        "/admin/pages/{page}/view_draft/",
        "/admin/pages/{page}/edit/preview/",
        "/admin/pages/{page}/revisions/{second}/view/",
        "/admin/pages/{mine}/revisions/{second}/view/",
        "/admin/pages/{page}/revisions/{second}/revert/",
        "/admin/translations/{translation}/preview/",
        "/en/agents/pages/{page}/helper/",
    ],
    "translation endpoints": [
        "/admin/translations/{translation}/",
        "/admin/translations/{translation}/review/",
        "/admin/translations/{translation}/concordance/?q=" + BEGIN,
        "/admin/translations/{translation}/units/{unit}/",
        "/admin/translations/{translation}/units/{unit}/suggestions/",
        "/admin/translations/{translation}/units/{unit}/value/",
        "/admin/translations/{translation}/units/{unit}/history/",
        "/admin/translations/{translation}/units/{unit}/waive/",
        "/admin/translations/{translation}/bin/{unit}/",
        "/admin/translations/exchange/page/{translation}/",
        "/admin/translations/exchange/export/?translation={translation}&format=po",
        "/admin/translations/machine/page/{translation}/",
        "/admin/translations/original/{translation}/",
        "/admin/translations/follow/{translation}/",
        "/admin/translations/unpublish/{key}/",
        "/admin/translations/ready/{key}/",
        "/admin/translations/level/{key}/",
        "/admin/translations/memory/?q=" + BEGIN,
    ],
    "chosen objects": [
        "/admin/content/pictures/{image}/",
        "/admin/content/page-links/?q=" + BEGIN,
        "/admin/content/page-links/?q=" + BEGIN + "&place=/admin/pages/{page}/edit/",
        "/admin/images/chooser/{image}/",
        "/admin/images/chooser/?q=" + BEGIN,
        "/admin/images/{image}/",
        "/admin/images/usage/{image}/",
        "/admin/documents/chooser/{document}/",
        "/admin/documents/chooser/?q=" + BEGIN,
        "/admin/documents/edit/{document}/",
        "/admin/documents/usage/{document}/",
    ],
    "lists": [
        "/admin/reports/content-checks/",
        "/admin/reports/review/",
        "/admin/reports/helpfulness/",
        "/admin/reports/contradictions/",
        "/admin/reports/wiki-bin/",
        "/admin/reports/mend/",
        "/admin/translations/?q=" + BEGIN,
        "/admin/translations/queue/",
        "/admin/translations/jobs/",
    ],
}


def text_of(body: str) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "value": f"<p>{body}</p>"}]


FIELDS: dict[str, Any] = {"slug": MARKER, "summary": f"{MARKER} one", "body": text_of(f"{MARKER} first")}


def shown(client: Client, address: str, method: str = "get") -> str:
    answer: Any = getattr(client, method)(address, {"text": "x", "next": "/admin/"} if method == "post" else None)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{body.decode(errors='replace')} {answer.headers}".casefold()


def state_of(page: Page) -> dict[str, Any]:
    row = Page.objects.get(pk=page.pk)
    kept = ("title", "live", "path", "latest_revision_id", "locked", "has_unpublished_changes")
    return {**{name: getattr(row, name) for name in kept}, "revisions": row.revisions.count(), "pages": Page.objects.count()}


def shelf_editor(shelf: Page) -> User:
    """Somebody who edits and publishes one shelf, and is an agent."""
    group = Group.objects.create(name="Shelf editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for name in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(group=group, page=shelf, permission=Permission.objects.get(codename=name))
    user = User.objects.create_user("shelf", "shelf@example.org", "correct horse battery")
    user.groups.set([group, Group.objects.get(name="Agents")])
    return user


class OthersPages:
    """What is asked of both kinds of pages that are not theirs."""

    secret: Page
    places: dict[str, Any]
    editor: User
    boss: User
    folder: Path
    files: override_settings

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp())
        cls.files = override_settings(MEDIA_ROOT=cls.folder / "media", SANAD_PRIVATE_ROOT=cls.folder / "private")
        cls.files.enable()
        super().setUpClass()  # type: ignore[misc]

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()  # type: ignore[misc]
        cls.files.disable()
        shutil.rmtree(cls.folder)

    @classmethod
    def setUpTestData(cls) -> None:
        home = homes_ensure()["en"]
        cls.boss = User.objects.create_superuser("boss", "boss@example.org", "correct horse battery")
        shelf = add_page(home, CategoryPage, "My shelf", slug="my-shelf")
        mine = add_page(shelf, ArticlePage, "Mine", slug="mine", body=text_of("Mine."))
        note = add_page(
            add_page(home, SpacePage, "Open", slug="open"), WikiPage, "My note", slug="my-note", body=text_of("Note.")
        )
        cls.editor = shelf_editor(shelf)
        cls.secret = cls.secret_made(home)
        cls.secret.body = text_of(f"{MARKER} second")
        cls.secret.save_revision(user=cls.boss)
        ours = collection("Ledgers", groups=("Managers",))
        translation = Translation.objects.get(translation_key=cls.secret.translation_key)
        revisions = list(cls.secret.revisions.order_by("pk").values_list("pk", flat=True))
        cls.places = {
            "page": cls.secret.pk,
            "key": cls.secret.translation_key,
            "mine": mine.pk,
            "my_note": note.pk,
            "first": revisions[0],
            "second": revisions[-1],
            "translation": translation.pk,
            "unit": Unit.objects.filter(translation=translation)[0].pk,
            "image": picture(ours, title=MARKER).pk,
            "document": document(ours, title=MARKER).pk,
        }

    @classmethod
    def secret_made(cls, home: Page) -> Page:
        raise NotImplementedError

    def leaks(self: Any, user: User, method: str, kind: str) -> list[str]:
        self.client.force_login(user)
        return [
            each for each in (path.format(**self.places) for path in CLASSES[kind]) if MARKER in shown(self.client, each, method)
        ]

    def test_nothing_of_others_is_shown(self: Any) -> None:
        for kind in CLASSES:
            with self.subTest(kind):
                self.assertEqual(self.leaks(self.editor, "get", kind), [])

    def test_nothing_of_others_is_changed(self: Any) -> None:
        before = state_of(self.secret)
        for kind in CLASSES:
            with self.subTest(kind):
                self.assertEqual(self.leaks(self.editor, "post", kind), [])
                self.assertEqual(state_of(self.secret), before)

    def test_the_addresses_lead_to_it(self: Any) -> None:
        """Or the tests above would pass for addresses that are nowhere."""
        for kind in CLASSES:
            with self.subTest(kind):
                self.assertTrue(self.leaks(self.boss, "get", kind))


class DraftElsewhereTests(OthersPages, TestCase):
    """A page on another shelf that was taken back to draft."""

    @classmethod
    def secret_made(cls, home: Page) -> Page:
        page = add_page(add_page(home, CategoryPage, "Other shelf", slug="other-shelf"), ArticlePage, MARKER, **FIELDS)
        begun(page, user=cls.boss)
        page.unpublish()
        return page


class ClosedSpaceTests(OthersPages, TestCase):
    """A published page of a space for managers; and files of a collection for them."""

    @classmethod
    def secret_made(cls, home: Page) -> Page:
        space = add_page(home, SpacePage, "Closed", slug="closed")
        page = add_page(space, WikiPage, MARKER, **FIELDS)
        begun(page, user=cls.boss)
        space.readers = [Group.objects.get(name="Managers")]
        space.save()
        return page

    def test_a_document_is_not_known_by_its_hash(self) -> None:
        """Whoever has the same file is not told that the site has it: "not modified" would say so."""
        found = get_document_model().objects.get(pk=self.places["document"])
        for tag in (f'"{found.get_file_hash()}"', "*"):
            answer = self.client.get(f"/documents/{found.pk}/{found.filename}", headers={"If-None-Match": tag})
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("ETag", answer.headers)

    def test_an_upload_does_not_tell_of_a_private_twin(self) -> None:
        """Wagtail offers what has the same bytes; a picture of a collection that is not theirs is not offered."""
        group, root = Group.objects.get(name="Shelf editors"), Collection.get_first_root_node()
        allowed = root.add_child(name="For uploads")
        for name in ("add_image", "choose_image"):
            right = Permission.objects.get(codename=name)
            GroupCollectionPermission.objects.create(group=group, collection=allowed, permission=right)
        twin = get_image_model().objects.get(pk=self.places["image"])
        with twin.file.open() as opened:
            same = SimpleUploadedFile("same.png", opened.read(), "image/png")
        self.client.force_login(self.editor)
        data = {"files[]": same, "collection": allowed.pk, "title": "same"}
        answer = self.client.post("/admin/images/multiple/add/", data, headers={"X-Requested-With": "XMLHttpRequest"})
        self.assertTrue(answer.json()["success"])
        self.assertNotIn(MARKER, answer.content.decode())

    def test_an_import_takes_no_private_twin(self) -> None:
        """A picture with the same bytes is taken from the library, but none that readers of the page would not get."""
        from importing.writing.images import PictureStore

        twin = get_image_model().objects.get(pk=self.places["image"])
        file = self.folder / "same.png"
        with twin.file.open() as opened:
            file.write_bytes(opened.read())
        made = get_image_model().objects.get(pk=PictureStore().image_id(file, "Same"))
        self.assertNotEqual(made, twin)
        self.assertEqual(PictureStore().image_id(file, "Same"), made.pk)
