"""The editor of a page keeps the blocks of a plugin that is switched off, gone, or goes while the form is open."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError

from content.placeholder import MISSING
from content.registry import known_block
from kb.models import ArticlePage
from tests.plugins.weather import BODY, INSIDE, MAP, NOTICE, TABS, TEXT, WITHOUT, again, article, draft, form_of, weather

__all__ = ["article", "weather"]

pytestmark = pytest.mark.django_db


def post(client, page, data, **more):
    fields = {"title": page.title, "slug": page.slug, "audience": "0", "kind": page.kind, "problems-count": "0"}
    for name in ("comments", "attachments", "applies_to", "related_pages"):
        fields |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields | data | more)


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


@WITHOUT
def test_a_round_through_the_editor_changes_nothing(weather, article, admin, state):
    weather.become(state)
    assert post(admin, article, form_of(again(article))).status_code == 302
    assert draft(article) == BODY


@WITHOUT
def test_the_editor_shows_where_the_blocks_are(weather, article, admin, state):
    weather.become(state)
    page = admin.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "Map" in page if state == "off" else "weather" in page
    assert MISSING in page


@WITHOUT
def test_placeholders_can_be_moved_and_deleted(weather, article, admin, state):
    weather.become(state)
    data = form_of(again(article)) | {"body-0-order": "3", "body-3-order": "0", "body-1-deleted": "1"}
    post(admin, article, data)
    assert draft(article) == [TABS, INSIDE, TEXT]


def test_a_switch_on_while_the_form_is_open_loses_nothing(weather, article, admin):
    weather.off()
    data = form_of(again(article))
    weather.on()
    post(admin, article, data)
    assert draft(article) == BODY


def test_a_switch_off_while_the_form_is_open_keeps_what_was_entered(weather, article, admin):
    data = form_of(again(article)) | {"body-1-value-city": "Jakarta", "body-1-value-days": "5"}
    weather.off()
    post(admin, article, data)
    assert draft(article)[1] == MAP | {"value": {"city": "Jakarta", "days": 5, "picture": None}}


def test_what_was_entered_is_kept_when_it_is_not_valid(weather, article, admin):
    data = form_of(again(article)) | {"body-1-value-city": "Jakarta", "body-1-value-days": "many"}
    weather.off()
    post(admin, article, data)
    assert draft(article)[1]["value"]["city"] == "Jakarta"


def test_the_editor_is_told_when_the_code_went_while_the_form_was_open(weather, article, admin):
    data = form_of(again(article)) | {"body-1-value-city": "Jakarta"}
    weather.gone()
    answer = post(admin, article, data)
    assert answer.status_code == 200
    assert "Save again to keep the block as it was" in answer.content.decode()
    assert draft(article) == BODY


def test_told_so_the_editor_saves_again_and_keeps_the_stored_blocks(weather, article, admin):
    data = form_of(again(article)) | {"title": "Gales"}
    weather.gone()
    form = post(admin, article, data).context["form"]
    states = form["body"].field.block.get_form_state(form["body"].value())
    for i, state in enumerate(states):
        if state["type"] == MISSING:
            data |= {f"body-{i}-type": MISSING, f"body-{i}-value": state["value"]["sealed"]}
    inner = states[2]["value"]["body"][0]
    data |= {"body-2-value-body-0-type": MISSING, "body-2-value-body-0-value": inner["value"]["sealed"]}
    assert post(admin, article, data).status_code == 302
    assert draft(article) == BODY


def test_a_new_block_whose_code_went_is_refused(weather, article):
    block = article.body.stream_block
    data = form_of(article) | {"body-1-id": "new"}
    weather.gone()
    with pytest.raises(StreamBlockValidationError) as caught:
        block.clean(block.value_from_datadict(data, {}, "body"))
    assert "Remove the block" in str(caught.value.block_errors[1])


def test_tampered_data_is_refused_again_and_again(weather, article):
    weather.off()
    block = article.body.stream_block
    data = form_of(again(article))
    data["body-1-value"] = "x" + data["body-1-value"]
    for _time in range(2):
        value = block.value_from_datadict(data, {}, "body")
        with pytest.raises(ValidationError):
            block.clean(value)
        data["body-1-value"] = block.get_form_state(value)[1]["value"]["sealed"]


def test_a_check_that_fails_keeps_the_form_from_being_saved(weather, article, lenient):
    def fail(value):
        raise RuntimeError("The map is broken.")

    known_block("weather__map").clean = fail  # type: ignore[union-attr]
    with pytest.raises(StreamBlockValidationError) as caught:
        article.body.stream_block.clean(article.body)
    assert "failed to check it" in str(caught.value.block_errors[1])


def test_the_notice_alone_is_a_placeholder_with_its_name(weather):
    weather.off()
    page = ArticlePage(title="A", body=[NOTICE])
    (state,) = page.body.stream_block.get_form_state(page.body)
    assert (state["value"]["what"], state["value"]["summary"]) == ("Weather: Notice", "Storm")
