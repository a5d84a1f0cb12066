"""Files, memory, terms and machines in the admin: who comes in, what they see, what their buttons do."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext, override

from kb.models import ArticlePage, CategoryPage
from localization.exchange.exporting import export_open
from localization.exchange.formats import FORMATS
from localization.exchange.transfers import transfer_import
from localization.memory.remembering import translation_remember
from localization.models import BackgroundRun, JobItem, MemoryEntry, Term, TransferFile, Translation, TranslationJob
from localization.runs import run_execute, run_start
from localization.terms.writing import term_save
from localization.units import unit_write
from tests.conftest import _user
from tests.factories import add_page
from tests.localization.machine.engines_made import SETTING, Engine
from tests.localization.units_made import locale_of, team_member, translation_of
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home: Any) -> Any:
    return add_page(home, CategoryPage, "Orders", slug="orders")


@pytest.fixture
def made(category: Any) -> Translation:
    return translation_of(add_page(category, ArticlePage, "Returns", slug="returns"), "fa", {"Send it back": "", "Money": "پول"})


@pytest.fixture
def secret(home: Any) -> Translation:
    space = add_page(home, SpacePage, "Fraud", slug="fraud", readers=list(Group.objects.filter(name="Managers")))
    made = translation_of(add_page(space, WikiPage, "Signs of fraud", slug="signs"), "fa", {"Secret words": "راز"})
    translation_remember(made)
    return made


@pytest.fixture
def translator(client: Any, homes: Any) -> Any:
    user = team_member("fa")
    client.force_login(user)
    return user


@pytest.fixture
def lead(client: Any, homes: Any) -> Any:
    user = team_member("fa", "leads")
    client.force_login(user)
    return user


def url(name: str, *args: Any) -> str:
    return reverse(f"localization_admin:{name}", args=args)


def po_of(*made: Translation) -> bytes:
    file, _name = export_open(made, FORMATS["po"])
    with file:
        return file.read()


def filled(made: Translation) -> bytes:
    return po_of(made).replace(b'msgid "Send it back"\nmsgstr ""', 'msgid "Send it back"\nmsgstr "بازگشت"'.encode())


def upload(client: Any, content: bytes, name: str = "fa.po", *, page: Translation | None = None, **data: Any) -> Any:
    where = url("exchange_page", page.pk) if page else url("exchange")
    return client.post(where, {"file": SimpleUploadedFile(name, content), **data})


def transfer_import_now(file: TransferFile) -> None:
    """Import a file whatever it would write."""
    TransferFile.objects.filter(pk=file.pk).update(state=TransferFile.State.WAITING)
    transfer_import(file.pk)


def waiting_import(kept: TransferFile) -> BackgroundRun:
    """A file that waits for the worker, and its run."""
    TransferFile.objects.filter(pk=kept.pk).update(state=TransferFile.State.WAITING)
    return run_start(kind="import", title="Import", parameters={"file": kept.pk}, open_key=None, user=kept.user)


SCREENS = ["exchange", "memory", "terms", "machine"]


@pytest.mark.parametrize("name", SCREENS)
def test_translators_open_every_screen(name: str, client: Any, translator: Any) -> None:
    assert client.get(url(name)).status_code == 200


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", ["fa", "ar", "id"])
def test_screens_open_in_every_language_of_the_interface(name: str, language: str, client: Any, translator: Any) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(translator)
    profile.preferred_language = language
    profile.save()
    assert f'lang="{language}"' in client.get(url(name)).content.decode()


@pytest.mark.parametrize("name", SCREENS)
def test_others_are_refused(name: str, client: Any, homes: Any, agent: Any) -> None:
    client.force_login(agent)
    assert client.get(url(name)).status_code in (302, 403)


@pytest.mark.parametrize("name", ["exchange_page", "exchange_file", "memory_delete", "machine_page"])
def test_a_number_that_no_row_can_have_is_not_there(name: str, client: Any, lead: Any) -> None:
    where = url(name, 7).replace("/7/", f"/{10**20}/")
    assert client.get(where).status_code == 404
    assert client.post(where).status_code == 404


class TestExport:
    def get(self, client: Any, **query: Any) -> Any:
        return client.get(url("exchange_export"), {"format": "po", **query})

    def test_a_language_holds_the_pages_that_the_person_may_see(
        self, client: Any, translator: Any, made: Any, secret: Any
    ) -> None:
        content = b"".join(self.get(client, language="fa").streaming_content).decode()
        assert "Send it back" in content
        assert "Secret" not in content

    def test_a_closed_page_is_refused_like_one_that_is_not_there(self, client: Any, translator: Any, secret: Any) -> None:
        there, nowhere = self.get(client, page=secret.pk), self.get(client, page=999_999)
        assert there.status_code == nowhere.status_code != 200

    def test_a_job_leaves_closed_pages_out(self, client: Any, translator: Any, made: Any, secret: Any) -> None:
        job = TranslationJob.objects.create(title="Both")
        for each in (made, secret):
            JobItem.objects.create(job=job, translation=each)
        assert "Both (1)" in client.get(url("exchange")).content.decode(), "the number says nothing of closed pages"
        content = b"".join(self.get(client, job=job.pk).streaming_content).decode()
        assert "Send it back" in content
        assert "Secret" not in content

    def test_another_language_than_ones_own_gives_nothing(self, client: Any, translator: Any, made: Any) -> None:
        assert self.get(client, language="ar").status_code == 302

    def test_nor_does_a_page_of_another_language_open_its_screen(self, client: Any, homes: Any, made: Any) -> None:
        client.force_login(team_member("ar", "translators", "from-arabic"))
        assert client.get(url("exchange_page", made.pk)).status_code == 302

    def test_an_unknown_format_is_not_there(self, client: Any, translator: Any, made: Any) -> None:
        assert client.get(url("exchange_export"), {"format": "exe", "language": "fa"}).status_code == 404


class TestImport:
    def test_a_file_is_looked_through_then_written(self, client: Any, translator: Any, made: Any) -> None:
        response = upload(client, filled(made))
        kept = TransferFile.objects.get()
        assert response.headers["Location"] == url("exchange_file", kept.pk)
        shown = client.get(url("exchange_file", kept.pk)).content.decode()
        assert "Nothing is written yet" in shown
        assert "Returns" in shown
        assert made.units.get(source="Send it back").text == ""
        client.post(url("exchange_file", kept.pk))
        assert made.units.get(source="Send it back").text == "بازگشت"
        kept.refresh_from_db()
        assert (kept.state, kept.written, bytes(kept.content)) == ("done", 1, b"")
        assert "1 text was written" in client.get(url("exchange_file", kept.pk)).content.decode()

    def test_a_bad_file_names_its_line_and_has_no_button(self, client: Any, translator: Any, made: Any) -> None:
        upload(client, filled(made) + b'\nmsgid "cut')
        shown = client.get(url("exchange_file", TransferFile.objects.get().pk)).content.decode()
        assert "may have been cut off" in shown
        assert "Nothing is imported" in shown
        client.post(url("exchange_file", TransferFile.objects.get().pk))
        assert made.units.get(source="Send it back").text == ""

    def test_a_file_that_is_none_is_refused_at_once(self, client: Any, translator: Any) -> None:
        assert "whose name ends" in upload(client, b"MZ", "virus.exe").content.decode()
        assert not TransferFile.objects.exists()

    def test_conflicts_are_shown_and_overwritten_when_asked(self, client: Any, translator: Any, made: Any) -> None:
        content = filled(made)
        unit_write(unit=made.units.get(source="Send it back"), text="تازه", user=None)
        upload(client, content)
        where = url("exchange_file", TransferFile.objects.get().pk)
        shown = client.get(where).content.decode()
        assert "تازه" in shown
        assert 'dir="rtl" lang="fa"' in shown
        client.post(where, {"overwrite": "1"})
        client.post(where)
        assert made.units.get(source="Send it back").text == "بازگشت"

    def test_on_a_page_only_files_of_that_page_are_taken(self, client: Any, translator: Any, made: Any, category: Any) -> None:
        other = translation_of(add_page(category, ArticlePage, "Refunds", slug="refunds"), "fa", {"Else": ""})
        upload(client, filled(made), page=other)
        assert "another page: “Returns”" in client.get(url("exchange_file", TransferFile.objects.get().pk)).content.decode()

    def test_the_file_of_another_person_is_not_there(self, client: Any, translator: Any, made: Any) -> None:
        upload(client, filled(made))
        client.force_login(team_member("fa", name="other"))
        assert client.get(url("exchange_file", TransferFile.objects.get().pk)).status_code == 404

    def test_a_file_for_a_closed_page_is_not_known(self, client: Any, translator: Any, secret: Any) -> None:
        upload(client, po_of(secret).replace("راز".encode(), "رازها".encode()))
        shown = client.get(url("exchange_file", TransferFile.objects.get().pk)).content.decode()
        assert "not known here" in shown
        assert "Signs of fraud" not in shown

    def test_two_clicks_write_once(self, client: Any, translator: Any, made: Any) -> None:
        upload(client, filled(made))
        where = url("exchange_file", TransferFile.objects.get().pk)
        client.post(where)
        unit_write(unit=made.units.get(source="Send it back"), text="بعد", user=None)
        client.post(where)
        assert made.units.get(source="Send it back").text == "بعد"

    def test_what_changed_since_the_dry_run_keeps_the_file_out(self, client: Any, translator: Any, made: Any) -> None:
        from localization.exchange.transfers import transfer_import

        upload(client, filled(made))
        kept = TransferFile.objects.get()
        TransferFile.objects.update(state=TransferFile.State.WAITING)
        made.units.filter(source="Send it back").update(source="Changed")
        assert transfer_import(kept.pk) == 0
        kept.refresh_from_db()
        assert kept.state == "failed"
        assert "has changed" in client.get(url("exchange_file", kept.pk)).content.decode()

    def test_an_import_that_breaks_off_waits_no_more_and_says_so(
        self, client: Any, translator: Any, made: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from localization.exchange import transfers

        def broken(*_args: Any, **_kwargs: Any) -> None:
            raise RuntimeError("secret of the program")

        upload(client, filled(made))
        where = url("exchange_file", TransferFile.objects.get().pk)
        monkeypatch.setattr(transfers, "file_import", broken)
        client.post(where)
        assert TransferFile.objects.get().state == "failed"
        shown = client.get(where).content.decode()
        assert "unforeseen reason" in shown
        assert "secret" not in shown
        client.post(where, {"forget": "1"})
        assert not TransferFile.objects.exists()

    def test_an_import_that_is_cancelled_waits_no_more(self, client: Any, translator: Any, made: Any) -> None:
        upload(client, filled(made))
        kept = TransferFile.objects.get()
        run = waiting_import(kept)
        BackgroundRun.objects.update(is_cancelled=True)
        run_execute(run.pk)
        kept.refresh_from_db()
        assert kept.state == "failed"
        assert "cancelled" in client.get(url("exchange_file", kept.pk)).content.decode()
        assert made.units.get(source="Send it back").text == ""

    def test_a_second_worker_tells_what_the_first_one_wrote(self, client: Any, translator: Any, made: Any) -> None:
        upload(client, filled(made))
        kept = TransferFile.objects.get()
        run = waiting_import(kept)
        TransferFile.objects.update(state=TransferFile.State.DONE, written=5)
        run_execute(run.pk)
        run.refresh_from_db()
        assert run.result == {"written": 5}

    def test_a_large_file_goes_to_the_worker(
        self, client: Any, translator: Any, category: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        texts = {f"Text {number}": "" for number in range(350)}
        large = translation_of(add_page(category, ArticlePage, "Large", slug="large"), "fa", texts)
        content = po_of(large).decode()
        for source in texts:
            content = content.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "fa {source}"')
        upload(client, content.encode())
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("exchange_file", TransferFile.objects.get().pk))
        assert BackgroundRun.objects.get().state == "done"
        assert TransferFile.objects.get().written == 350
        assert large.units.exclude(text="").count() == 350


class TestMemory:
    def test_words_are_found_with_a_way_to_their_page(self, client: Any, translator: Any, made: Any) -> None:
        translation_remember(made)
        shown = client.get(url("memory"), {"source": "en", "language": "fa", "q": "money"}).content.decode()
        assert "پول" in shown
        assert url("edit", made.pk) in shown

    def test_closed_pages_are_neither_found_nor_counted_nor_exported(self, client: Any, translator: Any, secret: Any) -> None:
        query = {"source": "en", "language": "fa", "q": "secret"}
        shown = client.get(url("memory"), query).content.decode()
        assert "راز" not in shown
        assert "0 texts are in the memory" in shown
        assert "راز" not in b"".join(client.get(url("memory_export"), query).streaming_content).decode()

    def test_only_leads_take_entries_away(self, client: Any, translator: Any, made: Any) -> None:
        translation_remember(made)
        where = url("memory_delete", MemoryEntry.objects.get().pk)
        assert client.post(where).status_code in (302, 403)
        assert MemoryEntry.objects.exists()
        client.force_login(team_member("fa", "leads"))
        assert client.get(where).status_code == 405
        client.post(where)
        assert not MemoryEntry.objects.exists()

    def test_tmx_comes_in_through_the_same_door(self, client: Any, lead: Any, made: Any) -> None:
        translation_remember(made)
        content = b"".join(client.get(url("memory_export"), {"source": "en", "language": "fa"}).streaming_content)
        MemoryEntry.objects.all().delete()
        upload(client, content, "memory.tmx")
        where = url("exchange_file", TransferFile.objects.get().pk)
        assert "en → fa" in client.get(where).content.decode()
        client.post(where)
        assert MemoryEntry.objects.get().is_shared


class TestTerms:
    DATA = {"source": "cart", "targets": "سبد خرید", "forbidden": "کارت", "note": "", "status": "approved"}

    def data(self, code: str = "fa") -> dict[str, Any]:
        return {**self.DATA, "source_locale": locale_of("en").pk, "locale": locale_of(code).pk}

    def test_a_lead_writes_changes_and_deletes_a_term(self, client: Any, lead: Any) -> None:
        client.post(reverse("translation_terms:add"), self.data())
        term = Term.objects.get()
        assert (term.source_folded, term.user) == ("cart", lead)
        client.post(reverse("translation_terms:edit", args=[term.pk]), {**self.data(), "targets": "سبد"})
        term.refresh_from_db()
        assert term.targets == "سبد"
        client.post(reverse("translation_terms:delete", args=[term.pk]))
        assert not Term.objects.exists()

    def test_a_translator_reads_them_and_writes_none(self, client: Any, translator: Any) -> None:
        term = term_save(
            term=Term(source_locale=locale_of("en"), source="cart", locale=locale_of("fa"), targets="سبد"), user=None
        )
        assert "سبد" in client.get(url("terms")).content.decode()
        client.post(reverse("translation_terms:add"), {**self.data(), "source": "other"})
        client.post(reverse("translation_terms:edit", args=[term.pk]), {**self.data(), "targets": "x"})
        client.post(reverse("translation_terms:delete", args=[term.pk]))
        assert list(Term.objects.values_list("source", "targets")) == [("cart", "سبد")]

    def test_a_lead_of_one_language_leaves_those_of_another_alone(self, client: Any, lead: Any) -> None:
        arabic = Term(source_locale=locale_of("en"), source="cart", locale=locale_of("ar"), targets="سلة")
        term_save(term=arabic, user=None)
        client.post(reverse("translation_terms:add"), {**self.data("ar"), "source": "other"})
        client.post(reverse("translation_terms:edit", args=[arabic.pk]), {**self.data("ar"), "targets": "x"})
        client.post(reverse("translation_terms:delete", args=[arabic.pk]))
        assert list(Term.objects.values_list("source", "targets")) == [("cart", "سلة")]
        assert "سلة" not in client.get(url("terms")).content.decode()

    def test_a_term_that_says_nothing_is_refused(self, client: Any, lead: Any) -> None:
        response = client.post(reverse("translation_terms:add"), {**self.data(), "targets": "", "forbidden": ""})
        assert response.status_code == 200
        assert not Term.objects.exists()

    def test_terms_go_out_and_come_in_as_csv(self, client: Any, lead: Any) -> None:
        client.post(reverse("translation_terms:add"), self.data())
        content = b"".join(client.get(reverse("translation_terms:csv")).streaming_content)
        Term.objects.all().delete()
        upload(client, content, "terms.csv")
        client.post(url("exchange_file", TransferFile.objects.get().pk))
        assert Term.objects.get().forbidden == "کارت"


class TestMachine:
    @pytest.fixture(autouse=True)
    def engine(self, settings: Any) -> None:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = SETTING
        Engine.asked, Engine.failure, Engine.answers = [], None, staticmethod(lambda text: f"fa {text}")

    def test_a_page_is_filled_in_the_worker(
        self, client: Any, translator: Any, made: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("machine_page", made.pk))
        run = BackgroundRun.objects.get()
        assert (run.state, run.done, run.result) == ("done", 1, {"written": 1})
        assert made.units.get(source="Send it back").text == "fa Send it back"

    def test_a_lead_fills_a_language_and_memory_comes_first(
        self, client: Any, lead: Any, made: Any, category: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        translation_remember(made)
        other = translation_of(add_page(category, ArticlePage, "Other", slug="other"), "fa", {"Money": "", "More": ""})
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("machine"), {"language": "fa"})
        assert list(other.units.order_by("order").values_list("text", "origin")) == [("پول", "memory"), ("fa More", "machine")]
        assert "Money" not in Engine.asked

    def test_a_page_that_does_not_follow_its_source_is_not_filled(self, client: Any, lead: Any, made: Any) -> None:
        Translation.objects.update(is_synced=False)
        client.post(url("machine"), {"language": "fa"})
        client.post(url("machine_page", made.pk))
        assert not BackgroundRun.objects.exists()

    def test_a_translator_does_not_fill_a_language(self, client: Any, translator: Any, made: Any) -> None:
        client.post(url("machine"), {"language": "fa"})
        assert not BackgroundRun.objects.exists()

    def test_an_engine_that_fails_is_asked_no_more_after_three_pages(
        self, client: Any, lead: Any, category: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        for number in range(6):
            translation_of(add_page(category, ArticlePage, f"P{number}", slug=f"p{number}"), "fa", {f"Text {number}": ""})
        Engine.failure = RuntimeError("down")
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("machine"), {"language": "fa"})
        run = BackgroundRun.objects.get()
        assert len(Engine.asked) == 3
        assert (run.state, run.done, run.skipped, len(run.problems)) == ("done", 6, 3, 1)

    def test_a_closed_page_is_neither_filled_nor_named(
        self, client: Any, homes: Any, secret: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        client.force_login(_user("boss", "Managers", "Translators"))
        secret.units.update(text="", state="to_do")
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("machine_page", secret.pk))
        run = BackgroundRun.objects.get()
        assert Engine.asked == []
        assert "fraud" not in f"{run.title} {run.problems}".lower()

    def test_without_a_machine_nothing_is_started(self, client: Any, lead: Any, made: Any, settings: Any) -> None:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
        client.post(url("machine"), {"language": "fa"})
        assert not BackgroundRun.objects.exists()
        assert "No machine is set up" in client.get(url("machine")).content.decode()


class TestKeptTexts:
    def kept(self, client: Any, made: Translation) -> str:
        """Import a file into which somebody else writes between its dry run and its import; return the screen after it."""
        upload(client, filled(made))
        file = TransferFile.objects.get()
        assert "Newer here" not in client.get(url("exchange_file", file.pk)).content.decode()
        unit = made.units.get(source="Send it back")
        other = made.units.get(source="Money")
        unit_write(unit=other, text="", user=None)
        unit_write(unit=unit, text="نوشتهٔ تازه", user=None)
        transfer_import_now(file)
        return str(client.get(url("exchange_file", file.pk)).content.decode())

    def test_a_text_written_since_the_dry_run_is_named(self, client: Any, translator: Any, made: Any) -> None:
        screen = self.kept(client, made)
        assert "Newer here, and kept as they are" in screen
        assert "نوشتهٔ تازه" in screen
        assert "بازگشت" in screen

    def test_not_so_on_a_page_that_was_closed_meanwhile(self, client: Any, translator: Any, made: Any, secret: Any) -> None:
        self.kept(client, made)
        key = secret.translation_key
        secret.delete()
        Translation.objects.filter(pk=made.pk).update(translation_key=key, title="Hidden")
        file = TransferFile.objects.get()
        assert "Hidden" not in client.get(url("exchange_file", file.pk)).content.decode()


def test_the_form_of_a_term_is_all_in_the_readers_language(client: Any, lead: Any) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(lead)
    profile.preferred_language = "ar"
    profile.save()
    shown = client.get(reverse("translation_terms:add")).content.decode()
    for heading in ("Word", "In the other language", "Further choices"):
        with override("ar"):
            said = gettext(heading)
        assert said != heading
        assert said in shown


@pytest.mark.parametrize(("form", "ends"), [("xliff12", "-xliff12.xlf"), ("xliff20", "-xliff20.xlf"), ("po", ".po")])
def test_the_name_of_a_file_says_what_it_is_of(client: Any, lead: Any, made: Any, form: str, ends: str) -> None:
    def named(**asked: Any) -> str:
        return str(client.get(url("exchange_export"), {"format": form, **asked})["Content-Disposition"]).split('"')[1]

    assert named(page=made.pk).startswith("returns-fa-2")
    assert named(page=made.pk).endswith(ends)
    assert named(language="fa").startswith("fa-2")
    job = TranslationJob.objects.create(title="Summer sale")
    JobItem.objects.create(job=job, translation=made)
    assert named(job=job.pk).startswith("summer-sale-fa-2")
