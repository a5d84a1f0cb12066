"""The screens of background runs show people their own, and let them stop it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override
from wagtail.users.models import UserProfile

from localization.models import BackgroundRun
from localization.problems import problem
from localization.runs import run_start
from localization.runs.selectors import title_of

pytestmark = pytest.mark.django_db

State = BackgroundRun.State


def run_of(user, **fields) -> BackgroundRun:
    fields = {"state": State.RUNNING, "done": 20, "total": 80, "title": "Translate 80 pages", **fields}
    return BackgroundRun.objects.create(kind="test", user=user, **fields)


def address(name, run=None) -> str:
    return reverse(f"localization_admin:{name}", args=[run.pk] if run else [])


@pytest.fixture
def reader(client, editor):
    client.force_login(editor)
    return client


def test_the_list_has_ones_own_runs(reader, editor, superuser):
    mine, other = run_of(editor), run_of(superuser, title="Secret plans")
    html = reader.get(address("runs")).content.decode()
    assert "Translate 80 pages" in html
    assert "20 of 80" in html
    assert "Secret plans" not in html
    assert reader.get(address("run", mine)).status_code == 200
    assert reader.get(address("run", other)).status_code == 404
    assert reader.get(address("run_progress", other)).status_code == 404
    assert reader.post(address("run_cancel", other)).status_code == 404


def test_superusers_see_all(client, superuser, editor):
    client.force_login(superuser)
    run_of(editor)
    assert "Translate 80 pages" in client.get(address("runs")).content.decode()


def test_nobody_else_comes_in(client, customer, editor):
    run = run_of(editor)
    client.force_login(customer)
    for name, at in (("runs", None), ("run", run), ("run_progress", run)):
        assert client.get(address(name, at)).status_code in (302, 403)


def test_a_run_tells_how_far_it_is(reader, editor):
    run = run_of(editor)
    told = reader.get(address("run_progress", run)).json()
    assert told == {"state": "running", "isOpen": True, "percent": 25, "done": 20, "total": 80, "problems": 0}
    html = reader.get(address("run", run)).content.decode()
    assert f'data-run-progress="{address("run_progress", run)}"' in html
    assert 'value="25"' in html
    assert "localization/js/runs.js" in html
    assert "Look again" in html


def test_a_run_is_stopped_by_a_button(reader, editor):
    run = run_of(editor)
    assert reader.get(address("run_cancel", run)).status_code == 405
    answer = reader.post(address("run_cancel", run), follow=True)
    run.refresh_from_db()
    assert run.is_cancelled
    assert "It ends after the pages at hand" in answer.content.decode()


def test_a_run_that_ended_offers_nothing_to_stop(reader, editor):
    html = reader.get(address("run", run_of(editor, state=State.DONE))).content.decode()
    assert "Stop it" not in html
    assert "data-run-progress" not in html


def test_problems_are_sentences_in_the_language_of_whoever_reads_them(reader, editor):
    found = [problem("no_place", title="Returns", language="fa"), "Something plain", {"code": "unheard of"}]
    run = run_of(editor, state=State.DONE, problems=found)
    html = reader.get(address("run", run)).content.decode()
    assert "“Returns” has no page above it in فارسی" in html
    assert "Something plain" in html
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "fa"})
    with translation.override("fa"):
        assert "“Returns” has no page above it" not in reader.get(address("run", run)).content.decode()


def test_the_list_is_in_the_menu_of_reports(reader):
    html = reader.get(reverse("wagtailadmin_home")).content.decode()
    assert address("runs") in html


def test_a_run_is_called_by_the_language_of_whoever_reads_it(editor, client):
    with override("ar"):
        run_start(kind="import", title=problem("machine_title", language="fa"), parameters={}, open_key=None, user=editor)
    client.force_login(editor)
    html = client.get(address("runs")).content.decode()
    assert "Machine translation into فارسی" in html
    with override("ar"):
        assert title_of(BackgroundRun.objects.get()) == "ترجمة آلية إلى فارسی"
    assert str(BackgroundRun.objects.get()) == "Machine translation into فارسی"
