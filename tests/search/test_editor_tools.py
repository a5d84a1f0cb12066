"""The rules in the admin: who may change them, what an address fills in, and what the history keeps."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from content.audiences import Audience
from home.models import HomePage
from search.admin.permissions import grant_search_permissions
from search.models import FailedQuery, HiddenResult, PromotedResult, StopWordList, SynonymSet
from search.models.log import Side

pytestmark = pytest.mark.django_db

LISTS = ["search_synonyms", "search_stop_words", "search_promoted", "search_hidden"]


@pytest.fixture
def as_editor(client, editor, home):
    grant_search_permissions()
    client.force_login(editor)
    return client


def of_synonyms(**data):
    return {
        "language": "en",
        "direction": "two-way",
        "terms": "refund\nmoney back",
        "targets": "",
        "is_active": "on",
        "note": "",
    } | data


class TestWhoMay:
    @pytest.mark.parametrize("name", LISTS)
    @pytest.mark.parametrize("page", ["index", "add"])
    def test_editors_open_every_list_and_form(self, as_editor, name, page):
        assert as_editor.get(reverse(f"{name}:{page}")).status_code == 200

    @pytest.mark.parametrize("name", [*LISTS, "search_try", "search_explain"])
    def test_an_editor_without_the_rights_opens_none(self, client, editor, home, name):
        client.force_login(editor)
        for permission in Permission.objects.filter(content_type__app_label="search"):
            Group.objects.get(name="Editors").permissions.remove(permission)

        assert client.get(reverse(f"{name}:index")).status_code == 302

    @pytest.mark.parametrize("name", [*LISTS, "search_try", "search_explain"])
    def test_agents_and_customers_open_none(self, client, agent, customer, home, name):
        for user in (agent, customer):
            client.force_login(user)

            assert client.get(reverse(f"{name}:index")).status_code in (302, 403)

    def test_the_menu_has_search_for_editors(self, as_editor):
        assert reverse("search_synonyms:index") in as_editor.get(reverse("wagtailadmin_home")).content.decode()

    def test_a_group_can_be_given_the_rights_in_the_admin(self, client, superuser, home):
        client.force_login(superuser)
        form = client.get(reverse("wagtailusers_groups:add")).content.decode()

        assert "synonym set" in form


class TestWriting:
    def test_a_set_is_made(self, as_editor):
        as_editor.post(reverse("search_synonyms:add"), of_synonyms())

        assert SynonymSet.objects.get().terms == "refund\nmoney back"

    def test_a_refusal_is_shown_beside_its_field(self, as_editor):
        answer = as_editor.post(reverse("search_synonyms:add"), of_synonyms(terms="refund"))

        assert "One word alone has no synonym" in answer.content.decode()

    def test_every_change_is_in_the_history(self, as_editor, editor):
        as_editor.post(reverse("search_synonyms:add"), of_synonyms())
        pk = SynonymSet.objects.get().pk
        as_editor.post(reverse("search_synonyms:edit", args=[pk]), of_synonyms(terms="refund\ncashback"))
        as_editor.post(reverse("search_synonyms:delete", args=[pk]))
        actions = ModelLogEntry.objects.filter(content_type__model="synonymset").order_by("pk")

        assert [(each.action, each.user) for each in actions] == [
            ("wagtail.create", editor),
            ("wagtail.edit", editor),
            ("wagtail.delete", editor),
        ]

    def test_the_site_history_shows_it_to_editors(self, as_editor):
        as_editor.post(reverse("search_synonyms:add"), of_synonyms())

        assert "refund, money back" in as_editor.get(reverse("wagtailadmin_reports:site_history")).content.decode()

    @pytest.mark.parametrize(
        ("name", "model", "data"),
        [
            ("search_stop_words", StopWordList, {"language": "en", "words": "please"}),
            ("search_promoted", PromotedResult, {"language": "en", "queries": "refund", "starts": "", "ends": ""}),
            ("search_hidden", HiddenResult, {"language": "en", "queries": ""}),
        ],
    )
    def test_the_other_kinds_are_made(self, as_editor, center, name, model, data):
        page = center.page("Returns")
        as_editor.post(reverse(f"{name}:add"), {"page": page.pk, "note": "", **data})

        assert model.objects.count() == 1


class TestLists:
    def test_a_list_is_narrowed_to_a_language(self, as_editor):
        SynonymSet.objects.create(language="en", terms="refund\nmoney back")
        SynonymSet.objects.create(language="id", terms="retur\nkembali")
        html = as_editor.get(reverse("search_synonyms:index"), {"language": "id"}).content.decode()

        assert ("kembali" in html, "money back" in html) == (True, False)

    def test_a_list_is_searched(self, as_editor):
        SynonymSet.objects.create(language="en", terms="refund\nmoney back")
        SynonymSet.objects.create(language="en", terms="parcel\npackage")
        html = as_editor.get(reverse("search_synonyms:index"), {"q": "package"}).content.decode()

        assert ("parcel" in html, "money back" in html) == (True, False)

    def test_what_was_typed_is_never_read_as_html(self, as_editor):
        SynonymSet.objects.create(language="en", terms="<b>refund</b>\nmoney back", direction="one-way", targets="<i>x")
        html = as_editor.get(reverse("search_synonyms:index")).content.decode()

        assert "<b>refund" not in html and "<i>x" not in html

    def test_a_promotion_that_has_still_to_end_tells_the_day(self, as_editor, center):
        ends = datetime(2126, 3, 1, 12, tzinfo=UTC)
        PromotedResult.objects.create(language="en", queries="refund", page=center.page("Returns"), ends=ends)

        assert "2126" in as_editor.get(reverse("search_promoted:index")).content.decode()


class TestPagesThatMayNotBeKnown:
    """A rule of an agent about a page outside of the trees that editors work on."""

    @pytest.fixture
    def rule(self, homes):
        secret = HomePage(title="Secret handbook", slug="handbook", locale=homes["en"].locale, audience=Audience.AGENT)
        Page.get_first_root_node().add_child(instance=secret)
        return PromotedResult.objects.create(language="en", queries="refund", page=secret)

    def test_the_list_leaves_it_out(self, as_editor, rule):
        assert "Secret handbook" not in as_editor.get(reverse("search_promoted:index")).content.decode()

    @pytest.mark.parametrize("name", ["edit", "copy", "delete", "history", "usage"])
    def test_its_pages_are_not_found(self, as_editor, rule, name):
        assert as_editor.get(reverse(f"search_promoted:{name}", args=[rule.pk])).status_code == 404

    def test_it_cannot_be_named_in_a_new_rule(self, as_editor, rule):
        form = {"language": "en", "queries": "x", "page": rule.page_id, "starts": "", "ends": "", "note": ""}
        as_editor.post(reverse("search_promoted:add"), form)

        assert PromotedResult.objects.count() == 1

    def test_an_address_does_not_bring_out_its_title(self, as_editor, rule):
        html = as_editor.get(reverse("search_promoted:add"), {"page": rule.page_id}).content.decode()

        assert "Secret handbook" not in html

    def test_agents_among_the_editors_see_it(self, client, agent, rule):
        grant_search_permissions()
        agent.groups.add(Group.objects.get(name="Editors"))
        client.force_login(agent)

        assert "Secret handbook" in client.get(reverse("search_promoted:index")).content.decode()


class TestFilledIn:
    def test_the_address_fills_the_form(self, as_editor):
        address = reverse("search_synonyms:add") + "?language=ar&terms=استرجاع&terms=إعادة"
        form = as_editor.get(address).context["form"]

        assert (form["language"].value(), form["terms"].value()) == ("ar", "استرجاع\nإعادة")

    def test_a_page_is_filled_in(self, as_editor, center):
        page = center.page("Returns")
        form = as_editor.get(reverse("search_promoted:add"), {"queries": "refund", "page": page.pk}).context["form"]

        assert (form["queries"].value(), form["page"].value()) == ("refund", page.pk)

    @pytest.mark.parametrize(
        "query",
        ["language=xx&terms=%00%22%3E<script>", "terms=" + "a" * 5000, "page=1e9&queries=x", "page=999999999", "failed=x"],
    )
    def test_nonsense_fills_nothing_that_breaks(self, as_editor, query):
        for name in ("search_synonyms:add", "search_promoted:add"):
            answer = as_editor.get(f"{reverse(name)}?{query}")

            assert answer.status_code == 200
            assert '"><script>' not in answer.content.decode()


class TestFailedSearches:
    @pytest.fixture
    def failed(self):
        return FailedQuery.objects.create(language="en", key="cashback", text="cashback", without_results=9)

    def answered(self, failed):
        failed.refresh_from_db()
        return failed.answer

    def test_a_synonym_answers_it(self, as_editor, failed):
        address = f"{reverse('search_synonyms:add')}?language=en&terms=cashback&failed={failed.pk}"
        action = as_editor.get(address).context["action_url"]
        answer = as_editor.post(action, of_synonyms(terms="cashback\nrefund"))

        assert (self.answered(failed), answer.url) == ("synonym", reverse("search_failed:index"))

    def test_a_promoted_page_answers_it_and_is_named(self, as_editor, failed, center):
        page = center.page("Returns")
        address = f"{reverse('search_promoted:add')}?failed={failed.pk}"
        as_editor.post(address, {"language": "en", "queries": "cashback", "page": page.pk, "starts": "", "ends": "", "note": ""})

        assert (self.answered(failed), failed.answer_page_id) == ("promoted", page.pk)

    def test_a_refused_form_answers_nothing(self, as_editor, failed):
        as_editor.post(f"{reverse('search_synonyms:add')}?failed={failed.pk}", of_synonyms(terms="cashback"))

        assert self.answered(failed) == ""

    def test_what_agents_searched_is_not_answered_by_others(self, as_editor, failed):
        failed.side = Side.INTERNAL
        failed.save()
        as_editor.post(f"{reverse('search_synonyms:add')}?failed={failed.pk}", of_synonyms())

        assert self.answered(failed) == ""

    def test_a_stop_word_answers_nothing(self, as_editor, failed):
        as_editor.post(
            f"{reverse('search_stop_words:add')}?failed={failed.pk}", {"language": "en", "words": "please", "note": ""}
        )

        assert self.answered(failed) == ""


@pytest.mark.parametrize(("number", "said"), [(1, "1 set of synonyms"), (2, "2 sets of synonyms")])
def test_a_list_says_how_many_rules_it_has(as_editor, number, said):
    for each in range(number):
        SynonymSet.objects.create(language="en", terms=f"refund{each}\nmoney back{each}")
    assert said in as_editor.get(reverse("search_synonyms:index")).content.decode()
