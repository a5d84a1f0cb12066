"""Content checks: editors read what they find while they edit, and in a report of the pages that they may edit."""

from __future__ import annotations

import json
import uuid

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission

from content import reports
from content.checks import Finding, content_checks, findings_of, register_content_check
from kb.models import ArticlePage, CategoryPage
from plugins.hooks.testing import isolated_hooks
from plugins.owners import owned_by
from plugins.testing import activate_for_tests
from tests.factories import add_page
from tests.plugins.joining import ready

pytestmark = pytest.mark.django_db

CHECK = """
from sanad import Finding, Severity, register_content_check

def shouting(page):
    if page.title.isupper():
        yield Finding(f"“{page.title}” shouts.", Severity.WARNING)

register_content_check("one__shouting", "Shouting", shouting)
"""


@pytest.fixture
def skipping():
    """What fails is skipped as on a site."""
    with isolated_hooks(strict=False):
        yield


def loud(home, title: str = "REFUND ME", **fields):
    return add_page(home, ArticlePage, title, summary="Money back.", **fields)


def picture(alt: str = "", image: int | None = 1) -> dict:
    return {"type": "image", "value": {"image": image, "alt": alt, "caption": ""}, "id": str(uuid.uuid4())}


def texts(page) -> list[str]:
    return [each.text for each in findings_of(page)]


class TestChecks:
    def test_a_plugin_finds_something(self, make, home):
        make("one", ready(CHECK))
        with activate_for_tests("one"):
            assert texts(loud(home)) == ["“REFUND ME” shouts."]

    def test_an_inactive_plugin_finds_nothing(self, make, home):
        make("one", ready(CHECK))
        with activate_for_tests():
            assert texts(loud(home)) == []

    @pytest.mark.parametrize("broken", ["1 / 0", "__import__('sys').exit(3)", "[7][0].text"])
    def test_a_check_that_fails_leaves_the_others(self, make, home, skipping, broken):
        make("one", ready(CHECK.replace("page.title.isupper()", broken)))
        with activate_for_tests("one"):
            page = loud(home)
            page.summary = ""
            assert [each.check for each in findings_of(page)] == ["summary"]

    def test_warnings_come_first(self, make, home):
        make("one", ready(CHECK))
        with activate_for_tests("one"):
            page = loud(home)
            page.summary = ""
            assert [each.check for each in findings_of(page)] == ["one__shouting", "summary"]

    def test_a_name_without_the_slug_is_refused(self):
        with owned_by("one"), pytest.raises(ValueError, match="must begin with 'one__'"):
            register_content_check("summary", "Summary", lambda page: [Finding("")])

    def test_a_check_that_never_ends_is_cut(self, make, home):
        make("one", ready(CHECK.replace("if page.title.isupper():", "while True:")))
        with activate_for_tests("one"):
            assert len(texts(loud(home))) == 20


class TestOurOwn:
    def page(self, home, *blocks: dict):
        return add_page(home, ArticlePage, "Refund a gift", summary="Money back.", body=json.dumps(blocks))

    def test_a_page_without_a_summary_is_told(self, home):
        assert [each.check for each in findings_of(add_page(home, ArticlePage, "Refund a gift"))] == ["summary"]

    def test_pictures_without_alternative_text_are_counted(self, home):
        page = self.page(home, picture(), picture("A parcel"), picture())

        assert texts(page) == ["2 pictures have no alternative text. That is right only where they decorate."]

    def test_a_picture_in_a_passage_counts(self, home):
        passage = {"type": "audience", "value": {"audience": 2, "body": [picture()]}, "id": str(uuid.uuid4())}

        assert [each.check for each in findings_of(self.page(home, passage))] == ["pictures"]

    def test_a_block_without_a_picture_is_none(self, home):
        assert findings_of(self.page(home, picture(image=None))) == []


