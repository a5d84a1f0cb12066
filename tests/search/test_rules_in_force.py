"""A change of a rule is in force with the next query, in every process."""

import subprocess
import sys
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from script.lib.environment import ROOT
from search.models import HiddenResult, PromotedResult, RulesVersion, StopWordList, SynonymSet
from search.rules import expand, hidden_pages, promoted_pages, rules_changed, rules_for
from search.rules.receivers import connect


@pytest.fixture(autouse=True)
def listening():
    connect()


def found(text="refund"):
    return expand(text, "en", rules_for("en"))


@pytest.mark.django_db
class TestChanges:
    def test_a_new_set_is_in_force(self):
        found()
        SynonymSet.objects.create(language="en", terms="refund\nmoney back")

        assert found() == (("refund", "money back"),)

    def test_a_changed_set_is_in_force(self):
        synonyms = SynonymSet.objects.create(language="en", terms="refund\nmoney back")
        found()
        synonyms.terms = "refund\ncashback"
        synonyms.save()

        assert found() == (("refund", "cashback"),)

    def test_a_deleted_set_is_not(self):
        synonyms = SynonymSet.objects.create(language="en", terms="refund\nmoney back")
        found()
        synonyms.delete()

        assert found() == (("refund",),)

    def test_a_set_that_is_switched_off_is_not(self):
        SynonymSet.objects.create(language="en", terms="refund\nmoney back", is_active=False)

        assert found() == (("refund",),)

    def test_the_rules_of_one_language_are_not_those_of_another(self):
        SynonymSet.objects.create(language="id", terms="refund\nuang kembali")

        assert found() == (("refund",),)

    def test_stop_words(self):
        found()
        StopWordList.objects.create(language="en", words="please\nkindly")

        assert found("refund please") == (("refund",),)

    def test_promoted_and_hidden_pages_go_with_their_page(self, home):
        page = home.add_child(instance=Page(title="Refunds", slug="refunds"))
        child = page.add_child(instance=Page(title="Gifts", slug="gifts"))
        PromotedResult.objects.create(language="en", queries="refund", page=page)
        HiddenResult.objects.create(language="en", page=child)
        before = promoted_pages("refund", rules_for("en"), timezone.now()), hidden_pages("x", rules_for("en"))
        numbers = page.pk, child.pk
        page.delete()
        after = promoted_pages("refund", rules_for("en"), timezone.now()), hidden_pages("x", rules_for("en"))

        assert (before, after) == (((numbers[0],), frozenset({numbers[1]})), ((), frozenset()))

    def test_what_is_written_past_the_signals_counts_once_it_is_told(self):
        found()
        SynonymSet.objects.bulk_create([SynonymSet(language="en", terms="refund\nmoney back")])
        rules_changed()

        assert found() == (("refund", "money back"),)


@pytest.mark.django_db
class TestTheNumber:
    def test_one_query_when_nothing_changed(self, django_assert_num_queries):
        rules_for("en")
        with django_assert_num_queries(1):
            rules_for("en")

    def test_it_grows(self):
        numbers = []
        for _each in range(5):
            rules_changed()
            numbers.append(RulesVersion.objects.get().number)

        assert numbers == sorted(set(numbers))

    def test_it_grows_even_when_the_clock_went_back(self):
        RulesVersion.objects.update(number=2**62)
        rules_changed()

        assert RulesVersion.objects.get().number == 2**62 + 1

    def test_rules_are_read_anew_while_the_row_is_missing(self):
        RulesVersion.objects.all().delete()
        found()
        SynonymSet.objects.bulk_create([SynonymSet(language="en", terms="refund\nmoney back")])

        assert found() == (("refund", "money back"),)

    def test_a_change_makes_the_missing_row(self):
        RulesVersion.objects.all().delete()
        SynonymSet.objects.create(language="en", terms="refund\nmoney back")

        assert RulesVersion.objects.count() == 1

    def test_a_change_that_is_rolled_back_leaves_no_trace_behind(self):
        with transaction.atomic():
            SynonymSet.objects.create(language="en", terms="refund\nrolled back")
            found()
            transaction.set_rollback(True)
        SynonymSet.objects.create(language="en", terms="refund\nmoney back")

        assert found() == (("refund", "money back"),)


@pytest.mark.django_db(transaction=True)
class TestOtherProcesses:
    def test_another_connection_sees_the_change_with_its_next_query(self):
        """A thread has a connection of its own, and shares the copy of the rules: the number is what tells."""
        seen = []

        def search():
            seen.append(found())
            connection.close()

        for terms in ("refund\nmoney back", "refund\ncashback"):
            SynonymSet.objects.update_or_create(language="en", defaults={"terms": terms})
            thread = threading.Thread(target=search)
            thread.start()
            thread.join()

        assert seen == [(("refund", "money back"),), (("refund", "cashback"),)]


SEARCHER = """
import sys
sys.path.insert(0, {site!r})
import django
django.setup()
from django.db import connection
from search.models import HiddenResult, PromotedResult, RulesVersion, StopWordList, SynonymSet
from search.rules import expand, rules_for
connection.disable_constraint_checking()
with connection.schema_editor() as schema:
    for model in (HiddenResult, PromotedResult, RulesVersion, StopWordList, SynonymSet):
        schema.create_model(model)
RulesVersion.objects.create(pk=1)
for line in sys.stdin:
    print(" ".join(expand("refund", "en", rules_for("en"))[0]), flush=True)
"""
WRITER = """
import sys
sys.path.insert(0, {site!r})
import django
django.setup()
from search.rules.receivers import connect
connect()
from search.models import SynonymSet
SynonymSet.objects.update_or_create(language="en", defaults={{"terms": {terms!r}}})
"""


def test_a_process_that_searched_before_sees_what_another_process_wrote(tmp_path):
    """Two real processes on one database: the searching one lives through the change."""
    site = str(ROOT / "site")
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "SANAD_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'rules.sqlite3'}",
        "PATH": "/usr/bin:/bin",
    }
    run = {"env": environment, "text": True, "cwd": tmp_path}
    answers = []
    with subprocess.Popen(
        [sys.executable, "-c", SEARCHER.format(site=site)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **run
    ) as searcher:
        assert searcher.stdin and searcher.stdout
        ask, hear = searcher.stdin, searcher.stdout

        def search():
            ask.write("\n")
            ask.flush()
            answers.append(hear.readline().strip())

        search()
        for terms in ("refund\nmoney back", "refund\ncashback"):
            subprocess.run([sys.executable, "-c", WRITER.format(site=site, terms=terms)], check=True, timeout=120, **run)
            search()
        ask.close()

    assert answers == ["refund", "refund money back", "refund cashback"]
