"""Two versions of a page as readers see them, with what was added and what was taken away."""

from __future__ import annotations

import re
import time

import pytest
from django.urls import reverse

from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from theme.compare.changes import changed_lines
from theme.compare.lines import lines_of

pytestmark = pytest.mark.django_db


def rich(html, number=1):
    return {"type": "rich_text", "value": html, "id": f"0d3a3e0e-7a34-4c3f-9d7c-00000000000{number}"}


def shown(before: str, after: str) -> str:
    """Write additions as {+ +} and deletions as [- -], a line for each."""
    marks = {"": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    lines = changed_lines(lines_of(before), lines_of(after))
    return "\n".join("".join(marks[piece.state].format(piece.text) for piece in line.pieces) for line in lines)


def test_a_changed_word_is_marked_in_its_place():
    assert shown("<p>Within 14 days of order</p>", "<p>Within 30 days of order</p>") == "Within [-14-]{+30+} days of order"


def test_words_beside_one_another_are_one_change():
    assert shown("<p>We take back all of it soon</p>", "<p>We take back not much soon</p>") == (
        "We take back [-all of it-]{+not much+} soon"
    )


def test_a_new_paragraph_is_added_as_a_whole():
    assert shown("<p>One here</p>", "<p>One here</p><p>Quite another</p>") == "One here\n{+Quite another+}"


def test_what_is_gone_stands_where_it_was():
    assert shown("<p>First</p><p>Middle</p><p>Last</p>", "<p>First</p><p>Last</p>") == "First\n[-Middle-]\nLast"


def test_arabic_words_keep_their_marks():
    assert shown("<p>خلال ١٤ يومًا من الاستلام</p>", "<p>خلال ٣٠ يومًا من الاستلام</p>") == "خلال [-١٤-]{+٣٠+} يومًا من الاستلام"


def test_persian_words_with_a_joiner_are_one_word():
    assert shown("<p>کتاب‌ها را بفرستید</p>", "<p>نامه‌ها را بفرستید</p>") == "[-کتاب‌ها-]{+نامه‌ها+} را بفرستید"


def test_another_address_behind_the_same_words_is_a_change():
    assert shown('<p>Read <a href="/a/">more</a></p>', '<p>Read <a href="/b/">more</a></p>') == "Read [-more-]{+more+}"


def test_another_picture_is_a_change():
    before, after = '<figure><img src="/a.png" alt="Box"></figure>', '<figure><img src="/b.png" alt="Box"></figure>'
    assert "{+[Box]+}" in shown(before, after)


def test_markup_that_nobody_reads_is_no_change():
    assert shown('<p data-block-key="a">Same</p>', '<p data-block-key="b"><b>Same</b></p>') == "Same"


def test_long_texts_take_no_ages():
    text = "".join(f"<p>{'word ' * 40}{number}</p>" for number in range(300))
    start = time.monotonic()
    changed_lines(lines_of(text), lines_of(text.replace("word 7", "other 7")))
    assert time.monotonic() - start < 10


@pytest.fixture
def article(home):
    shelf = add_page(home, CategoryPage, "Returns", slug="returns")
    page = add_page(shelf, ArticlePage, "Send it back", slug="send", body=[rich("<p>Within 14 days.</p>")])
    page.body = [rich("<p>Within 30 days.</p>"), rich("<p>And <b>free</b>.</p>", 2)]
    page.save_revision()
    return page


def seen(client, article, before="live", after="latest", **query):
    content = client.get(reverse("page_compare", args=[article.pk, before, after]), query).content.decode()
    return re.sub(r'<span class="compare__told">[^<]*</span>', "", content)


def test_editors_see_both_versions_in_one(article, editor, client):
    client.force_login(editor)
    content = seen(client, article)
    assert "Within <del>14</del><ins>30</ins> days." in content
    assert "<ins>And free.</ins>" in content


def test_the_fields_of_its_kind_are_compared_too(article, editor, client):
    article.kind, article.minutes, article.needs = "how_to", 15, "A code"
    article.save_revision()
    client.force_login(editor)
    content = seen(client, article)
    assert "<ins>15</ins>" in content and "<ins>A code</ins>" in content


def test_what_was_added_is_said_to_those_who_do_not_see_it(article, editor, client):
    client.force_login(editor)
    content = client.get(reverse("page_compare", args=[article.pk, "live", "latest"])).content.decode()
    assert '<ins><span class="compare__told">Added: </span>30</ins>' in content


def test_passages_for_agents_are_compared_for_agents_only(article, editor, client):
    hidden = {"type": "audience", "value": {"audience": 2, "body": [rich("<p>Ask the lead.</p>", 3)]}}
    article.body = [hidden]
    article.save_revision()
    client.force_login(editor)
    assert "Ask the lead" not in seen(client, article, **{"as": "0"})
    assert "Ask the lead" in seen(client, article, **{"as": "2"})


def test_the_comparison_of_the_admin_leads_there(article, editor, client):
    client.force_login(editor)
    content = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, "live", "latest"])).content.decode()
    assert reverse("page_compare", args=[article.pk, "live", "latest"]) in content


def test_the_text_has_the_direction_of_its_language(homes, editor, client):
    shelf = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja")
    page = add_page(shelf, ArticlePage, "مقال", slug="maqal", body=[rich("<p>خلال ١٤ يومًا</p>")])
    client.force_login(editor)
    assert '<div lang="ar" dir="rtl">' in seen(client, page)


def test_strangers_see_nothing(article, customer, client):
    client.force_login(customer)
    assert "14" not in seen(client, article)


def test_a_revision_of_another_page_is_not_there(home, article, editor, client):
    other = add_page(home, CategoryPage, "Other", slug="other")
    client.force_login(editor)
    address = reverse("page_compare", args=[article.pk, other.latest_revision_id, "latest"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["audience=9", "as=9", "as=x", "as=-1", "as=99999999999999999999"])
def test_an_audience_that_does_not_exist_is_not_asked_for(article, editor, client, name):
    client.force_login(editor)
    assert client.get(reverse("page_compare", args=[article.pk, "live", "latest"]) + f"?{name}").status_code == 200


def test_hostile_texts_are_shown_as_text(article, editor, client):
    article.title = "<script>alert(1)</script>"
    article.save_revision()
    client.force_login(editor)
    assert "<script>alert(1)" not in seen(client, article)
