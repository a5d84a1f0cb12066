"""A text from anywhere becomes questions and answers."""

from __future__ import annotations

import pytest

from faq_blocks.asking import asks
from faq_blocks.pasting.answers import answer_html
from faq_blocks.pasting.lines import lines_of
from faq_blocks.pasting.splitting import split


def pairs(text: str = "", markup: str = "") -> list[tuple[str, str]]:
    found = split(lines_of(text, markup=markup)).found
    return [(each.question, answer_html(each.answer, inside=each.inside)) for each in found]


def asked(text: str = "", markup: str = "") -> list[str]:
    return [question for question, _answer in pairs(text, markup)]


TWO = [("Can I return it?", "<p>Yes.</p>"), ("Who pays?", "<p>We do.</p>")]


@pytest.mark.parametrize(
    "text",
    [
        "Can I return it?\nYes.\n\nWho pays?\nWe do.",
        "Can I return it?\n\nYes.\n\nWho pays?\n\nWe do.",
        "Q: Can I return it?\nA: Yes.\nQ: Who pays?\nA: We do.",
        "Q: Can I return it? A: Yes.\nQ: Who pays? A: We do.",
        "Q1. Can I return it?\nA1. Yes.\n\nQ2. Who pays?\nA2. We do.",
        "Question 1: Can I return it?\nAnswer: Yes.\nQuestion 2: Who pays?\nAnswer: We do.",
        "1. Can I return it?\nYes.\n2. Who pays?\nWe do.",
        "1) Can I return it?\n\nYes.\n\n2) Who pays?\n\nWe do.",
        "## Can I return it?\n\nYes.\n\n## Who pays?\n\nWe do.",
        "**Can I return it?**\nYes.\n\n**Who pays?**\nWe do.",
        "- Can I return it?\n\n  Yes.\n- Who pays?\n\n  We do.",
        "Can I return it? Yes.\n\nWho pays? We do.",
        "Can I return it?\r\nYes.\r\n\r\nWho pays?\r\nWe do.\r\n",
        "    Can I return it?\n    Yes.\n\n    Who pays?\n    We do.",
    ],
)
def test_plain_text_and_markdown_are_split(text):
    assert pairs(text) == TWO


@pytest.mark.parametrize(
    "markup",
    [
        "<h3>Can I return it?</h3><p>Yes.</p><h3>Who pays?</h3><p>We do.</p>",
        "<p><b>Can I return it?</b></p><p>Yes.</p><p><strong>Who pays?</strong></p><p>We do.</p>",
        "<dl><dt>Can I return it?</dt><dd>Yes.</dd><dt>Who pays?</dt><dd>We do.</dd></dl>",
        "<details><summary>Can I return it?</summary>Yes.</details><details><summary>Who pays?</summary><p>We do.</p></details>",
        "<ol><li>Can I return it?<p>Yes.</p></li><li>Who pays?<br>We do.</li></ol>",
        "<table><tr><td>Can I return it?</td><td>Yes.</td></tr><tr><td>Who pays?</td><td>We do.</td></tr></table>",
        "<div>Can I return it?<br>Yes.<br><br>Who pays?<br>We do.</div>",
        '<div dir="ltr"><div>Can I return it?</div><div>Yes.</div><div><br></div><div>Who pays?</div><div>We do.</div></div>',
    ],
)
def test_web_pages_and_mails_are_split(markup):
    assert pairs(markup=markup) == TWO


def test_a_word_processor_is_understood():
    word = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {margin:0}</style></head><body>"
        "<!--StartFragment--><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;"
        "</span></span><![endif]><b>Can I\nreturn it?<o:p></o:p></b></p><p class=MsoNormal>Yes.<o:p></o:p></p>"
        "<p class=MsoListParagraph>2.&nbsp;&nbsp;<b>Who pays?</b></p><p class=MsoNormal>We do.</p><!--EndFragment-->"
        "</body></html>"
    )
    assert pairs(markup=word) == TWO


