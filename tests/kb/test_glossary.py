"""Terms of the glossary are explained at their first place in a text, for those who may see the page of the term."""

from __future__ import annotations

import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.audiences import Audience
from kb.glossary.marking import explained
from kb.glossary.table import Table, Term
from kb.models import ArticlePage, CategoryPage, Kind
from tests.factories import add_page


def marked(markup, *terms, language="en", hidden=()):
    table = Table(language)
    for pk, forms in enumerate(terms, start=1):
        forms = [forms] if isinstance(forms, str) else forms
        table.add(Term(pk, forms[0], "what it means"), forms)
    table.sort()
    return explained(markup, table, lambda term: "" if term.title in hidden else f"/t/{term.pk}/")


def words(markup, *terms, **more):
    return re.findall(r'<a class="term"[^>]*>(.*?)</a>', marked(markup, *terms, **more)[0])


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("en", "refund", "Two refunds came.", "refunds"),
        ("en", "Courier", "The courier's bag", "courier"),
        ("en", "return label", "Print the return labels first", "return labels"),
        ("en", "return label", "a return-label", "return-label"),
        ("en", "cash on delivery", "Pay cash on delivery.", "cash on delivery"),
        ("ar", "استرداد", "تم الاسترداد أمس", "الاسترداد"),
        ("ar", "بطاقة", "البطاقات مقبولة", "البطاقات"),
        ("ar", "إيصال", "وإيصالك معك", "وإيصالك"),
        ("ar", "رقم الطلب", "اكتب رَقْم الطلب", "رَقْم الطلب"),
        ("fa", "بازپرداخت", "بازپرداخت‌ها زود می‌رسند", "بازپرداخت‌ها"),
        ("fa", "کارت بانکی", "با كارت بانكي بپردازید", "كارت بانكي"),
        ("fa", "پیک موتوری", "پیک‌موتوری آمد", "پیک‌موتوری"),
        ("id", "kurir", "Kurirnya datang", "Kurirnya"),
        ("id", "kembali", "Cara mengembalikan barang", "mengembalikan"),
    ],
)
def test_forms_of_a_word_are_found(language, term, text, found):
    assert words(f"<p>{text}</p>", term, language=language) == [found]


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "port", "a portrait, important, portable"),
        ("en", "return label", "return the label"),
        ("en", "return label", "return. Label it"),
        ("en", "IT", "it is what it is"),
        ("ar", "بيت", "بيتزا"),
        ("fa", "کار", "کارخانه"),
        ("id", "pos", "posisi kompos"),
    ],
)
def test_other_words_are_left_alone(language, term, text):
    assert words(f"<p>{text}</p>", term, language=language) == []


def test_capitals_are_meant_as_written():
    assert words("<p>Ask IT, it helps.</p>", "IT") == ["IT"]


def test_only_the_first_place_is_explained():
    assert words("<p>refund, refund</p><p>refund</p>", "refund") == ["refund"]


def test_the_longest_term_wins():
    assert words("<p>The bank transfer</p>", "bank", "bank transfer") == ["bank transfer"]


def test_another_form_counts_as_the_same_term():
    assert words("<p>Money back, or a refund</p>", ["Refund", "money back"]) == ["Money back"]


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>refund</h2>",
        "<h3><b>refund</b></h3>",
        '<a href="/x/">see <b>refund</b></a>',
        "<code>refund</code>",
        "<pre><span>refund</span></pre>",
        '<img alt="refund">',
        '<p title="refund" data-x="a > refund">x</p>',
        "<details><summary>refund</summary></details>",
        "<button>refund</button>",
        "<!-- refund -->",
        "<svg><text>refund</text></svg>",
        '<p class="steps__title">refund</p>',
        "<p>&refund;</p>",
    ],
)
def test_what_is_no_running_text_stays_as_it_is(markup):
    assert marked(markup, "refund") == (markup, [])


def test_text_after_what_is_left_out_is_read_again():
    assert words("<h2>refund</h2><p>a <code>x</code> refund</p>", "refund") == ["refund"]


def test_entities_are_no_words():
    assert words("<p>a &amp; b</p>", "amp") == []


def test_escaped_words_stay_escaped():
    markup, _terms = marked("<p>Tom &lt;b&gt; refund &lt;/b&gt;</p>", "refund")
    assert "Tom &lt;b&gt; <a " in markup


def test_a_term_that_may_not_be_seen_leaves_no_trace():
    assert marked("<p>refund</p>", "refund", hidden={"refund"}) == ("<p>refund</p>", [])


def test_a_hidden_term_does_not_stand_in_the_way_of_an_open_one():
    assert words("<p>refund</p>", ["Secret", "refund"], ["Open", "refund"], hidden={"Secret"}) == ["refund"]


