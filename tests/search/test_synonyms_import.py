"""Synonyms out of a file: all lines or none, and what the export writes can be brought back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from search.admin.permissions import grant_search_permissions
from search.admin.synonym_files import UnreadableFile, read_synonyms
from search.models import SynonymSet
from search.rules import expand, rules_for

pytestmark = pytest.mark.django_db


def read(text, **more):
    return read_synonyms(text.encode(), **more)


@pytest.fixture
def upload(client, editor):
    grant_search_permissions()
    client.force_login(editor)

    def send(content, **data):
        file = SimpleUploadedFile("synonyms.csv", content if isinstance(content, bytes) else content.encode())
        return client.post(reverse("search_synonyms:import"), {"file": file, "language": "", **data}, follow=True)

    return send


class TestReading:
    def test_words_with_bars_between_them(self):
        (found,) = read("language,terms\nen,refund|money back\n").sets

        assert (found.terms, found.direction) == ("refund\nmoney back", "two-way")

    def test_targets_make_it_one_way(self):
        (found,) = read("language,terms,targets\nen,iphone,phone|mobile\n").sets

        assert (found.direction, found.targets) == ("one-way", "phone\nmobile")

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_the_delimiters_of_spreadsheets(self, delimiter):
        text = "language,terms,note\nar,استرجاع|إعادة,every day\n".replace(",", delimiter)

        assert read(text).sets[0].note == "every day"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_the_encodings_of_spreadsheets(self, encoding):
        content = "language,terms\nar,استرجاع|إعادة\n".encode(encoding)

        assert read_synonyms(content).sets[0].terms == "استرجاع\nإعادة"

    def test_the_chosen_language_is_that_of_lines_without_one(self):
        assert read("terms\nretur|kembali\n", language="id").sets[0].language == "id"

    def test_a_set_can_be_brought_without_putting_it_in_force(self):
        assert read("language,terms,is_active\nen,refund|cashback,no\n").sets[0].is_active is False

    def test_bad_lines_are_told_with_their_numbers_and_reasons(self):
        bad = read("language,terms\nen,refund|cashback\nen,the\n\nxx,a1|b1\n").bad

        assert [each.number for each in bad] == [3, 5]
        assert "has only words that search leaves out" in " ".join(bad[0].reasons)

    def test_the_same_set_twice_in_a_file_is_told(self):
        (bad,) = read("language,terms\nen,refund|cashback\nen,refund | cashback\n").bad

        assert bad.reasons == ("The same words stand in line 2.",)

    def test_sets_that_are_there_already_are_passed_over(self):
        SynonymSet.objects.create(language="en", terms="refund\ncashback")
        found = read("language,terms\nen,refund|cashback\n")

        assert (found.known, found.sets, found.bad) == (1, [], [])

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe\x00",
            b"\x80\x81",
            b"word\nrefund\n",
            b'language,terms\nen,"' + b"x" * 200_000,
            b"terms\n" + b"a" * 2_000_001,
        ],
    )
    def test_what_is_no_such_file_is_refused_as_a_whole(self, content):
        with pytest.raises(UnreadableFile):
            read_synonyms(content)


class TestImporting:
    def test_everything_is_stored_and_in_force(self, upload):
        rules_for("en")
        upload("language,terms\nen,refund|money back\nar,استرجاع|إعادة\n")

        assert SynonymSet.objects.count() == 2
        assert expand("refund", "en", rules_for("en")) == (("refund", "money back"),)

    def test_each_set_has_its_entry_in_the_history(self, upload, editor):
        upload("language,terms\nen,refund|money back\n")

        assert ModelLogEntry.objects.get(action="wagtail.create", label="refund, money back").user == editor

    def test_one_bad_line_stores_nothing(self, upload):
        answer = upload("language,terms\nen,refund|money back\nen,the\n")

        assert SynonymSet.objects.count() == 0
        assert "Nothing was imported: 1 line is not right." in answer.content.decode()

    def test_a_file_of_a_hundred_sets(self, upload):
        upload("language,terms\n" + "".join(f"en,first{number}|second{number}\n" for number in range(100)))

        assert SynonymSet.objects.count() == 100

    def test_what_is_exported_can_be_imported(self, upload, client):
        SynonymSet.objects.create(language="en", terms="refund\nmoney back", note="=1+1", is_active=False)
        SynonymSet.objects.create(language="en", direction="one-way", terms="iphone", targets="phone\nmobile")
        before = set(SynonymSet.objects.values_list("language", "direction", "terms", "targets", "is_active", "note"))
        exported = b"".join(client.get(reverse("search_synonyms:index"), {"export": "csv"}).streaming_content)
        SynonymSet.objects.all().delete()
        upload(exported)

        assert set(SynonymSet.objects.values_list("language", "direction", "terms", "targets", "is_active", "note")) == before

    def test_no_spreadsheet_runs_what_was_exported(self, upload, client):
        SynonymSet.objects.create(language="en", terms="=cmd\nmoney back")
        exported = b"".join(client.get(reverse("search_synonyms:index"), {"export": "csv"}).streaming_content).decode()

        assert "'=cmd" in exported

    def test_nobody_imports_without_the_right_to_make_synonyms(self, client, customer):
        client.force_login(customer)

        assert client.get(reverse("search_synonyms:import")).status_code in (302, 403)
