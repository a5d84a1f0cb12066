from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe

from sanad import Audience
from sanad.testing import PluginTest, article_make
from sanad_plugins.shortcodes.checks import unclosed_shortcodes, unknown_shortcodes
from sanad_plugins.shortcodes.parsing import attributes_of
from sanad_plugins.shortcodes.registry import Call, register_shortcode, shortcodes

RUNNING = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example", "vbscript:x")
NOTE = '<div class="callout callout--info" role="note">'


class ShortcodesTest(PluginTest):
    plugin = "shortcodes"

    def shown(self, text: str) -> str:
        """The text of a page with this body, without spaces between elements."""
        page = self.client.get(self.article("A page", text).url).content.decode()
        text = page.partition('<div class="prose"')[2].partition(">")[2].partition("</article>")[0]
        joined = "".join(line.strip() for line in text.splitlines())
        return joined.partition('<div class="print-only')[0].removesuffix("</div>")


class NoteTest(ShortcodesTest):
    def test_a_paragraph_becomes_a_box(self) -> None:
        text = self.shown("<p>Before</p><p>[note]Keep the <b>receipt</b>.[/note]</p><p>After</p>")
        self.assertIn("<p>Before</p>" + NOTE, text)
        self.assertIn('<div class="callout__text" dir="auto">Keep the <b>receipt</b>.</div>', text)
        self.assertNotIn("[", text)

    def test_a_box_may_hold_paragraphs(self) -> None:
        text = self.shown("<p>[note]</p><p>One</p><p>Two</p><p>[/note]</p><p>After</p>")
        self.assertIn('dir="auto"><p>One</p><p>Two</p></div>', text)

    def test_a_box_may_begin_and_end_within_paragraphs(self) -> None:
        self.assertIn('dir="auto"><p>One</p><p>Two</p></div>', self.shown("<p>[note]One</p><p>Two[/note]</p>"))

    def test_a_box_in_a_sentence_parts_the_paragraph(self) -> None:
        text = self.shown("<p>Before [note]here[/note] after</p>")
        self.assertIn("<p>Before </p>" + NOTE, text)
        self.assertIn("<p> after</p>", text)

    def test_its_kind_and_title_can_be_told(self) -> None:
        text = self.shown('<p>[note type="warning" title="Careful &lt;b&gt;"]Hot[/note]</p>')
        self.assertIn("callout--warn", text)
        self.assertIn("Careful &lt;b&gt;", text)

    def test_a_box_in_a_heading_stays_text(self) -> None:
        self.assertIn("[note]x[/note]", self.shown("<h2>[note]x[/note]</h2><p>y</p>"))

    def test_what_would_break_elements_stays_text(self) -> None:
        self.assertIn("[note]One", self.shown("<p>First [note]One</p><p>Two[/note]</p>"))

    def test_without_its_closing_half_it_stays_text(self) -> None:
        for typed in "<p>[note]x</p>", '<p>[note type="tip"]</p>', "<p>a [note/] b</p>":
            self.assertEqual(self.shown(typed), typed)

    def test_two_hundred_without_a_closing_half_stay_text(self) -> None:
        typed = "<p>[note]x</p>" * 200
        self.assertEqual(self.shown(typed), typed)

    def test_two_thousand_without_a_closing_half_do_not_hide_the_others(self) -> None:
        text = self.shown("<p>[note]x</p>" * 2000 + '<p>[button url="/en/"]Home[/button]</p>')
        self.assertIn('<a class="button" href="/en/">Home</a>', text)

    def test_one_without_its_closing_half_leaves_that_of_another_to_it(self) -> None:
        text = self.shown('<p>[note]a[button url="/en/"]b[/note]</p>')
        self.assertIn('dir="auto">a<a class="button" href="/en/">/en/</a>b</div>', text)

    def test_boxes_side_by_side_leave_no_empty_paragraphs(self) -> None:
        self.assertNotRegex(self.shown("<p>[note]a[/note] [note]b[/note]</p>"), r"<p>\s*</p>")

    def test_shortcodes_within_a_box_are_shown(self) -> None:
        text = self.shown('<p>[note][button url="/en/"]Home[/button][/note]</p>')
        self.assertIn('dir="auto"><a class="button" href="/en/">Home</a></div>', text)


