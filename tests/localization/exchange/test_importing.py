"""Files come in as a whole or not at all, and never over what somebody has written since."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import translation as interface

from kb.models import ArticlePage, CategoryPage
from localization.exchange.exporting import export_open
from localization.exchange.formats import FORMATS
from localization.exchange.importing import Refused, file_import, file_plan
from localization.models import Origin, Stage, Translation, Unit, UnitState, UnitVersion
from localization.units import source_digest, unit_write
from tests.conftest import _user
from tests.factories import add_page
from tests.localization.units_made import team_member, translation_of, unit_of

pytestmark = pytest.mark.django_db
ALL = pytest.mark.parametrize("form", FORMATS)
TEXTS = {"Send it back": "", "Within <b>30 days</b>": "", 'See <a id="a1">our shop</a>': ""}
IN_PERSIAN = ["بازفرستادن", "ظرف <b>۳۰ روز</b>", '<a id="a1">فروشگاه</a> را ببینید']


@pytest.fixture
def page(home: Any) -> Any:
    category = add_page(home, CategoryPage, "Orders", slug="orders")
    return add_page(category, ArticlePage, "Returns", slug="returns")


@pytest.fixture
def made(page: Any) -> Translation:
    return translation_of(page, "fa", TEXTS)


@pytest.fixture(autouse=True)
def with_link(made: Translation) -> None:
    Unit.objects.filter(source__contains="a1").update(attributes={"a1": {"href": "https://example.org"}})


@pytest.fixture
def translator(db: Any) -> Any:
    return team_member("fa")


def content_of(form: str, *translations: Translation) -> bytes:
    file, _name = export_open(translations, FORMATS[form])
    with file:
        return file.read()


def said(form: str, content: bytes, texts: dict[str, str]) -> bytes:
    """Write translations into a file, as a translator's program does."""
    out = content.decode()
    for source, text in texts.items():
        writer = FORMATS[form].write.__globals__
        if form == "po":
            old = f'msgid {writer["_string"](source)}\nmsgstr ""'
            new = f"msgid {writer['_string'](source)}\nmsgstr {writer['_string'](text)}"
        else:
            old = f"<source>{writer['content'](source)}</source>"
            new = f"{old}<target>{writer['content'](text)}</target>"
        assert old in out
        out = out.replace(old, new, 1)
    return out.encode()


def filled(form: str, made: Translation) -> bytes:
    return said(form, content_of(form, made), dict(zip(TEXTS, IN_PERSIAN, strict=True)))


def texts_of(made: Translation) -> list[str]:
    return list(made.units.order_by("order").values_list("text", flat=True))


def reasons(plan: Any) -> str:
    return "\n".join(problem.reason for problem in plan.problems)


@ALL
def test_what_a_translator_filled_in_is_written(form: str, made: Translation, translator: Any) -> None:
    plan = file_import(filled(form, made), form, user=translator)
    assert texts_of(made) == IN_PERSIAN
    assert (len(plan.texts), plan.unchanged, plan.empty) == (3, 0, 0)
    unit = made.units.first()
    assert unit is not None
    assert (unit.state, unit.origin, unit.needs_edit, unit.user) == (UnitState.DONE, Origin.HUMAN, False, translator)
    made.refresh_from_db()
    assert made.units_done == 3


@ALL
def test_a_dry_run_writes_nothing(form: str, made: Translation, translator: Any) -> None:
    plan = file_plan(filled(form, made), form, user=translator)
    assert plan.writes
    assert texts_of(made) == ["", "", ""]


@ALL
def test_a_second_import_finds_everything_as_it_is(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made)
    file_import(content, form, user=translator)
    versions = UnitVersion.objects.count()
    plan = file_import(content, form, user=translator)
    assert (len(plan.texts), plan.unchanged, len(plan.conflicts)) == (0, 3, 0)
    assert UnitVersion.objects.count() == versions


@ALL
def test_an_export_as_it_is_changes_nothing(form: str, made: Translation, translator: Any) -> None:
    unit_of(made, "Raw", "خام", needs_edit=True, origin=Origin.MACHINE, engine="X", order=5)
    unit_of(made, "Old", "قدیم", state=UnitState.OUTDATED, new_source="New", order=6)
    plan = file_import(content_of(form, made), form, user=translator)
    assert (len(plan.texts), plan.unchanged, plan.empty) == (0, 2, 3)


