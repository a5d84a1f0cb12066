"""Every construct of the format becomes the block that shows it best."""

from typing import Any

import pytest

from importing.markdown import convert, convert_faq


def blocks(text: str) -> list[tuple[str, Any]]:
    """Types and values of the blocks, without ids."""

    def without_ids(value):
        if isinstance(value, dict):
            if value.get("type") == "item":
                return without_ids(value["value"])
            return {key: without_ids(each) for key, each in value.items() if key != "id"}
        return [without_ids(each) for each in value] if isinstance(value, list) else value

    return [(block["type"], without_ids(block["value"])) for block in convert(text, key="k", link_scheme="umbrella").blocks]


RICH = [
    ("Two *soft*\nlines with **bold**.", "<p>Two <i>soft</i> lines with <b>bold</b>.</p>"),
    ("One  \ntwo", "<p>One<br>two</p>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("- a\n\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("1. a\n\n   more\n2. b", "<ol><li>a<br>more</li><li>b</li></ol>"),
    ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("## Two\n\n##### Five", "<h2>Two</h2><h4>Five</h4>"),
    ("# One\n\n## Two", "<h2>One</h2><h3>Two</h3>"),
    ("~~gone~~ x<sup>2</sup>", "<p><s>gone</s> x<sup>2</sup></p>"),
    ("`a < b`", "<p><code>a &lt; b</code></p>"),
    ("- a\n\n  ```\n  x\n  y\n  ```", "<ul><li>a<p><code>x<br>y</code></p></li></ul>"),
    ("> quoted", "<blockquote><p>quoted</p></blockquote>"),
    ("[t](x.md) and [u](umbrella://a/b)", '<p><a href="x.md">t</a> and <a href="umbrella://a/b">u</a></p>'),
    ("text ![a cat](cat.png) text", "<p>text a cat text</p>"),
    ("---", "<hr>"),
    ("<div>bare</div>", "<p>bare</p>"),
    ("<strong>a</strong> <em>b</em>", "<p><b>a</b> <i>b</i></p>"),
]


@pytest.mark.parametrize(("text", "expected"), RICH)
def test_running_text_is_rich_text(text, expected):
    assert blocks(text) == [("rich_text", expected)]


BLOCKS = [
    ("```python\nx = 1\n```", [("code", {"language": "python", "code": "x = 1"})]),
    ("    indented", [("code", {"language": "", "code": "indented"})]),
    ("::: warning Hot\nCareful.\n:::", [("callout", {"kind": "warning", "title": "Hot", "text": "<p>Careful.</p>"})]),
    ("::: stop\nNo.\n:::", [("callout", {"kind": "stop", "title": "", "text": "<p>No.</p>"})]),
    ("> **Note:** Mind *this*.", [("callout", {"kind": "info", "title": "", "text": "<p>Mind <i>this</i>.</p>"})]),
    ("> **Tip**: Do.\n>\n> More.", [("callout", {"kind": "tip", "title": "", "text": "<p>Do.</p><p>More.</p>"})]),
    ("> **Peringatan:** Awas.", [("callout", {"kind": "warning", "title": "", "text": "<p>Awas.</p>"})]),
    ("> **Catatan:** Ingat.", [("callout", {"kind": "info", "title": "", "text": "<p>Ingat.</p>"})]),
    ("> **تحذير:** انتبه.", [("callout", {"kind": "warning", "title": "", "text": "<p>انتبه.</p>"})]),
    ("> **نکته:** ببینید.", [("callout", {"kind": "info", "title": "", "text": "<p>ببینید.</p>"})]),
    (
        "::: info\n## A heading\n\nText\n:::",
        [("callout", {"kind": "info", "title": "", "text": "<p><b>A heading</b></p><p>Text</p>"})],
    ),
    (
        "::: steps\n1. **Open it**\n\n   Press *Open*.\n2. Wait\n3. **Close.** Then go.\n:::",
        [
            (
                "steps",
                {
                    "steps": [
                        {"title": "Open it", "text": "<p>Press <i>Open</i>.</p>"},
                        {"title": "Wait", "text": ""},
                        {"title": "Close", "text": "<p>Then go.</p>"},
                    ]
                },
            )
        ],
    ),
    (
        "::: faq Money\n### When?\n\nSoon.\n\n### How *much*?\n\nAll of it.\n:::",
        [
            (
                "faq_accordion",
                {
                    "heading": "Money",
                    "entries": [
                        {"question": "When?", "answer": "<p>Soon.</p>"},
                        {"question": "How much?", "answer": "<p>All of it.</p>"},
                    ],
                    "first_open": False,
                    "one_open": False,
                    "style": "",
                },
            )
        ],
    ),
    (
        "::: audience agent\nSecret.\n\n```\ncode\n```\n:::",
        [
            (
                "audience",
                {
                    "audience": 2,
                    "body": [
                        {"type": "rich_text", "value": "<p>Secret.</p>"},
                        {"type": "code", "value": {"language": "", "code": "code"}},
                    ],
                },
            )
        ],
    ),
    (
        "::: audience customer\nMine.\n:::",
        [("audience", {"audience": 1, "body": [{"type": "rich_text", "value": "<p>Mine.</p>"}]})],
    ),
    (
        "::: audience agnet\nTyping error.\n:::",
        [("audience", {"audience": 2, "body": [{"type": "rich_text", "value": "<p>Typing error.</p>"}]})],
    ),
    (
        "| A | B |\n| --- | --- |\n| **x** | [y](z.md) |",
        [
            (
                "table",
                {
                    "table": {
                        "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}],
                        "rows": [{"values": ["<p><b>x</b></p>", '<p><a href="z.md">y</a></p>']}],
                        "caption": "",
                    },
                    "row_headers": False,
                },
            )
        ],
    ),
    (
        '![A cat](cat.svg "Sleeping.")',
        [("image", {"image": "cat.svg", "alt": "A cat", "caption": "Sleeping."})],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_a_construct_with_a_block_of_its_own_becomes_that_block(text, expected):
    assert blocks(text) == expected


def test_text_is_split_around_blocks_in_its_order():
    kinds = [kind for kind, _value in blocks("a\n\n```\nx\n```\n\nb\n\n::: tip\nc\n:::\n\nd")]
    assert kinds == ["rich_text", "code", "rich_text", "callout", "rich_text"]


def test_a_table_with_an_empty_corner_has_row_headers():
    [(_kind, value)] = blocks("| | B |\n| --- | --- |\n| x | y |")
    assert value["row_headers"] is True


def test_block_ids_are_the_same_in_every_language():
    def ids(text: str) -> list[str]:
        return [block["id"] for block in convert(text, key="returns/refund.md").blocks]

    assert ids("One\n\n```\nx\n```\n\nTwo") == ids("واحد\n\n```\nx\n```\n\nاثنان")


def test_block_ids_differ_within_a_text_and_between_texts():
    one = [block["id"] for block in convert("a\n\n```\nx\n```\n\nb", key="one").blocks]
    other = [block["id"] for block in convert("a\n\n```\nx\n```\n\nb", key="other").blocks]
    assert len(set(one + other)) == 6


def test_a_faq_page_has_an_accordion_for_each_topic():
    found = convert_faq("Intro.\n\n# Orders\n\n## When?\n\nSoon.\n\n## Where?\n\nHere.\n\n# Money\n\n## Why?\n\nSo.", key="k")
    shape = [
        (block["value"]["heading"], [entry["value"]["question"] for entry in block["value"]["entries"]])
        for block in found.blocks[1:]
    ]
    assert found.blocks[0]["value"] == "<p>Intro.</p>"
    assert shape == [("Orders", ["When?", "Where?"]), ("Money", ["Why?"])]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("::: nonsense\nx\n:::", "unknown or unclosed container: ::: nonsense"),
        ("::: steps\nNo list.\n:::", "a container of steps needs one numbered list and nothing else"),
        ("<script>alert(1)</script>", "HTML that cannot be kept was removed"),
        ("[x](ftp://example.org/)", "a link with an address that is not allowed became plain text"),
    ],
)
def test_what_cannot_be_kept_is_told(text, warning):
    assert warning in convert(text, key="k").warnings


def test_plain_html_that_is_kept_gives_no_warning():
    assert convert("x<sup>2</sup> and<br>y", key="k").warnings == []