class ButtonTest(ShortcodesTest):
    def test_a_button_is_a_link(self) -> None:
        text = self.shown('<p>Please [button url="/en/returns/?a=1&amp;b=2"]Return &amp; send[/button] now</p>')
        self.assertIn('Please <a class="button" href="/en/returns/?a=1&amp;b=2">Return &amp; send</a> now', text)

    def test_round_quotes_are_quotes(self) -> None:
        self.assertIn('href="/en/"', self.shown("<p>[button url=“/en/”]Home[/button]</p>"))

    def test_an_address_that_runs_something_is_dropped(self) -> None:
        for address in (
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "vbscript:x",
        ):
            text = self.shown(f'<p>[button url="{address}"]Go &amp; see[/button]</p>')
            self.assertNotIn("href", text)
            self.assertIn("Go &amp; see", text)

    def test_an_attribute_cannot_leave_its_quotes(self) -> None:
        text = self.shown("<p>[button url='/x\" onmouseover=\"alert(1)']Go[/button]</p>")
        self.assertNotIn("href", text)

    def test_entities_do_not_become_elements(self) -> None:
        text = self.shown('<p>[button url="/en/" text="&lt;script&gt;x&lt;/script&gt;"]</p>')
        self.assertNotIn("<script>x", text)

    def test_content_that_looks_like_elements_stays_escaped(self) -> None:
        self.assertNotIn("<img", self.shown('<p>[button url="/en/"]&lt;img src=x onerror=alert(1)&gt;[/button]</p>'))


class LinksTest(ShortcodesTest):
    def test_a_video_is_a_link(self) -> None:
        for typed in '[youtube id="dQw4w9WgXcQ"]', "[youtube]https://youtu.be/dQw4w9WgXcQ[/youtube]", "[youtube dQw4w9WgXcQ]":
            self.assertIn('href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"', self.shown(f"<p>{typed}</p>"))

    def test_what_is_no_video_is_not_linked(self) -> None:
        self.assertNotIn("href", self.shown('<p>[youtube id="javascript:x"]</p>'))

    def test_what_was_embedded_is_linked(self) -> None:
        self.assertIn(
            '<a href="https://example.org/x" rel="noreferrer">', self.shown("<p>[embed]https://example.org/x[/embed]</p>")
        )

    def test_a_page_is_linked_by_its_id(self) -> None:
        other = article_make("Returns")
        self.assertIn(f'<a href="{other.url}">Returns</a>', self.shown(f"<p>See [page id={other.pk}].</p>"))

    def test_a_page_that_the_reader_may_not_see_is_not_linked(self) -> None:
        other = article_make("Secret", audience=Audience.AGENT)
        text = self.shown(f"<p>See [page id={other.pk}] and [faq id={other.pk}]words[/faq].</p>")
        self.assertNotIn("Secret", text)
        self.assertIn("See  and words.", text)

    def test_what_is_refused_leaves_no_empty_paragraph(self) -> None:
        secret = article_make("Secret", audience=Audience.AGENT).pk
        for typed in (
            '<p>[youtube id="bad"]</p>',
            f"<p>[page id={secret}]</p>",
            f"<p>[page id={secret}]<br/>[faq id={secret}]&nbsp;</p>",
            f"<p><b>[page id={secret}]</b></p>",
        ):
            self.assertEqual(self.shown(f"<p>Before</p>{typed}<p>After</p>"), "<p>Before</p><p>After</p>", typed)

    def test_what_is_refused_leaves_no_empty_line_of_a_list(self) -> None:
        secret = article_make("Secret", audience=Audience.AGENT).pk
        self.assertEqual(self.shown(f"<ul><li>a</li><li>[page id={secret}]</li></ul>"), "<ul><li>a</li></ul>")

    def test_what_was_empty_before_stays(self) -> None:
        self.assertEqual(self.shown('<p></p><p>a [youtube id="bad"]b</p>'), "<p></p><p>a b</p>")

    def test_many_links_cost_one_query(self) -> None:
        pages = [article_make(f"Page {number}") for number in range(3)]
        costs = []
        for count in 1, 3:
            article = self.article("Links", "<p>" + " ".join(f"[page id={each.pk}]" for each in pages[:count]) + "</p>")
            self.client.get(article.url)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(article.url)
                costs.append(sum(each["sql"].startswith("SELECT") for each in queries))
        self.assertEqual(costs[0], costs[1])