class TestWhileEditing:
    def form(self, client, page) -> str:
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    def test_findings_stand_above_the_form(self, client, superuser, make, home):
        make("one", ready(CHECK))
        client.force_login(superuser)
        with activate_for_tests("one"):
            assert "“REFUND ME” shouts." in self.form(client, loud(home))

    def test_a_switch_of_the_plugin_is_seen_at_the_next_look(self, client, superuser, make, home):
        make("one", ready(CHECK))
        client.force_login(superuser)
        page = loud(home)
        with activate_for_tests("one"):
            self.form(client, page)
        with activate_for_tests():
            assert "shouts" not in self.form(client, page)

    def test_what_a_plugin_says_is_no_html(self, client, superuser, make, home):
        make("one", ready(CHECK.replace("“{page.title}” shouts.", "<script>x</script>")))
        client.force_login(superuser)
        with activate_for_tests("one"):
            assert "&lt;script&gt;x" in self.form(client, loud(home))

    def test_a_page_without_findings_has_no_panel(self, client, superuser, home):
        client.force_login(superuser)

        assert "content-checks__finding" not in self.form(client, loud(home))

    def test_a_page_that_is_not_there_yet_has_none(self, client, superuser, home):
        client.force_login(superuser)
        address = reverse("wagtailadmin_pages:add", args=["kb", "categorypage", home.pk])

        assert "content-checks__finding" not in client.get(address).content.decode()


class TestReport:
    def report(self, client, query: str = "") -> str:
        return client.get(reverse("content_checks") + query).content.decode()

    def test_pages_with_findings_are_listed(self, client, superuser, home):
        page = add_page(home, ArticlePage, "Refund a gift")
        client.force_login(superuser)

        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in self.report(client)

    def test_one_check_can_be_chosen(self, client, superuser, home):
        add_page(home, ArticlePage, "Refund a gift")
        client.force_login(superuser)

        assert "Refund" not in self.report(client, "?check=pictures")

    def test_pages_that_somebody_may_not_edit_are_not_listed(self, client, editor, home):
        mine, other = (add_page(home, CategoryPage, title, summary="x") for title in ("Mine", "Other"))
        add_page(mine, ArticlePage, "Refund a gift")
        add_page(other, ArticlePage, "Secret")
        permissions = GroupPagePermission.objects.filter(group__name="Editors", permission__codename="change_page")
        kept = permissions.first()
        GroupPagePermission.objects.filter(group__name="Editors").exclude(pk=kept.pk).delete()
        permissions.update(page=mine)
        client.force_login(editor)

        page = self.report(client)
        assert ("Refund" in page, "Secret" in page) == (True, False)

    def test_readers_are_turned_away(self, client, customer):
        client.force_login(customer)

        assert client.get(reverse("content_checks")).status_code == 302

    def test_it_goes_on_where_it_ended(self, client, superuser, home, monkeypatch):
        monkeypatch.setattr(reports, "SHOWN", 1)
        first, _second = (add_page(home, ArticlePage, title) for title in ("First", "Second"))
        client.force_login(superuser)

        page = self.report(client, f"?after={first.path}")
        assert ("First" in page, "Second" in page) == (False, True)

    def test_it_looks_at_so_many_pages_at_once(self, superuser, home, monkeypatch):
        monkeypatch.setattr(reports, "LOOKED_AT", 2)
        for number in range(4):
            add_page(home, ArticlePage, f"Refund {number}", summary="x")

        assert reports.stretch_of(superuser, only="pictures").looked_at == 2

    def test_nonsense_in_the_address_is_the_beginning(self, client, superuser, home):
        add_page(home, ArticlePage, "Refund a gift")
        client.force_login(superuser)

        assert "Refund" in self.report(client, "?after=%00%2F&check=nothing")

    def test_it_stands_in_the_menu_of_reports(self, client, superuser, home):
        client.force_login(superuser)

        assert reverse("content_checks") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_plugin_may_be_asked_before_the_others(make):
    body = """
    from sanad import register_content_check
    register_content_check("one__first", "First", lambda page: [], order=10)
    """
    make("one", ready(body))
    with activate_for_tests("one"):
        assert content_checks()[0].name == "one__first"
