"""What a machine writes, what it must leave alone, and what it never gets to see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import requests
from django.contrib.auth.models import Group
from django.utils import timezone

from content.audiences import Audience
from content.reusable.models import ReusableContent
from kb.models import ArticlePage, CategoryPage
from localization.machine.filling import suggestion_for, translation_fill
from localization.models import Origin, Term, Translation, Unit
from localization.problems import sentence_of
from localization.terms.writing import term_save
from localization.units import unit_write
from tests.factories import add_page
from tests.faq_blocks.library import add_question
from tests.localization.machine.engines_made import SETTING, Engine
from tests.localization.units_made import locale_of, translation_of, unit_of
from tests.localization.working import begun
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db

PAST = timezone.now() - timedelta(days=1)
PASSAGES = [
    {"type": "audience", "value": {"audience": "2", "body": [{"type": "rich_text", "value": "<p>Secret</p>"}]}},
    {"type": "rich_text", "value": "<p>Open</p>"},
]


@pytest.fixture(autouse=True)
def engine(settings: Any) -> Any:
    """Asked nothing yet, and willing."""
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = SETTING
    Engine.asked, Engine.failure, Engine.answers = [], None, staticmethod(lambda text: f"fa {text}")
    return Engine


@pytest.fixture
def category(home: Any) -> Any:
    return add_page(home, CategoryPage, "Orders", slug="orders")


@pytest.fixture
def page(category: Any) -> Any:
    return add_page(category, ArticlePage, "Returns", slug="returns")


def texts(made: Translation) -> list[str]:
    return list(made.units.order_by("order", "pk").values_list("text", flat=True))


def told(filled: Any) -> str:
    return " ".join(sentence_of(problem) for problem in filled.problems)


def test_what_nobody_has_written_is_filled_and_says_whose_it_is(page: Any) -> None:
    made = translation_of(page, "fa", {"Hello": "", "Bye": "خداحافظ"})
    assert translation_fill(made, user=None).written == 1
    assert texts(made) == ["fa Hello", "خداحافظ"]
    unit = made.units.get(source="Hello")
    assert (unit.origin, unit.engine, unit.needs_edit) == (Origin.MACHINE, "Test engine", True)
    assert unit.written is not None
    made.refresh_from_db()
    assert made.units_done == 1, "a text that nobody has looked at is not done"


def test_a_setting_lets_its_texts_stand_as_they_are(page: Any, settings: Any) -> None:
    settings.SANAD_MACHINE_NEEDS_EDIT = False
    made = translation_of(page, "fa", {"Hello": ""})
    translation_fill(made, user=None)
    assert not made.units.get().needs_edit


def test_a_text_written_while_the_machine_thinks_is_left_alone(page: Any, engine: Any) -> None:
    made = translation_of(page, "fa", {"Hello": ""})

    def meanwhile(text: str) -> str:
        unit_write(unit=made.units.get(), text="سلام", user=None)
        return f"fa {text}"

    engine.answers = staticmethod(meanwhile)
    assert translation_fill(made, user=None).written == 0
    assert texts(made) == ["سلام"]


class TestProtection:
    def test_placeholders_names_and_tags_come_back(self, page: Any, engine: Any) -> None:
        term = Term(source_locale=locale_of("en"), source="Sanad", locale=locale_of("fa"), is_kept=True)
        term_save(term=term, user=None)
        made = translation_of(page)
        source = 'Hi {name}, <a id="a1">open</a> <b>Sanad</b>'
        unit_of(made, source, attributes={"a1": {"href": "https://example.org"}})
        translation_fill(made, user=None)
        assert texts(made) == [f"fa {source}"]
        assert "{name}" not in engine.asked[0]
        assert "Sanad" not in engine.asked[0]

    @pytest.mark.parametrize(
        "answer",
        [
            "nothing of it",
            '<x id="p0"></x><x id="p0"></x> <b>a</b>',
            '<x id="p0"></x> a',
            '<x id="p0"></x> <b>a</b><script>x</script>',
            '<x id="p0"></x> <b>a</b> <a id="a7">x</a>',
            "",
        ],
    )
    def test_a_damaged_text_is_left_to_a_person(self, page: Any, engine: Any, answer: str) -> None:
        made = translation_of(page, "fa", {"{name} <b>here</b>": ""})
        engine.answers = staticmethod(lambda _text: answer)
        filled = translation_fill(made, user=None)
        assert texts(made) == [""]
        assert "damaged" in told(filled)

    def test_wagtails_own_dummy_keeps_what_is_protected(self, page: Any, settings: Any) -> None:
        dummy = "wagtail_localize.machine_translators.dummy.DummyTranslator"
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": dummy}
        made = translation_of(page, "fa", {"Hello {name}, <b>press me</b> &amp; go": ""})
        assert translation_fill(made, user=None).written == 1
        assert "{name}" in texts(made)[0]
        assert "<b>me press</b>" in texts(made)[0]


class TestWhatStaysHere:
    def test_a_page_of_the_wiki_is_not_sent_and_not_named(self, home: Any, engine: Any) -> None:
        space = add_page(home, SpacePage, "Fraud", slug="fraud", readers=list(Group.objects.filter(name="Managers")))
        made = translation_of(add_page(space, WikiPage, "Signs of fraud", slug="signs"), "fa", {"Secret": ""})
        filled = translation_fill(made, user=None)
        assert engine.asked == []
        assert "not public" in told(filled)
        assert "Signs of fraud" not in told(filled)
        assert suggestion_for(made.units.get()) == ""

    @pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
    def test_a_page_for_the_signed_in_is_not_sent(self, category: Any, engine: Any, audience: int) -> None:
        page = add_page(category, ArticlePage, "Inside", slug="inside", audience=audience)
        translation_fill(translation_of(page, "fa", {"Secret": ""}), user=None)
        assert engine.asked == []

    def test_a_draft_is_not_sent(self, category: Any, engine: Any) -> None:
        page = add_page(category, ArticlePage, "Soon", slug="soon", live=False)
        translation_fill(translation_of(page, "fa", {"Embargo": ""}), user=None)
        assert engine.asked == []

    def test_a_passage_for_agents_on_a_public_page_is_not_sent(self, category: Any, engine: Any) -> None:
        hidden, shown = "6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a10", "6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a11"
        inner = [{"type": "text", "value": "<p>Secret</p>", "id": hidden}]
        body = [
            {
                "type": "audience",
                "value": {"audience": str(int(Audience.AGENT)), "body": inner},
                "id": "6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a12",
            },
            {"type": "text", "value": "<p>Open</p>", "id": shown},
        ]
        page = add_page(category, ArticlePage, "Mixed", slug="mixed", body=body)
        made = translation_of(page)
        unit_of(made, "Secret", path=f"body.6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a12.body.{hidden}")
        unit_of(made, "Open", path=f"body.{shown}", order=1)
        filled = translation_fill(made, user=None)
        assert engine.asked == ["Open"]
        assert "for some readers only" in told(filled)

    @pytest.mark.parametrize("fields", [{"audience": Audience.AGENT}, {"audience": Audience.CUSTOMER}, {"expire_at": PAST}])
    def test_a_question_that_not_all_may_read_is_not_sent(self, homes: Any, engine: Any, fields: dict[str, Any]) -> None:
        made = begun(add_question("Secret?", "<p>Secret.</p>", **fields))
        translation_fill(made, user=None)
        assert engine.asked == []
        assert suggestion_for(made.units.get(path="question")) == ""

    def test_a_question_for_all_is_sent(self, homes: Any, engine: Any) -> None:
        translation_fill(begun(add_question("Open?", "<p>Open.</p>")), user=None)
        assert engine.asked == ["Open?", "Open."]

    @pytest.mark.parametrize("kind", ["question", "reusable"])
    def test_a_passage_for_agents_in_what_is_no_page_is_not_sent(self, homes: Any, engine: Any, kind: str) -> None:
        if kind == "question":
            source = add_question("Open?", blocks=PASSAGES)
        else:
            source = ReusableContent.objects.create(name="Note", body=PASSAGES, locale=locale_of("en"))
        filled = translation_fill(begun(source), user=None)
        assert "Secret" not in engine.asked
        assert "Open" in engine.asked
        assert "for some readers only" in told(filled)

    def test_a_page_that_is_not_for_its_readers_yet_is_not_sent(self, category: Any, engine: Any) -> None:
        page = add_page(category, ArticlePage, "Soon", slug="soon", public_from=timezone.now() + timedelta(days=1))
        translation_fill(translation_of(page, "fa", {"Embargo": ""}), user=None)
        assert engine.asked == []

    def test_a_setting_allows_it(self, category: Any, engine: Any, settings: Any) -> None:
        settings.SANAD_MACHINE_SEND_CLOSED = True
        page = add_page(category, ArticlePage, "Inside", slug="inside", audience=Audience.AGENT)
        translation_fill(translation_of(page, "fa", {"Secret": ""}), user=None)
        assert engine.asked == ["Secret"]


def response(status: int) -> requests.HTTPError:
    answer = requests.Response()
    answer.status_code = status
    return requests.HTTPError("https://api.example.org/?key=topsecret", response=answer)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (requests.Timeout("topsecret"), "did not answer in time"),
        (requests.ConnectionError("topsecret"), "cannot be reached"),
        (response(403), "refuses our key"),
        (response(429), "quota is used up"),
        (response(500), "answered with an error"),
        (KeyError("translations"), "no translation"),
        (ValueError("topsecret"), "no translation"),
        (RuntimeError("topsecret"), "failed"),
    ],
)
def test_what_goes_wrong_is_a_sentence_without_keys(page: Any, engine: Any, failure: Exception, words: str, caplog: Any) -> None:
    engine.failure = failure
    made = translation_of(page, "fa", {"Hello": ""})
    filled = translation_fill(made, user=None)
    assert words in told(filled)
    assert "topsecret" not in told(filled) + caplog.text
    assert texts(made) == [""]
    assert suggestion_for(made.units.get()) == ""


def test_a_pair_that_the_engine_does_not_know_is_told(page: Any, engine: Any) -> None:
    assert "does not translate between" in told(translation_fill(translation_of(page, "id", {"Hello": ""}), user=None))
    assert engine.asked == []


def test_no_machine_and_a_broken_one_are_told(page: Any, settings: Any) -> None:
    made = translation_of(page, "fa", {"Hello": ""})
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    assert "No machine is set up" in told(translation_fill(made, user=None))
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "nowhere.Engine"}
    assert "cannot be loaded" in told(translation_fill(made, user=None))


def test_a_text_of_fifty_thousand_letters_is_left_to_a_person(page: Any, engine: Any) -> None:
    filled = translation_fill(translation_of(page, "fa", {"x" * 50_000: "", "short": ""}), user=None)
    assert engine.asked == ["short"]
    assert filled.written == 1
    assert "too long" in told(filled)


def test_the_same_suggestion_is_asked_for_once(page: Any, engine: Any) -> None:
    made = translation_of(page, "fa", {"Hello": ""})
    unit = Unit.objects.select_related("translation").get(translation=made)
    assert [suggestion_for(unit), suggestion_for(unit)] == ["fa Hello", "fa Hello"]
    assert engine.asked == ["Hello"]


def test_an_engine_that_failed_is_left_alone_for_a_while(page: Any, engine: Any) -> None:
    engine.failure = requests.Timeout()
    made = translation_of(page, "fa", {"Hello": "", "Goodbye": ""})
    assert [suggestion_for(unit) for unit in made.units.select_related("translation")] == ["", ""]
    assert len(engine.asked) == 1


def test_a_sign_is_given_after_each_request_to_the_engine(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that waits for an engine is not taken for a dead one, by which the texts would be paid twice."""
    from localization.machine import engines
    from localization.machine.runs import fill_work
    from localization.models import BackgroundRun
    from localization.runs import Steps

    signs: list[int] = []
    monkeypatch.setattr(engines, "MOST_TEXTS", 1)
    monkeypatch.setattr(Steps, "done", lambda self, number=1, **_more: signs.append(number))
    made = translation_of(page, "fa", {"One": "", "Two": "", "Three": ""})
    run = BackgroundRun.objects.create(kind="machine", title="Filling", parameters={"translations": [made.pk]})
    fill_work(run, Steps(run))
    assert signs == [0, 0, 0, 1]
    assert texts(made) == ["fa One", "fa Two", "fa Three"]
