"""What goes out as Markdown comes back as it was, and nothing goes out that is for others."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from content.audiences import Audience
from content.models import HelpPage
from faq_blocks.models import FaqPage
from importing.exporting.blocks import BlockWriter
from importing.exporting.selection import export_of
from importing.markdown import convert
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, picked

pytestmark = pytest.mark.django_db


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def article(parent, title: str, *blocks: dict[str, Any], **fields: Any) -> Any:
    return add_page(parent, ArticlePage, title, body=json.dumps(blocks), **fields)


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_ids(each) for name, each in value.items() if name != "id"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


def again(*blocks: dict[str, Any]) -> Any:
    """The blocks, written as Markdown and read back."""
    writer = BlockWriter(lambda attributes: attributes["href"], lambda pk: f"images/{pk}.png")
    return without_ids(convert(writer.text_of(blocks), key="x").blocks)


def exported(folder: Path, **options: Any) -> str:
    """Everything that an export writes, as one text."""
    call_command("export_to", "markdown", folder, verbosity=0, **options)
    return "\n".join(path.read_text() for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".yml"))


TEXTS = {
    "emphasis": "<p>A <b>bold</b>, an <i>inclined</i>, a <s>struck</s> word and b<b>ol</b>d.</p>",
    "emphasis in persian": "<p>این <b>مهم</b>، و آن <i>مهم‌تر</i> است.</p>",
    "signs": "<p>a * [x] &lt;b&gt; a_b_c 2 &lt; 3 &amp;amp; ~~ | \\ #</p>",
    "a heading that is none": "<p># no heading</p>",
    "lists that are none": "<p>1. none</p><p>- none</p><p>* none</p><p>+ none</p>",
    "a box that is none": "<p>::: tip</p>",
    "a quotation that is none": "<p>&gt; none</p>",
    "headings": "<h2>One</h2><p>Text.</p><h3>Two</h3><h4>Three</h4>",
    "lists": "<ul><li>one</li><li>two<ol><li>inner</li><li>last</li></ol></li><li>three</li></ul><p>After.</p>",
    "breaks": "<p>one<br>two</p>",
    "code": "<p>Press <code>a*b</code> or <code>`</code>.</p>",
    "a quotation that is no callout": "<blockquote><p><b>Note:</b> no <b>callout</b>.</p></blockquote>",
    "line": "<p>one</p><hr><p>two</p>",
    "links": '<p><a href="https://example.org/a_b?c=d&amp;e=f">words [1]</a></p>',
    "small": "<p>H<sub>2</sub>O<sup>3</sup></p>",
}
BLOCKS = [
    block("callout", {"kind": "warning", "title": "Mind", "text": "<p>The gap.</p><ul><li>one</li></ul>"}),
    block("code", {"language": "python", "code": "print(1)\n\n```"}),
    block(
        "table",
        {
            "table": {
                "columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "Days"}],
                "rows": [{"values": ["<p>Jordan</p>", "<p>1 | <b>3</b></p>"]}],
                "caption": "",
            },
            "row_headers": True,
        },
    ),
    block("audience", {"audience": 2, "body": [block("callout", {"kind": "tip", "title": "", "text": "<p>Psst.</p>"})]}),
]


class TestThereAndBack:
    @pytest.mark.parametrize("markup", TEXTS.values(), ids=TEXTS)
    def test_a_text_stays_what_it_is(self, markup):
        assert [each["value"] for each in again(block("rich_text", markup))] == [markup]

    @pytest.mark.parametrize("each", BLOCKS, ids=[each["type"] for each in BLOCKS])
    def test_a_block_stays_what_it_is(self, each):
        assert again(each) == [without_ids(each)]

    def test_steps_stay_what_they_are(self):
        steps = [{"title": "Open it", "text": "<p>Gently.</p><p>Twice.</p>"}, {"title": "Close it", "text": ""}]

        (read,) = again(block("steps", {"steps": steps}))
        assert [each["value"] for each in read["value"]["steps"]] == steps

    def test_a_picture_keeps_its_words(self):
        (read,) = again(block("image", {"image": 7, "alt": "A [door]", "caption": 'He said "ring".'}))

        assert read["value"] == {"image": "images/7.png", "alt": "A [door]", "caption": 'He said "ring".'}

    def test_what_markdown_cannot_say_is_named(self):
        writer = BlockWriter(lambda attributes: "", lambda pk: "")
        writer.text_of([block("one__chart", {})])

        assert writer.lost == ["a block of the type one__chart"]

    def test_a_site_comes_back_from_its_export(self, home, tmp_path):
        shelf = add_page(home, CategoryPage, "Returns", summary="Sending back.", icon="box")
        image = get_image_model().objects.create(title="Door", file=get_test_image_file())
        image.get_file_hash()  # by which an import knows it again
        picture = block("image", {"image": image.pk, "alt": "A door", "caption": ""})
        first = article(shelf, "Labels", picture, search_keywords="a\nb")
        link = f'<p>See <a linktype="page" id="{first.pk}">labels</a>.</p>'
        article(shelf, "Refund", block("rich_text", link), summary="Money back.")
        entries = [block("item", {"question": "Where?", "answer": "<p>Here.</p>"})]
        questions = {"heading": "Parcels", "entries": entries, "first_open": False, "one_open": False, "style": ""}
        blocks = [block("rich_text", "<p>Ask.</p>"), block("faq_accordion", questions)]
        add_page(shelf, FaqPage, "Questions", body=json.dumps(blocks))
        before = known()
        call_command("export_to", "markdown", tmp_path / "out", verbosity=0)
        shelf.delete()
        call_command("import_from", "markdown", tmp_path / "out", under="home", verbosity=0)

        assert known() == before

    def test_questions_of_the_library_are_written_as_they_are_now(self, home, tmp_path):
        topic = add_topic()
        add_question("From a topic?", "<p>By its <b>topic</b>.</p>", topic=topic)
        add_question("For agents?", topic=topic, audience=Audience.AGENT)
        picks = picked(add_question("By hand?", "<p>Picked.</p>"))
        article(
            home, "Prices", block("faq_accordion", {"heading": "Costs", "questions": picks, "topic": topic.pk, "entries": []})
        )

        text = exported(tmp_path / "out")
        assert "::: faq Costs\n## By hand?\n\nPicked.\n\n## From a topic?\n\nBy its **topic**.\n:::" in text
        assert "For agents?" not in text

    def test_every_style_of_questions_is_written(self, home, tmp_path):
        entries = [block("item", {"question": "Where?", "answer": "<p>Here.</p>"})]
        article(home, "Prices", block("faq_tabs", {"heading": "", "entries": entries}))
        assert "## Where?" in exported(tmp_path / "out")


def known() -> dict[str, Any]:
    """What there is of the pages below the home page, links by address."""
    links = {page.pk: page.url_path for page in HelpPage.objects.all()}
    found = {}
    for page in HelpPage.objects.filter(depth__gt=2).specific():
        text = json.dumps([without_ids(dict(each)) for name in page.stream_names() for each in getattr(page, name).raw_data])
        for pk, address in links.items():
            text = text.replace(f'id=\\"{pk}\\"', address)
        found[page.url_path] = (type(page), page.title, page.summary, page.search_keywords, getattr(page, "icon", ""), text)
    return found


def passage(audience: int, words: str) -> dict[str, Any]:
    return block("audience", {"audience": audience, "body": [block("rich_text", f"<p>{words}</p>")]})


class TestForWhom:
    @pytest.mark.parametrize(("audience", "seen"), [("public", []), ("customer", ["members"]), ("agent", ["members", "staff"])])
    def test_pages_for_others_stay(self, home, tmp_path, audience, seen):
        article(home, "members", audience=Audience.CUSTOMER)
        article(home, "staff", audience=Audience.AGENT)

        text = exported(tmp_path / "out", audience=audience)
        assert [each for each in ("members", "staff") if each in text] == seen

    def test_passages_for_others_stay(self, home, tmp_path):
        article(home, "Refund", passage(2, "secret"), passage(1, "members"))

        text = exported(tmp_path / "out", audience="customer")
        assert ("secret" in text, "members" in text) == (False, True)

    def test_a_passage_that_goes_out_says_for_whom_it_is(self, home, tmp_path):
        article(home, "Refund", passage(2, "secret"))

        assert "::::: audience agent\nsecret\n:::::" in exported(tmp_path / "out", audience="agent")

    def test_a_passage_within_a_passage_is_for_the_stricter_readers(self, home):
        article(home, "Refund", block("audience", {"audience": 1, "body": [passage(2, "secret")]}))

        (page,) = [each for each in export_of(Audience.AGENT).pages if each.title == "Refund"]
        assert [each["value"]["audience"] for each in page.blocks] == [2]

    def test_a_link_to_a_page_for_others_is_plain_text(self, home, tmp_path):
        secret = article(home, "hush", audience=Audience.AGENT)
        article(home, "Refund", block("rich_text", f'<p>See <a linktype="page" id="{secret.pk}">here</a>.</p>'))

        assert "See here." in exported(tmp_path / "out")

    def test_a_page_for_agents_comes_back_for_agents(self, home, tmp_path):
        page = add_page(home, CategoryPage, "hush", audience=Audience.AGENT)
        call_command("export_to", "markdown", tmp_path / "out", audience="agent", verbosity=0)
        page.delete()
        call_command("import_from", "markdown", tmp_path / "out", under="home", verbosity=0)

        assert HelpPage.objects.get(title="hush").effective_audience == Audience.AGENT

    def test_only_the_languages_that_were_asked_for_go_out(self, homes, tmp_path):
        call_command("export_to", "markdown", tmp_path / "out", language=["fa"], verbosity=0)

        assert [each.name for each in (tmp_path / "out").iterdir()] == ["fa"]

    def test_a_folder_that_holds_something_is_not_written_to(self, home, tmp_path):
        (tmp_path / "mine.txt").write_text("mine")

        with pytest.raises(CommandError, match="not an empty folder"):
            call_command("export_to", "markdown", tmp_path)