def test_an_online_document_is_understood():
    google = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Can I return it?'
        '</span></p><p dir="ltr"><span style="font-weight:400">Yes.</span></p>'
        '<p><span style="font-weight:700">Who pays?</span></p>'
        '<p><span style="font-weight:400">We do.</span></p></b>'
    )
    assert pairs(markup=google) == TWO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هل يمكنني إرجاعه؟\nنعم.\nمن يدفع؟\nنحن.", ["هل يمكنني إرجاعه؟", "من يدفع؟"]),
        ("س: هل يمكنني إرجاعه؟\nج: نعم.\nس: من يدفع؟\nج: نحن.", ["هل يمكنني إرجاعه؟", "من يدفع؟"]),
        ("۱- آیا می‌توانم پس بدهم؟\nبله.\n۲- چه کسی می‌پردازد؟\nما.", ["آیا می‌توانم پس بدهم؟", "چه کسی می‌پردازد؟"]),
        ("پرسش: چرا\nپاسخ: زیرا", ["چرا"]),
        ("Tanya: Bisa dikembalikan?\nJawab: Bisa.", ["Bisa dikembalikan?"]),
        ("可以退货吗？\n可以。\n谁付款？\n我们。", ["可以退货吗？", "谁付款？"]),
        ("问：可以退货吗\n答：可以", ["可以退货吗"]),
        ("Μπορώ να το επιστρέψω;\nΝαι.", ["Μπορώ να το επιστρέψω;"]),
        ("Ո՞վ է վճարում\nՄենք", ["Ո՞վ է վճարում"]),
    ],
)
def test_questions_of_all_scripts_are_found(text, expected):
    assert asked(text) == expected


def test_a_rhetorical_question_stays_in_its_answer():
    text = "1. Can I return it?\nYes.\nStill unsure?\nCall us.\n2. Who pays?\nWe do."
    assert asked(text) == ["Can I return it?", "Who pays?"]


def test_a_numbered_question_without_a_mark_is_one_all_the_same():
    assert asked("1. Can I return it?\nYes.\n2. Who pays?\nWe do.\n3. Payment\nBy card.")[2] == "Payment"


def test_headings_above_the_questions_are_topics():
    text = "# Returns\n\n## Can I return it?\n\nYes.\n\n# Money\n\n## Who pays?\n\nWe do."
    assert [(each.topic, each.question) for each in split(lines_of(text)).found] == [
        ("Returns", "Can I return it?"),
        ("Money", "Who pays?"),
    ]


def test_headings_without_any_question_mark_are_the_questions():
    assert asked("## Returns\n\nWithin 30 days.\n\n## Payment\n\nBy card.") == ["Returns", "Payment"]


def test_lists_links_and_emphasis_of_an_answer_are_kept():
    text = "Can I return it?\n\nYes, **soon**:\n\n- pack it\n- send it\n  1. by post\n\nSee [terms](https://example.org/t)."
    assert pairs(text)[0][1] == (
        "<p>Yes, <b>soon</b>:</p><ul><li>pack it</li><li>send it<ol><li>by post</li></ol></li></ul>"
        '<p>See <a href="https://example.org/t">terms</a>.</p>'
    )


def test_a_heading_within_an_answer_stands_out():
    assert pairs("## Can I?\n\n### Terms\n\nYes.\n\n## Who?\n\nWe.")[0][1] == "<p><b>Terms</b></p><p>Yes.</p>"


def test_what_stands_before_the_first_question_is_told():
    made = split(lines_of("Dear all,\nhere they are.\n\nCan I return it?\nYes."))
    assert [line.text for line in made.before] == ["Dear all,", "here they are."]


def test_a_question_without_an_answer_is_kept():
    assert pairs("Can I return it?\nWho pays?\nWe do.")[0] == ("Can I return it?", "")


@pytest.mark.parametrize("text", ["", "   \n", "Nothing is asked here.\nNor here."])
def test_a_text_without_questions_has_none(text):
    assert asked(text) == []


def test_marks_that_turn_the_direction_do_not_hide_a_question():
    assert asked("\u202bهل يمكنني إرجاعه؟\u202c\u200f\nنعم.") == ["هل يمكنني إرجاعه؟"]


@pytest.mark.parametrize(
    "text",
    ["Why?", "Why? ", "“Why?”", "(why?)", "**Why?**", "Why?!", "لماذا؟\u200f", "¿Por qué", "なぜ？」", "𑄇𑅃", "Μπορώ\u037e"],
)
def test_it_asks(text):
    assert asks(text, at_end=True)


@pytest.mark.parametrize("text", ["", "\u200f", "?!no", "Because.", "What is asked? Nothing.", "Pack it;"])
def test_it_does_not_ask(text):
    assert not asks(text, at_end=True)


def test_what_is_nested_two_thousand_times_is_read():
    assert asked(markup="<div>" * 2000 + "<p>Why?</p><p>Because.</p>" + "</div>" * 2000) == ["Why?"]