@ALL
def test_texts_that_the_file_leaves_empty_stay(form: str, made: Translation, translator: Any) -> None:
    content = said(form, content_of(form, made), {"Send it back": "بازفرستادن"})
    unit_write(unit=made.units.order_by("order")[1], text="ظرف یک ماه", user=None)
    file_import(content, form, user=translator)
    assert texts_of(made) == ["بازفرستادن", "ظرف یک ماه", ""]


@ALL
def test_a_text_written_since_the_export_is_told_and_kept(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made)
    unit_write(unit=made.units.order_by("order")[0], text="نوشتهٔ تازه", user=None)
    plan = file_import(content, form, user=translator)
    assert [(each.ours, each.theirs) for each in plan.conflicts] == [("نوشتهٔ تازه", "بازفرستادن")]
    assert texts_of(made) == ["نوشتهٔ تازه", *IN_PERSIAN[1:]]


@ALL
def test_it_is_overwritten_when_asked_and_not_lost(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made)
    unit = made.units.order_by("order")[0]
    unit_write(unit=unit, text="نوشتهٔ تازه", user=None)
    file_import(content, form, user=translator, overwrite=True)
    assert texts_of(made) == IN_PERSIAN
    assert "نوشتهٔ تازه" in unit.versions.values_list("text", flat=True)


@ALL
def test_a_changed_source_keeps_the_whole_file_out_and_names_the_line(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made)
    unit = made.units.order_by("order")[2]
    Unit.objects.filter(pk=unit.pk).update(source="Other words", source_digest=source_digest("Other words"))
    plan = file_plan(content, form, user=translator)
    assert "has changed since the export" in reasons(plan)
    line = plan.problems[0].line
    assert f"u{unit.pk}." in "\n".join(content.decode().split("\n")[line - 1 : line + 1])
    with pytest.raises(Refused):
        file_import(content, form, user=translator)
    assert texts_of(made) == ["", "", ""]


@ALL
def test_a_source_that_was_changed_in_the_file_is_refused(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made).replace(b"Send it back", b"Keep it")
    assert "has changed since the export" in reasons(file_plan(content, form, user=translator))


@ALL
def test_a_file_of_another_page_is_refused_by_name(form: str, made: Translation, page: Any, home: Any, translator: Any) -> None:
    other = translation_of(add_page(page.get_parent().specific, ArticlePage, "Refunds", slug="refunds"), "fa", {"Money": ""})
    content = said(form, content_of(form, other), {"Money": "پول"})
    assert "another page: “Refunds”" in reasons(file_plan(content, form, user=translator, page=made))


@ALL
def test_a_file_from_elsewhere_is_refused(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made).replace(str(made.translation_key).encode(), b"00000000-0000-4000-8000-000000000000")
    assert "not known here" in reasons(file_plan(content, form, user=translator))
    unknown = re.sub(rb"u\d+\.", b"u999999999.", filled(form, made))
    assert "not known here" in reasons(file_plan(unknown, form, user=translator))


@ALL
def test_a_file_for_another_language_is_refused(form: str, made: Translation) -> None:
    both = _user("root2", "Managers")
    content = filled(form, made)
    replaced = {"po": (b"Language: fa", b"Language: ar"), "xliff12": (b'"fa"', b'"ar"'), "xliff20": (b'"fa"', b'"ar"')}
    assert "other languages" in reasons(file_plan(content.replace(*replaced[form]), form, user=both))
    assert "another language" in reasons(file_plan(content.replace(*replaced[form]), form, user=both, page=made))
    old, new = replaced[form]
    assert "no language “xx”" in reasons(file_plan(content.replace(old, new.replace(b"ar", b"xx")), form, user=both))


@ALL
def test_two_translations_for_one_text_are_refused(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made)
    first, second = made.units.order_by("order")[:2]
    twice = content.replace(f"u{second.pk}.".encode(), f"u{first.pk}.".encode())
    assert "Two different translations for one text" in reasons(file_plan(twice, form, user=translator))


@ALL
def test_a_text_that_left_the_page_is_refused(form: str, made: Translation, translator: Any) -> None:
    content = filled(form, made)
    Unit.objects.filter(pk=made.units.order_by("order")[0].pk).update(state=UnitState.BIN)
    assert "no longer on the page" in reasons(file_plan(content, form, user=translator))