def test_a_long_article_costs_less_than_two_milliseconds():
    text = "<p>" + "The parcel goes back to the shop, and the courier brings a receipt. " * 8 + "</p>"
    markup = text * 12  # some 1,250 words
    terms = [f"term{number} word" for number in range(500)] + ["receipt"]
    table = Table("en")
    for pk, form in enumerate(terms):
        table.add(Term(pk, form, "x"), [form])
    best = min(_seconds(markup, table) for _again in range(15))
    assert best < 0.002 * 4, f"{best * 1000:.2f} ms"  # four times: other work on the machine


def _seconds(markup, table):
    begun = time.perf_counter()
    explained(markup, table, lambda term: "/t/")
    return time.perf_counter() - begun


# -- on the page ---------------------------------------------------------------------------------------------------


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


def term(category, title="Refund", **fields):
    fields = {"slug": title.lower(), "definition": "Money that comes back.", "kind": Kind.TERM, **fields}
    return add_page(category, ArticlePage, title, **fields)


def article(category, text="<p>Your refund comes soon.</p>", **fields):
    body = [{"type": "rich_text", "value": text}]
    return add_page(category, ArticlePage, "Send it back", slug="send", body=body, **fields)


def shown(client, path="/en/returns/send/"):
    return client.get(path).content.decode().partition('class="prose"')[2].partition("</article>")[0]


@pytest.mark.django_db
def test_a_term_links_to_its_page_and_names_its_explanation(category, client):
    pk = term(category).pk
    article(category)
    html = shown(client)
    assert f'<a class="term" href="/en/returns/refund/" aria-describedby="term-{pk}" data-term>refund</a>' in html
    assert f'id="term-{pk}" popover' in html
    assert "Money that comes back." in html


@pytest.mark.django_db
def test_a_new_definition_shows_at_once(category, client):
    page = term(category)
    article(category)
    shown(client)
    page.definition = "What was paid."
    page.save_revision().publish()
    assert "What was paid." in shown(client)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["kind", "draft", "deleted", "no definition"])
def test_what_is_no_term_any_more_is_not_explained(category, client, change):
    page = term(category)
    article(category)
    assert 'class="term"' in shown(client)
    if change == "kind":
        page.kind = Kind.ARTICLE
        page.save_revision().publish()
    elif change == "draft":
        page.unpublish()
    elif change == "deleted":
        page.delete()
    else:
        page.definition = ""
        page.save_revision().publish()
    assert 'class="term"' not in shown(client)


@pytest.mark.django_db
def test_a_draft_of_a_definition_is_not_shown(category, client):
    page = term(category)
    article(category)
    page.definition = "Secret plans."
    page.save_revision()
    assert "Secret plans." not in shown(client)


@pytest.mark.django_db
def test_a_term_for_agents_is_explained_to_agents_alone(category, client, customer, agent):
    term(category, audience=Audience.AGENT)
    article(category)
    seen = {}
    for name, user in {"anonymous": None, "customer": customer, "agent": agent}.items():
        client.logout()
        if user:
            client.force_login(user)
        seen[name] = "Money that comes back." in client.get("/en/returns/send/").content.decode()
    assert seen == {"anonymous": False, "customer": False, "agent": True}


@pytest.mark.django_db
def test_a_term_is_not_explained_on_its_own_page(category, client):
    body = [{"type": "rich_text", "value": "<p>A refund is money.</p>"}]
    term(category, body=body)
    assert 'class="term"' not in shown(client, "/en/returns/refund/")


@pytest.mark.django_db
def test_terms_of_another_language_are_not_looked_for(homes, category, client):
    arabic = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="returns")
    term(arabic)
    article(category)
    assert 'class="term"' not in shown(client)


@pytest.mark.django_db
def test_passages_that_are_cut_out_bring_no_terms(category, client):
    term(category)
    hidden = {"type": "rich_text", "value": "<p>refund</p>"}
    body = [{"type": "audience", "value": {"audience": 2, "body": [hidden]}}]
    add_page(category, ArticlePage, "Mixed", slug="mixed", body=body)
    assert "Money that comes back." not in client.get("/en/returns/mixed/").content.decode()


@pytest.mark.django_db
def test_hostile_definitions_are_text(category, client):
    term(category, definition='</div><script>alert(1)</script>"')
    article(category)
    assert "<script>alert(1)" not in client.get("/en/returns/send/").content.decode()


@pytest.mark.django_db
def test_terms_cost_no_query_of_their_own(category, client):
    article(category)

    def queries():
        shown(client)
        with CaptureQueriesContext(connection) as captured:
            shown(client)
        return len(captured)

    without = queries()
    for number in range(5):
        term(category, f"Parcel{number}", other_forms="refund" if not number else "")
    assert queries() == without