class LeftAloneTest(ShortcodesTest):
    def test_an_unknown_shortcode_stays_text(self) -> None:
        self.assertIn('[gallery ids="1,2"]', self.shown('<p>[gallery ids="1,2"]</p>'))

    def test_brackets_that_are_none_stay(self) -> None:
        self.assertIn("[1] and [sic]", self.shown("<p>[1] and [sic]</p>"))

    def test_two_brackets_are_one(self) -> None:
        self.assertIn("<p>Type [note]…[/note]</p>", self.shown("<p>Type [[note]]…[[/note]]</p>"))

    def test_code_is_shown_as_it_was_typed(self) -> None:
        self.assertIn(
            '<code>[button url="/en/"]x[/button]</code>', self.shown('<p><code>[button url="/en/"]x[/button]</code></p>')
        )

    def test_attributes_of_elements_are_no_text(self) -> None:
        text = self.shown('<p><a href="/en/?q=[note]x[/note]">Search</a></p>')
        self.assertNotIn("callout", text)

    def test_a_lonely_end_stays_text(self) -> None:
        self.assertIn("[/note]", self.shown("<p>x[/note]</p>"))

    def test_switched_off_all_is_text(self) -> None:
        self.deactivate()
        self.assertIn("[note]x[/note]", self.shown("<p>[note]x[/note]</p>"))


class OwnTest(ShortcodesTest):
    """What other plugins add."""

    def register(self, name: str, show: object, **more: bool) -> None:
        register_shortcode(name, show, **more)  # type: ignore[arg-type]
        entry = shortcodes.get(name)
        self.addCleanup(lambda: entry and shortcodes.remove(entry))

    def test_a_shortcode_gets_what_was_typed(self) -> None:
        got: list[Call] = []

        def price(call: Call) -> str:
            got.append(call)
            return ""

        self.register("price", price)
        self.shown("<p>[Price of='a b' Plain]x[/Price]</p>")
        self.assertEqual((got[0].attributes, got[0].values, got[0].content), ({"of": "a b"}, ("Plain",), "x"))

    def test_text_is_escaped_unless_it_is_marked_as_safe(self) -> None:
        self.register("plain", lambda call: "<i>")
        self.register("safe", lambda call: mark_safe("<i>x</i>"))
        self.assertIn("&lt;i&gt; <i>x</i>", self.shown("<p>[plain] [safe]</p>"))

    def test_a_name_that_nobody_can_type_is_refused(self) -> None:
        for name in "", "Price", "a b", "1st":
            with self.assertRaises(ValueError):
                register_shortcode(name, lambda call: "")

    def test_a_name_that_is_taken_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "taken"):
            register_shortcode("note", lambda call: "")


class AttributesTest(ShortcodesTest):
    def test_all_ways_to_write_them_are_read(self) -> None:
        self.assertEqual(
            attributes_of(" a=1 B='two words' c=&quot;x&quot; d=“y” bare &quot;in quotes&quot;"),
            ({"a": "1", "b": "two words", "c": "x", "d": "y"}, ("bare", "in quotes")),
        )


class CheckTest(ShortcodesTest):
    def test_editors_are_told_of_unknown_ones(self) -> None:
        article = self.article("Old", '<p>[gallery ids="1"] [note]x[/note] [caption]y[/caption] [sic]</p>')
        told = [str(finding.text) for finding in unknown_shortcodes(article)]
        self.assertEqual([text.partition("]")[0].partition("[")[2] for text in told], ["caption", "gallery"])

    def test_editors_are_told_of_what_nobody_closed(self) -> None:
        article = self.article("Old", "<p>[note]x</p><p>[[note]]</p><p>[button url=/en/]</p>")
        (finding,) = unclosed_shortcodes(article)
        self.assertIn("[/note]", str(finding.text))

    def test_what_is_closed_in_another_paragraph_is_no_finding(self) -> None:
        article = self.article("Old", "<p>[note]x</p><p>y[/note]</p><p><code>[note]</code></p>")
        self.assertEqual(list(unclosed_shortcodes(article)), [])
