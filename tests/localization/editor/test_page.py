"""The page of the editor: both languages in their own direction, and all that works without scripts."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from content.templatetags.date_tags import local_moment
from kb.models import ArticlePage
from localization.editor.words import words
from localization.models import JobItem, Kind, LanguageTeam, SourceChange, Stage, Translation, TranslationJob, Unit, UnitState
from localization.units import source_digest
from tests.factories import add_page
from tests.localization.editor.conftest import Desk, person, secret_policy
from tests.localization.working import begun, say_all

pytestmark = pytest.mark.django_db


def html_of(desk):
    answer = desk.client.get(desk.address("edit"))
    assert answer.status_code == 200
    return answer.content.decode()


def first(pattern, html):
    """The first place of a page that looks like this."""
    return re.findall(pattern, html)[0]


def form_of(desk, **changed):
    """What a browser sends of the form, with these texts in the place of others."""
    sent = {}
    for unit in desk.translation.units.exclude(state=UnitState.BIN):
        sent[f"version-{unit.pk}"] = str(unit.version)
        if unit.kind == Kind.TEXT:
            sent[f"text-{unit.pk}"] = unit.text
    return sent | {key.replace("_", "-"): value for key, value in changed.items()}


@pytest.mark.parametrize("interface", ["en", "ar"])
@pytest.mark.parametrize("code", ["ar", "fa", "id"])
def test_each_side_has_its_own_language_and_direction(article, translator, interface, code):
    UserProfile.objects.create(user=translator, preferred_language=interface)
    html = html_of(Desk(translator, begun(article, code)))
    direction = "ltr" if code == "id" else "rtl"
    area = first(r"<textarea[^>]*>", html)
    assert f'lang="{code}"' in area and f'dir="{direction}"' in area
    source = first(r'<div class="l10n-source"[^>]*>', html)
    assert 'lang="en"' in source and 'dir="ltr"' in source
    assert f'<html lang="{interface}"' in html or f'lang="{interface}"' in html.split("<body")[0]


def test_tags_and_placeholders_are_chips_and_can_be_inserted(desk):
    html = html_of(desk)
    assert 'data-part="&lt;a id=&quot;a1&quot;&gt;"' in html
    assert 'data-opening="{name}"' in html
    assert 'data-opening="&lt;b&gt;"' in html and 'data-closing="&lt;/b&gt;"' in html
    assert 'title="https://example.org/en/' in html


def test_hidden_signs_of_the_source_are_shown(desk):
    desk.translation.units.filter(pk=desk.unit("14 days").pk).update(source="A\u200fB\u00a0C")
    html = html_of(desk)
    assert ">RLM</bdi>" in html and 'class="l10n-hard"' in html


def test_a_source_that_changed_shows_what_is_new(desk):
    unit = desk.unit("14 days")
    Unit.objects.filter(pk=unit.pk).update(state=UnitState.OUTDATED, text="تا ۱۴ روز.", new_source="Within 30 days.")
    html = html_of(desk)
    assert re.search(r"<del>[^<]*14", html) and re.search(r"<ins>[^<]*30", html)


def test_links_are_not_counted_among_the_segments(desk):
    Unit.objects.create(translation=desk.translation, path="promote", kind=Kind.VALUE, order=99)
    texts = desk.translation.units.filter(kind=Kind.TEXT).count()
    html = html_of(desk)
    assert first(r'data-count="all">(\d+)<', html) == first(r"data-total>(\d+)<", html) == str(texts)


def test_what_others_said_stands_above(desk, translator):
    row = desk.translation
    lead = person("lead")
    job = TranslationJob.objects.create(title="Autumn", note="Before <b>the fair</b>.", user=lead)
    JobItem.objects.create(job=job, translation=row)
    said = {"published": timezone.now(), "user": lead}
    SourceChange.objects.create(translation_key=row.translation_key, revision=10**6, note="The price is new.", **said)
    Translation.objects.filter(pk=row.pk).update(priority=20, due=timezone.localdate())
    row.events.create(what="returned", user=lead, note="Too formal.")
    html = html_of(desk)
    assert "Too formal." in html and "Before &lt;b&gt;the fair&lt;/b&gt;." in html and "The price is new." in html
    assert "urgent" in html and "due on" in html

    row.events.create(what="submitted", user=translator)
    TranslationJob.objects.filter(pk=job.pk).update(closed=timezone.now())
    html = html_of(desk)
    assert "Too formal." not in html and "the fair" not in html


def test_units_stand_under_their_fields_and_blocks(desk):
    html = html_of(desk)
    headings = [
        re.sub(r"\s+", " ", each).strip()
        for each in re.findall(r"<h2 class=\"l10n-section__heading\"[^>]*>(.*?)</h2>", html, re.S)
    ]
    assert headings[0] == "Title"
    assert any("1." in heading for heading in headings[1:]) and any("2." in heading for heading in headings[1:])


def test_without_scripts_a_form_saves_what_was_changed_and_nothing_else(desk):
    unit, other = desk.unit("14 days"), desk.unit("your orders")
    answer = desk.client.post(desk.address("edit"), form_of(desk, **{f"text-{unit.pk}": "تا ۱۴ روز.", "do": "save"}))
    assert answer.status_code == 302
    unit.refresh_from_db()
    other.refresh_from_db()
    assert (unit.text, unit.state) == ("تا ۱۴ روز.", UnitState.DONE)
    assert (other.version, other.text) == (0, "")


def test_without_scripts_somebody_who_was_slower_sees_both_texts(desk, colleague, translation):
    unit = desk.unit("14 days")
    sent = form_of(desk, **{f"text-{unit.pk}": "دو هفته وقت دارید.", "do": "submit"})
    Desk(colleague, translation).save(unit, "تا ۱۴ روز.")
    html = desk.client.post(desk.address("edit"), sent).content.decode()
    assert "دو هفته وقت دارید." in html and "تا ۱۴ روز." in html
    unit.refresh_from_db()
    assert unit.text == "تا ۱۴ روز."
    translation.refresh_from_db()
    assert translation.stage != Stage.REVIEW


def test_without_scripts_an_outdated_text_is_done_when_somebody_says_so(desk):
    unit = desk.unit("14 days")
    Unit.objects.filter(pk=unit.pk).update(state=UnitState.OUTDATED, text="تا ۱۴ روز.", new_source="Within 14 days!")
    desk.client.post(desk.address("edit"), form_of(desk, **{f"text-{unit.pk}": "تا ۱۴ روز!"}))
    unit.refresh_from_db()
    assert (unit.text, unit.state) == ("تا ۱۴ روز!", UnitState.OUTDATED)
    desk.client.post(desk.address("edit"), form_of(desk, **{f"done-{unit.pk}": "on"}))
    unit.refresh_from_db()
    assert (unit.text, unit.state, unit.source) == ("تا ۱۴ روز!", UnitState.DONE, "Within 14 days!")


def test_a_form_with_a_strange_version_writes_nothing(desk):
    unit = desk.unit("14 days")
    for version in ("", "x", "٠", "9" * 40):
        desk.client.post(desk.address("edit"), {f"text-{unit.pk}": "y", f"version-{unit.pk}": version})
    unit.refresh_from_db()
    assert unit.text == ""


def test_who_does_not_translate_gets_no_page(translation):
    for groups in ([], ["Agents"], ["Authors"]):
        stranger = person(f"ali{len(groups)}{''.join(groups)}", *groups)
        answer = Desk(stranger, translation).client.get(reverse("localization_admin:edit", args=[translation.pk]))
        assert answer.status_code in (302, 403, 404)
        assert "Send it back" not in answer.content.decode()


def test_a_translation_of_a_closed_page_is_not_there(translator, home):
    policy = secret_policy(home)
    translation = begun(policy, "fa")
    answer = Desk(translator, translation).client.get(reverse("localization_admin:edit", args=[translation.pk]))
    assert answer.status_code == 404
    preview = Desk(translator, translation).client.get(reverse("localization_admin:preview", args=[translation.pk]))
    assert preview.status_code == 404


def test_in_review_it_is_read_and_not_written(desk):
    Translation.objects.filter(pk=desk.translation.pk).update(stage=Stage.REVIEW)
    html = html_of(desk)
    assert "readonly" in first(r"<textarea[^>]*>", html)
    assert 'value="submit"' not in html
    unit = desk.unit("14 days")
    again = desk.client.post(desk.address("edit"), form_of(desk, **{f"text-{unit.pk}": "تا ۱۴ روز."})).content.decode()
    assert "تا ۱۴ روز." in again  # typed before somebody submitted it: it can still be copied
    unit.refresh_from_db()
    assert unit.text == ""


def test_errors_stand_in_the_way_of_publishing_until_a_reviewer_accepts_them(translation, superuser, home):
    Group.objects.bulk_create(Group(name=f"fa {role}") for role in ("t", "r", "l"))
    teams = [Group.objects.get(name=f"fa {role}") for role in ("t", "r", "l")]
    LanguageTeam.objects.update_or_create(
        locale=translation.locale,
        defaults={"translators": teams[0], "reviewers": teams[1], "leads": teams[2], "has_four_eyes": False},
    )
    desk = Desk(superuser, translation)
    words = {"14 days": "تا ۳۰ روز.", "Hello": "سلام {name}، <b>بازگشت</b> را بزنید."}
    say_all(translation, lambda source: next((text for part, text in words.items() if part in source), f"فا {source}"))
    answer = desk.client.post(desk.address("edit"), form_of(desk, do="publish"), follow=True)
    assert "stand in the way" in answer.content.decode() or "stands in the way" in answer.content.decode()
    translation.refresh_from_db()
    assert translation.stage != Stage.PUBLISHED

    for unit in translation.units.filter(kind=Kind.TEXT):
        for check in unit.checks:
            if check["severity"] == "error":
                sent = {"code": check["code"], "details": check["details"], "reason": "Tested."}
                assert desk.send("unit_waive", unit, **sent).status_code == 200
    desk.client.post(desk.address("edit"), form_of(desk, do="publish"))
    translation.refresh_from_db()
    assert translation.stage == Stage.PUBLISHED
    assert ArticlePage.objects.get(pk=translation.page_id).live


def test_with_four_eyes_nobody_publishes_from_here(translation, superuser):
    desk = Desk(superuser, translation)
    say_all(translation, lambda source: "متن")
    assert 'value="publish"' not in html_of(desk)
    desk.client.post(desk.address("edit"), form_of(desk, do="publish"))
    translation.refresh_from_db()
    assert translation.stage != Stage.PUBLISHED


def test_the_machine_fills_what_is_to_do_and_what_was_typed_is_saved_first(desk, settings, django_capture_on_commit_callbacks):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
    unit, other = desk.unit("Send it back"), desk.unit("14 days")
    assert 'value="machine"' in html_of(desk)
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.client.post(desk.address("edit"), form_of(desk, **{f"text-{unit.pk}": "پس بفرستید", "do": "machine"}))
    assert answer.url == desk.address("edit")
    unit.refresh_from_db()
    other.refresh_from_db()
    assert (unit.text, unit.origin) == ("پس بفرستید", "human")
    assert (other.origin, other.needs_edit) == ("machine", True)


def test_without_a_machine_there_is_no_button_for_it(desk, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    html = html_of(desk)
    assert 'value="machine"' not in html
    assert desk.address("exchange_page") in html


def test_a_draft_is_saved_for_the_page_and_readers_see_nothing_of_it(desk):
    unit = desk.unit("Send it back")
    desk.save(unit, "پس بفرستید")
    desk.client.post(desk.address("edit"), form_of(desk, do="draft"))
    page = ArticlePage.objects.get(pk=desk.translation.page_id)
    assert page.get_latest_revision_as_object().title == "پس بفرستید"
    assert not page.live


def test_where_nothing_is_left_to_make_a_draft_of_that_is_said(desk, article):
    ArticlePage.objects.get(pk=desk.translation.page_id).delete()
    form = form_of(desk, do="draft")
    ArticlePage.objects.get(pk=article.pk).delete()
    answer = desk.client.post(desk.address("edit"), form, follow=True)
    assert answer.status_code == 200
    assert "was deleted" in answer.content.decode()


def test_the_preview_shows_what_is_written_and_saves_nothing(desk):
    desk.save(desk.unit("14 days"), "تا ۱۴ روز وقت دارید.")
    before = ArticlePage.objects.get(pk=desk.translation.page_id).latest_revision_id
    html = desk.client.get(desk.address("preview")).content.decode()
    assert "تا ۱۴ روز وقت دارید." in html and 'dir="rtl"' in html
    assert ArticlePage.objects.get(pk=desk.translation.page_id).latest_revision_id == before


def test_a_segment_of_fifty_thousand_characters_opens(desk):
    Unit.objects.filter(pk=desk.unit("14 days").pk).update(source="word " * 10_000, text="متن " * 12_500)
    assert len(html_of(desk)) > 100_000


def test_more_segments_are_no_more_queries(desk):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            html_of(desk)
        return [each["sql"] for each in caught]

    html_of(desk)
    few = queries()
    Unit.objects.bulk_create(
        Unit(
            translation=desk.translation,
            path=f"body.x{number}",
            order=100 + number,
            source=f"Word {number}.",
            source_digest=source_digest(f"{number}"),
            text=f"کلمه {number}",
            user=None,
        )
        for number in range(60)
    )
    html_of(desk)  # writes what the checks find
    many = queries()
    assert len(many) <= len(few), "\n".join(many)


def test_without_anything_to_translate_it_says_so(translator, home):
    translation = begun(add_page(home, ArticlePage, "Bare"), "fa")
    translation.units.all().delete()
    assert "nothing to translate" in html_of(Desk(translator, translation))


def test_who_accepted_an_error_is_named_until_they_go(desk, superuser, translation):
    unit = desk.unit("14 days")
    desk.save(unit, "تا سی روز.")
    sent = {"code": "number_missing", "details": {"number": "14"}, "reason": "New law."}
    assert desk.send("unit_waive", unit, **sent).status_code == 403
    reviewer = Desk(superuser, translation)
    assert reviewer.send("unit_waive", unit, **{**sent, "code": "tag_missing"}).status_code == 422
    assert "New law." in reviewer.send("unit_waive", unit, **sent).json()["unit"]["html"]
    assert "Accepted by" in html_of(desk)
    superuser.delete()
    html = html_of(desk)
    assert "New law." in html and "Accepted by" not in html


def test_numbers_and_days_are_those_of_the_readers_language() -> None:
    when = datetime(2026, 11, 23, 14, 31, tzinfo=UTC)
    with override("fa"):
        assert local_moment(when).startswith("۲ آذر ۱۴۰۵ ")
        assert words()["digits"] == "۰۱۲۳۴۵۶۷۸۹"
    with override("en"):
        assert local_moment(when).startswith("23 November 2026 ")
    assert local_moment(None) == ""