@ALL
@pytest.mark.parametrize(
    "text", ["<script>x</script>", '<b onclick="x">y</b>', '<a id="a9">x</a>', "<!-- x -->", '<a href="javascript:x">y</a>']
)
def test_tags_that_no_text_may_have_are_refused(form: str, made: Translation, translator: Any, text: str) -> None:
    if form != "po":
        element = "g" if form == "xliff12" else "pc"
        text = f'<{element} id="script_1">x</{element}>' if "script" in text else f'<{element} id="a9">y</{element}>'
        content = content_of(form, made).replace(
            b"Send it back</source>", f"Send it back</source><target>{text}</target>".encode()
        )
    else:
        content = said(form, content_of(form, made), {"Send it back": text})
    plan = file_plan(content, form, user=translator)
    assert plan.problems
    assert plan.problems[0].line > 0


@ALL
@pytest.mark.parametrize(("path", "problems"), [("title", 1), ("summary", 1), ("body.1", 0)])
def test_a_plain_text_takes_no_tags(form: str, made: Translation, translator: Any, path: str, problems: int) -> None:
    made.units.filter(source="Send it back").update(path=path)
    plan = file_plan(said(form, content_of(form, made), {"Send it back": "<b>بازفرستادن</b>"}), form, user=translator)
    assert len(plan.problems) == problems
    assert problems == 0 or "<b>" in reasons(plan)


def test_what_a_program_leaves_unfinished_waits_for_a_look(made: Translation, translator: Any) -> None:
    content = filled("xliff12", made).replace(b"<target>", b'<target state="needs-review-translation">', 1)
    file_import(content, "xliff12", user=translator)
    assert list(made.units.order_by("order").values_list("needs_edit", flat=True)) == [True, False, False]


def test_finishing_a_machine_text_as_it_is_keeps_whose_it_is(made: Translation, translator: Any) -> None:
    unit = unit_of(made, "Raw", "خام", needs_edit=True, origin=Origin.MACHINE, engine="X", order=5)
    content = content_of("po", made).replace(b"#, fuzzy\n", b"")
    file_import(content, "po", user=translator)
    unit.refresh_from_db()
    assert (unit.needs_edit, unit.origin, unit.engine) == (False, Origin.MACHINE, "X")


class TestRights:
    def test_a_stranger_to_the_language_imports_nothing(self, made: Translation) -> None:
        plan = file_plan(filled("po", made), "po", user=team_member("ar"))
        assert "not among the translators" in reasons(plan)

    def test_a_translation_in_review_is_left_to_its_reviewers(self, made: Translation, translator: Any) -> None:
        Translation.objects.filter(pk=made.pk).update(stage=Stage.REVIEW)
        assert "in review" in reasons(file_plan(filled("po", made), "po", user=translator))

    def test_what_somebody_else_translates_is_refused(self, made: Translation, translator: Any) -> None:
        Translation.objects.filter(pk=made.pk).update(assignee=team_member("fa", name="other"))
        assert "Somebody else" in reasons(file_plan(filled("po", made), "po", user=translator))


def test_reasons_are_told_in_the_readers_language(made: Translation, translator: Any) -> None:
    content = filled("po", made) + b'\nmsgid "broken'
    english = reasons(file_plan(content, "po", user=translator))
    with interface.override("fa"):
        assert reasons(file_plan(content, "po", user=translator)) != english


def test_several_languages_come_as_a_zip(made: Translation, page: Any) -> None:
    other = translation_of(page, "ar", {"Send it back": ""})
    file, name = export_open([made, other], FORMATS["xliff20"])
    with file:
        assert name.endswith(".zip")
        assert file.read(2) == b"PK"


def test_only_what_is_to_do_is_exported_when_asked(made: Translation) -> None:
    unit_write(unit=made.units.order_by("order")[0], text="بازفرستادن", user=None)
    file, _name = export_open([made], FORMATS["po"], only_to_do=True)
    with file:
        content = file.read().decode()
    assert "Send it back" not in content
    assert "30 days" in content


def test_a_page_that_does_not_follow_its_source_takes_no_file(made: Translation, translator: Any) -> None:
    content = filled("po", made)
    Translation.objects.update(is_synced=False)
    with pytest.raises(Refused, match="written freely"):
        file_import(content, "po", user=translator)
