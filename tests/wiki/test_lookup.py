"""Quick lookup: what agents find for words and for cases, with what they must know in the hit itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from search.outbox import outbox_process
from tests.factories import add_page
from tests.wiki.policies import add_exception, add_policy
from wiki.models import ExceptionWording, PolicyExceptionPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(home):
    return add_policy(home, number="P-1", rule="Unused goods come back within thirty days.")


@pytest.fixture
def late(policy):
    return add_exception(
        policy, "Late and unused", "days at_most 45", "amount at_most 100 EUR", "country any_of ID,MY",
        number="E-7", condition="Late by a fortnight at most", approver="lead", limit_amount=100, limit_currency="EUR",
        wording="We can give you store credit.", grants="Store credit",
    )  # fmt: skip


def indexed():
    while outbox_process():
        pass


def look(client, text, language="en", **more):
    return client.get(f"/{language}/agents/lookup/hits/", {"q": text, **more})


def shown(client, text, language="en", **more):
    indexed()
    return look(client, text, language, **more).content.decode()


@pytest.fixture
def at_desk(client, agent):
    client.force_login(agent)
    return client


def test_an_exception_is_found_by_its_words(late, at_desk):
    assert "Late and unused" in strip(shown(at_desk, "unused"))


def strip(html):
    return html.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize("said", ["Late by a fortnight at most", "Store credit", "100\xa0EUR", "Lead", "E-7", "Allowed", "P-1"])
def test_condition_grant_limit_and_approver_are_in_the_hit(late, at_desk, said):
    assert said in strip(shown(at_desk, "unused")).partition("quick__details")[0]


def test_a_policy_is_found_with_its_rule(policy, at_desk):
    assert "Unused goods come back" in strip(shown(at_desk, "returns"))


def test_a_policy_is_found_by_its_number(policy, at_desk):
    assert 'class="hit' in shown(at_desk, "P-1")


@pytest.mark.parametrize("typed", ["E-7", "e7", "E 7", "E-٧"])
def test_the_number_that_was_typed_comes_first(policy, late, at_desk, typed):
    add_exception(policy, "Another", number="E-8", condition="As E-7, with seven E 7 more.", slug="another")
    text = strip(shown(at_desk, typed))
    assert 0 < text.index("Late and unused") < (text.find("Another") if "Another" in text else len(text))


def test_a_policy_whose_number_was_typed_stands_before_exceptions(policy, late, at_desk):
    text = strip(shown(at_desk, "P-1"))
    assert text.index("Unused goods come back") < (text.find("Late and unused") if "Late and unused" in text else len(text))


def test_a_number_that_is_closed_to_the_reader_is_not_found(late, policy, at_desk):
    space = policy.get_parent().specific
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    assert "Late and unused" not in strip(shown(at_desk, "E-7"))


def test_an_exception_is_found_by_the_name_of_its_policy(late, at_desk):
    assert "Late and unused" in strip(shown(at_desk, "returns"))


def test_it_is_still_found_so_after_the_policy_got_another_name(policy, late, at_desk, django_capture_on_commit_callbacks):
    policy.title = "Zebras"
    policy.save_revision().publish()
    assert "Late and unused" in strip(shown(at_desk, "zebras"))


def test_pages_of_the_wiki_are_found(home, at_desk):
    add_page(add_page(home, SpacePage, "Agent wiki", slug="wiki"), WikiPage, "Tone of voice", summary="Say what happens next.")
    assert "Say what happens next." in shown(at_desk, "tone")


def test_a_word_that_is_not_finished_finds_titles(late, at_desk):
    assert "Late and unused" in strip(shown(at_desk, "unu"))


@pytest.mark.parametrize(
    "text",
    ["45 days, 80 EUR, Indonesia", "45 hari, 80 euro, Indonesia", "٤٥ يومًا، ٨٠ يورو، إندونيسيا", "۴۵ روز، ۸۰ یورو، اندونزی"],
)
def test_a_case_finds_what_applies(late, at_desk, text):
    assert "Applies" in shown(at_desk, text)


def test_each_criterion_says_why(late, at_desk):
    html = shown(at_desk, "45 days, 180 EUR, Indonesia")
    assert ("why--met" in html, "why--unmet" in html, "Does not apply" in html) == (True, True, True)


def test_what_applies_stands_before_what_does_not(policy, late, at_desk):
    add_exception(policy, "Early birds", "days at_most 10", number="E-1")
    html = shown(at_desk, "20 days, 80 EUR, Indonesia")
    assert html.index("E-7") < html.index("E-1")


def test_where_no_exception_applies_the_policy_answers(policy, late, at_desk):
    html = shown(at_desk, "60 days, 80 EUR, Indonesia")
    places = [html.index(each) for each in ("No exception applies", policy.title, "Do not apply to this case", "E-7")]
    assert places == sorted(places)


def test_exceptions_that_ask_for_something_else_may_apply_all_the_same(policy, late, at_desk):
    add_exception(policy, "Courier", "reason any_of courier", number="E-4")
    html = shown(at_desk, "60 days, 80 EUR, Indonesia")
    assert ("No exception applies" in html, html.index("E-4") < html.index("E-7")) == (False, True)


def test_a_condition_that_a_person_has_to_read_is_not_refused_unread(policy, late, at_desk):
    add_exception(policy, "Goodwill", number="E-9")
    html = shown(at_desk, "60 days, 80 EUR, Indonesia")
    assert ("No exception applies" in html, "Read the condition" in html) == (False, True)


def test_where_there_are_more_than_are_compared_none_is_said_to_apply_not(policy, late, at_desk, monkeypatch):
    monkeypatch.setattr("wiki.lookup.finding.MOST_RIVALS", 1)
    monkeypatch.setattr("wiki.lookup.finding.MOST_LOADED", 1)
    for number in range(3):
        add_exception(policy, f"Early {number}", "days at_most 10")
    assert "No exception applies" not in shown(at_desk, "60 days, 80 EUR, Indonesia")


def test_the_wording_of_what_does_not_apply_is_not_offered(late, at_desk):
    assert "store credit." not in shown(at_desk, "60 days, 80 EUR, Indonesia")


def test_where_one_applies_nothing_says_that_none_does(late, at_desk):
    assert "No exception applies" not in shown(at_desk, "45 days, 80 EUR, Indonesia")


def test_a_fact_that_is_missing_leaves_it_open(late, at_desk):
    assert "May apply" in shown(at_desk, "45 days")


def test_words_and_a_case_together_narrow(policy, late, at_desk):
    add_exception(policy, "Broken lamp", "days at_most 90", number="E-2")
    assert "Broken lamp" not in strip(shown(at_desk, "unused 45 days"))


def test_an_amount_in_another_currency_does_not_meet_a_criterion(policy, late, at_desk):
    add_exception(policy, "In rupiah", "amount at_most 900000 IDR", number="E-3")
    html = shown(at_desk, "45 days, 80000 IDR, Indonesia")
    assert html.index("E-3") < html.index("E-7")


def test_over_the_limit_is_said(policy, at_desk):
    add_exception(policy, "Small sums", "days at_most 45", limit_amount=50, limit_currency="EUR")
    assert "Over the limit" in shown(at_desk, "10 days 80 EUR")


def test_the_more_specific_exception_decides(policy, at_desk):
    broad = add_exception(policy, "Broad", "days at_most 90", number="E-1", grants="Refund")
    add_exception(policy, "Narrow", "days at_most 30", number="E-2", grants="Nothing", outcome="never")
    html = shown(at_desk, "20 days")
    assert "A more specific one decides:" in html.partition(f'id="lookup-{broad.pk}"')[2].partition('role="option"')[0]


def test_exceptions_that_contradict_each_other_are_told(policy, at_desk):
    add_exception(policy, "One", "days at_most 30", grants="Refund")
    add_exception(policy, "Two", "days at_most 30", grants="Nothing")
    assert "Contradicts another one" in shown(at_desk, "20 days")


def test_a_specific_exception_that_is_not_among_the_hits_counts_as_well(policy, at_desk):
    add_exception(policy, "Broad lamp", "days at_most 90", grants="Refund")
    add_exception(policy, "Narrow table", "days at_most 30", grants="Nothing", outcome="never")
    assert "A more specific one decides:" in shown(at_desk, "lamp 20 days")


def test_where_too_many_fit_to_compare_the_helper_decides(policy, at_desk, monkeypatch):
    monkeypatch.setattr("wiki.lookup.standing.MOST_RIVALS", 1)
    add_exception(policy, "Broad lamp", "days at_most 90", grants="Refund")
    for name in ("Table", "Chair"):
        add_exception(policy, name, "days at_most 90", grants="Refund")
    assert "the decision helper decides" in shown(at_desk, "lamp 25 days")


@pytest.mark.parametrize(
    "fields",
    [
        {"approved_by": "", "approved_on": None},
        {"valid_to": timezone.localdate() - timedelta(days=1)},
        {"valid_from": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_what_is_not_valid_is_marked_and_below(policy, late, at_desk, fields):
    add_exception(policy, "Unused gift", "days at_most 45", number="E-8", wording="Psst.", **fields)
    html = shown(at_desk, "unused")
    assert html.index("E-7") < html.index("Not in use") < html.index("E-8")


def test_the_wording_of_what_is_not_valid_is_not_offered(policy, at_desk):
    add_exception(policy, "Unused gift", wording="Psst, have it.", approved_by="", approved_on=None)
    assert "Psst" not in shown(at_desk, "unused")


def test_what_another_one_has_superseded_is_not_valid(policy, late, at_desk):
    add_exception(policy, "Unused and newer", number="E-9", supersedes=late)
    html = shown(at_desk, "unused")
    assert html.index("E-9") < html.index("Not in use") < html.index("E-7")


def test_below_a_policy_that_is_not_in_force_nothing_is_valid(home, at_desk):
    policy = add_policy(home, valid_to=timezone.localdate() - timedelta(days=1))
    add_exception(policy, "Late and unused", wording="Have it.")
    html = shown(at_desk, "unused")
    assert ("Its policy is not in force" in html, "Have it." in html) == (True, False)


def test_the_wording_comes_in_the_customers_language(late, at_desk):
    ExceptionWording.objects.create(exception=late, language="fa", wording="اعتبار خرید می‌دهیم.")
    html = shown(at_desk, "unused", to="fa")
    assert 'data-wording="اعتبار خرید می‌دهیم."' in html


def test_a_wording_in_another_language_is_marked(late, at_desk):
    assert 'data-wanted=""' in shown(at_desk, "unused", to="fa")


def test_the_helper_is_reached_with_the_facts(late, at_desk):
    html = shown(at_desk, "45 days, 80 EUR, Indonesia")
    assert "?days=45&amp;amount=80&amp;country=ID&amp;currency=EUR&amp;language=en#helper" in html


def test_a_chip_can_be_taken_off(late, at_desk):
    html = shown(at_desk, "45 days 80 EUR", off="days")
    assert "facts__one--off" in html


def test_agents_of_another_language_find_the_source_marked(late, at_desk):
    html = shown(at_desk, "45 days", "id")
    assert ("Late and unused" in html, "badge--info" in html) == (True, True)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "%00", "a" * 5000, "<script>alert(1)</script>", '"', "kind:policy", "-", "🙂", "٪", "' OR 1=1 --", "\ud800"],
)
def test_whatever_is_typed_is_answered(late, at_desk, text):
    indexed()
    assert look(at_desk, text.encode("utf-8", "surrogatepass")).status_code == 200


def test_what_was_typed_is_escaped(at_desk):
    assert "<script>alert" not in at_desk.get("/en/agents/lookup/", {"q": "<script>alert(1)</script>"}).content.decode()


@pytest.mark.parametrize("more", [{"to": "xx"}, {"off": "nothing"}, {"off": ["days", "days"]}, {"in": "moon"}])
def test_addresses_that_make_no_sense_are_answered(late, at_desk, more):
    assert look(at_desk, "45 days", **more).status_code == 200


ADDRESSES = ["lookup/", "lookup/hits/?q=unused", "lookup/palette/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_customers_find_nothing(late, client, customer, address):
    client.force_login(customer)
    assert client.get(f"/en/agents/{address}").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_signed_out_are_sent_to_sign_in(late, client, address):
    assert client.get(f"/en/agents/{address}").headers["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_cache_keeps_it(late, at_desk, address):
    assert "no-store" in at_desk.get(f"/en/agents/{address}").headers["Cache-Control"]


@pytest.fixture
def closed(home):
    policy = add_policy(home, "secret")
    space = policy.get_parent().specific
    space.readers = [Group.objects.create(name="Fraud")]
    space.save()
    add_exception(policy, "Unused secrets", "days at_most 45", "tier any_of obsidian", number="E-99", wording="Hush.")
    return policy


@pytest.mark.parametrize("text", ["unused", "secrets", "unu", "45 days", "E-99", "obsidian", "returns"])
def test_a_space_of_others_shows_nothing(closed, late, at_desk, text):
    html = shown(at_desk, text).partition("<form")[0]  # which holds what was typed
    assert not any(word in strip(html) for word in ("Unused secrets", "E-99", "Hush", "secret/"))


def test_codes_of_a_space_of_others_are_no_codes(closed, at_desk):
    assert 'data-topic="tier"' not in shown(at_desk, "obsidian")


def test_exceptions_of_a_space_of_others_are_in_no_comparison(closed, late, at_desk):
    assert "E-99" not in shown(at_desk, "45 days")


def test_who_is_in_its_group_finds_it(closed, at_desk, agent):
    agent.groups.add(Group.objects.get(name="Fraud"))
    assert "Unused secrets" in strip(shown(at_desk, "45 days"))


def test_drafts_are_not_found(policy, at_desk):
    page = add_exception(policy, "Unused draft", "days at_most 45")
    indexed()
    page.unpublish()
    assert "Unused draft" not in strip(shown(at_desk, "45 days"))


def test_what_is_hidden_since_it_was_indexed_is_not_shown(late, at_desk):
    indexed()
    PolicyExceptionPage.objects.filter(pk=late.pk).update(live=False)
    assert "Late and unused" not in strip(look(at_desk, "unused").content.decode())


def test_criteria_written_without_being_compared_are_evaluated_all_the_same(policy, late, at_desk):
    late.criteria.update(low=None, high=None, codes="")
    assert "Applies" in shown(at_desk, "unused 45 days, 80 EUR, Indonesia")


def test_the_page_works_without_scripts(late, at_desk):
    indexed()
    html = at_desk.get("/en/agents/lookup/", {"q": "unused"}).content.decode()
    assert "We can give you store credit." in html


def test_it_stands_in_the_menu_of_agents_alone(home, client, agent, customer):
    seen = []
    for user in (agent, customer):
        client.force_login(user)
        seen.append("/en/agents/lookup/" in client.get("/en/account/menu/").content.decode())
    assert seen == [True, False]


def test_the_place_of_the_palette_is_on_cached_pages_for_everybody(home, client):
    assert 'hx-get="/en/agents/lookup/palette/" hx-trigger="sanad:agent from:body once"' in client.get("/en/").content.decode()


def test_on_the_wiki_the_palette_comes_at_once(late, at_desk):
    assert 'hx-get="/en/agents/lookup/palette/" hx-trigger="load"' in at_desk.get(late.link).content.decode()
