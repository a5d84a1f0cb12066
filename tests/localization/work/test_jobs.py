from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from localization.jobs import services
from localization.jobs.selectors import progress_of, totals_of
from localization.jobs.services import items_edit, job_attach, job_cancel, job_close, job_request, jobs_attach
from localization.jobs.sources import Sources
from localization.models import BackgroundRun, JobItem, LanguageTeam, Notice, SourceChange, Stage, Translation, TranslationJob
from localization.review.stamp import words_stamp
from localization.snapshots import source_of
from localization.stages import NotAllowed, approve, assign, claim, submit
from localization.teams import team_ensure
from tests.localization.work.cast import again, locale, person, reload, source, translation_of, write_all

pytestmark = pytest.mark.django_db

REQUEST = "localization_admin:request"


@pytest.fixture
def writer(homes):
    user = person("writer")
    user.groups.add(Group.objects.get(name="Editors"))
    return again(user)


@pytest.fixture
def pages(home):
    top = source(home, "Top", slug="top")
    return [top, *(source(top, f"Below {number}", slug=f"below-{number}") for number in range(3))]


def asked(pages, **fields):
    given = {"assignees": {locale("fa"): None}, "title": "Autumn", **fields}
    return job_request(sources=Sources(list(pages)), **given)


def test_one_page_is_there_at_once_with_day_priority_and_person(page, writer, translator):
    due = timezone.localdate() + timedelta(days=5)
    job = asked([page], user=writer, due=due, priority=10, assignees={locale("fa"): translator})
    row = Translation.objects.get(job_items__job=job)
    assert (row.due, row.priority, row.assignee, row.stage) == (due, 10, translator, Stage.TO_DO)


def test_many_pages_are_made_by_the_worker_and_taken_up_by_the_job(pages, writer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(pages, user=writer, assignees={locale("fa"): None, locale("ar"): None})
    assert JobItem.objects.filter(job=job).count() == 2 * len(pages)
    assert job_attach(job=job) == 0


def test_the_person_is_told_once_however_many_pages(pages, writer, translator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(pages, user=writer, assignees={locale("fa"): translator}, note="Before the fair.")
    job_attach(job=job)
    notice = Notice.objects.get(user=translator)
    assert (notice.kind, notice.details["count"]) == ("requested", 4)
    assert [each.to for each in mail.outbox] == [[translator.email]]
    assert "Before the fair." in mail.outbox[0].body


def test_who_was_told_is_not_counted_for_again(page, writer, translator, lead, monkeypatch):
    asked([page], user=writer)
    assert set(Notice.objects.values_list("user", flat=True)) == {translator.pk, lead.pk}
    monkeypatch.setattr("localization.visible.translations_visible_to", None)  # what it costs: nobody asks
    assert jobs_attach() == 0


def test_a_job_of_which_all_is_published_leaves_the_list(pages, writer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(pages, user=writer)
    waiting = asked([pages[0]], user=writer, assignees={locale("ar"): None})
    JobItem.objects.filter(job=job).exclude(translation__translation_key=pages[0].translation_key).update(done=timezone.now())
    jobs_attach()
    assert TranslationJob.objects.filter(closed=None).count() == 2
    JobItem.objects.filter(job=job).update(done=timezone.now())
    BackgroundRun.objects.filter(pk=job.run_id).update(state=BackgroundRun.State.RUNNING)
    jobs_attach()
    assert TranslationJob.objects.filter(closed=None).count() == 2, "more is made for it"
    BackgroundRun.objects.filter(pk=job.run_id).update(state=BackgroundRun.State.DONE)
    jobs_attach()
    assert list(TranslationJob.objects.filter(closed=None)) == [waiting]


def test_a_job_is_done_when_its_translations_are_published(page, writer, translator, reviewer):
    job = asked([page], user=writer)
    row = Translation.objects.get(job_items__job=job)
    write_all(row, translator)
    submit(row, user=translator)
    approve(row, user=reviewer, seen=words_stamp(reload(row)))
    assert JobItem.objects.get(job=job).done is not None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"due": timezone.localdate() - timedelta(days=1)}, "has passed"),
        ({"assignees": {}}, "at least one language"),
        ({"sources": Sources()}, "nothing to translate"),
    ],
)
def test_bad_requests_make_nothing(page, writer, fields, sentence):
    given = {"sources": Sources([page]), "assignees": {locale("fa"): None}, "title": "", "user": writer, **fields}
    with pytest.raises(NotAllowed, match=sentence):
        job_request(**given)
    assert not TranslationJob.objects.exists()


def test_work_is_given_to_nobody_who_does_not_translate(page, writer):
    with pytest.raises(NotAllowed, match="does not translate"):
        asked([page], user=writer, assignees={locale("fa"): person("stranger")})


def test_the_same_request_while_it_is_made_is_refused(pages, writer):
    asked(pages, user=writer)
    with pytest.raises(NotAllowed, match="being made already"):
        asked(pages, user=writer)
    assert TranslationJob.objects.count() == 1


def test_the_nearer_day_and_the_higher_priority_win(page, writer):
    near, far = (timezone.localdate() + timedelta(days=number) for number in (3, 30))
    asked([page], user=writer, due=near, priority=0)
    asked([page], user=writer, due=far, priority=20)
    row = Translation.objects.get(translation_key=page.translation_key)
    assert (row.due, row.priority) == (near, 20)


def test_many_rows_change_at_once_and_the_person_gets_one_mail(
    pages, writer, lead, translator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(pages, user=writer)
    mail.outbox.clear()
    day = timezone.localdate() + timedelta(days=4)
    items = list(JobItem.objects.filter(job=job).values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        changed, refusals = items_edit(job=job, items=items, user=lead, due=day, to=translator, priority=20)
    assert (changed, refusals) == (4, [])
    assert set(Translation.objects.filter(job_items__job=job).values_list("due", "priority", "assignee")) == {
        (day, 20, translator.pk)
    }
    assert [each.to for each in mail.outbox] == [[translator.email]]


def test_who_does_not_lead_changes_no_rows(page, writer, translator):
    job = asked([page], user=writer)
    items = list(JobItem.objects.filter(job=job).values_list("pk", flat=True))
    changed, refusals = items_edit(job=job, items=items, user=translator, priority=20)
    assert changed == 0
    assert refusals and "Only leads" in refusals[0]


def test_a_request_that_is_taken_back_leaves_the_drafts_without_day_and_person(page, writer, translator):
    due = timezone.localdate() + timedelta(days=5)
    job = asked([page], user=writer, due=due, assignees={locale("fa"): translator})
    job_cancel(job=job, user=writer)
    row = Translation.objects.get(job_items__job=job)
    assert (row.due, row.assignee) == (None, None)
    assert TranslationJob.objects.get(pk=job.pk).is_cancelled


def test_what_a_lead_set_by_hand_outlives_a_request_that_is_taken_back(page, writer, lead, translator):
    due = timezone.localdate() + timedelta(days=5)
    job = asked([page], user=writer, due=due, assignees={locale("fa"): translator})
    row = Translation.objects.get(job_items__job=job)
    assign(row, user=lead, to=lead, due=due + timedelta(days=1), priority=20)
    job_cancel(job=job, user=writer)
    row = reload(row)
    assert (row.due, row.assignee, row.priority) == (due + timedelta(days=1), lead, 20)


def test_a_request_that_is_taken_back_before_the_worker_began_is_told_to_nobody(pages, writer, translator):
    job = asked(pages, user=writer, assignees={locale("fa"): translator})
    translation_of(pages[1])
    job_cancel(job=job, user=writer)
    assert not Notice.objects.filter(user=translator).exists()


def test_strangers_end_no_job(page, writer, translator):
    job = asked([page], user=writer)
    for end in (job_close, job_cancel):
        with pytest.raises(NotAllowed):
            end(job=job, user=translator)


def test_the_form_shows_what_will_be_made_and_warns(client, page, writer, superuser):
    LanguageTeam.objects.filter(locale=locale("id")).delete()
    SourceChange.objects.create(translation_key=page.translation_key, revision=10**6, is_ready=False, published=timezone.now())
    client.force_login(superuser)
    text = client.get(reverse(REQUEST), {"page": page.pk}).content.decode()
    assert "no team yet" in text
    assert "Not ready for translation" in text
    assert "Words to translate" in text


def test_words_left_are_those_that_nobody_has_translated(page, writer, translator):
    job = asked([page], user=writer)
    row = Translation.objects.get(job_items__job=job)
    assert [each.words for each in progress_of(job, writer)] == [row.words_total]
    write_all(row, translator)
    assert [each.words for each in progress_of(job, writer)] == [0]


def test_what_readers_had_before_is_no_work_of_a_job(home, page, translation, writer, translator, reviewer):
    write_all(translation, translator)
    submit(translation, user=translator)
    approve(translation, user=reviewer, seen=words_stamp(reload(translation)))
    published = reload(translation).published
    other = translation_of(source(home, "Prices", slug="prices"))
    job = asked([page, source_of(other)], user=writer)
    job_attach(job=job)
    assert JobItem.objects.get(job=job, translation=translation).done == published
    assert [(each.total, each.done, each.percent) for each in progress_of(job, writer)] == [(1, 0, 0)]
    assert totals_of([job], writer) == {job.pk: (1, 0)}


def test_the_form_says_what_is_asked_for_already(client, page, superuser):
    client.force_login(superuser)
    assert "asked for already" not in client.get(reverse(REQUEST), {"page": page.pk}).content.decode()
    job = asked([page], user=superuser)
    assert client.get(reverse(REQUEST), {"page": page.pk}).content.decode().count("asked for already") == 1
    job_close(job=job, user=superuser)
    assert "asked for already" not in client.get(reverse(REQUEST), {"page": page.pk}).content.decode()


def test_the_form_warns_of_a_team_with_nobody_in_it(client, page, superuser, translator):
    for each in ("fa", "ar"):
        team_ensure(locale(each))
    client.force_login(superuser)
    said = "nobody in its team yet"
    assert said in client.get(reverse(REQUEST), {"page": page.pk, "locale": "ar"}).content.decode()
    assert said not in client.get(reverse(REQUEST), {"page": page.pk, "locale": "fa"}).content.decode()


def test_the_form_warns_of_what_readers_do_not_have(client, home, page, superuser):
    client.force_login(superuser)
    said = "Readers do not have these yet"
    assert said not in client.get(reverse(REQUEST), {"page": page.pk}).content.decode()
    draft = source(home, "Not yet", slug="not-yet", live=False)
    assert said in client.get(reverse(REQUEST), {"page": draft.pk}).content.decode()


def test_without_a_language_there_is_no_empty_table(client, page, superuser):
    client.force_login(superuser)
    text = client.post(f"{reverse(REQUEST)}?page={page.pk}", {"do": "look"}).content.decode()
    assert "There already" not in text


def test_the_form_asks_and_leads_to_the_job(client, page, superuser):
    client.force_login(superuser)
    response = client.post(
        f"{reverse(REQUEST)}?page={page.pk}", {"do": "request", "languages": ["fa", "ar"], "title": "Autumn", "priority": "10"}
    )
    job = TranslationJob.objects.get()
    assert response.url == reverse("localization_admin:job", args=[job.pk])
    assert JobItem.objects.filter(job=job).count() == 2
    assert page.title in client.get(response.url).content.decode()
    assert "Autumn" in client.get(reverse("localization_admin:jobs")).content.decode()


def test_with_all_below(client, pages, superuser, django_capture_on_commit_callbacks):
    client.force_login(superuser)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            f"{reverse(REQUEST)}?page={pages[0].pk}",
            {"do": "request", "languages": ["fa"], "with_descendants": "on", "priority": "0"},
        )
    assert JobItem.objects.count() == len(pages)


@pytest.mark.parametrize(
    "sent",
    [
        {"languages": ["xx"]},
        {"languages": []},
        {"languages": ["en"]},
        {"languages": ["fa"], "due": "2020-01-01"},
        {"languages": ["fa"], "due": "9999-12-31"},
        {"languages": ["fa"], "due": "tomorrow"},
        {"languages": ["fa"], "priority": "99"},
        {"languages": ["fa"], "who_fa": "9" * 30},
        {"languages": ["fa"], "title": "x" * 300},
    ],
)
def test_bad_input_asks_for_nothing_and_says_why(client, page, superuser, sent):
    client.force_login(superuser)
    response = client.post(f"{reverse(REQUEST)}?page={page.pk}", {"do": "request", "priority": "0", **sent})
    assert response.status_code == 200
    assert not TranslationJob.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["page=999999", "page=x", "key=x", "snippet=x", "snippet=home.homepage:1", "snippet=faq_blocks.question:999", "chosen=1", ""],
)
def test_a_request_about_nothing_says_so(client, superuser, homes, query):
    client.force_login(superuser)
    response = client.get(f"{reverse(REQUEST)}?{query}")
    assert response.status_code == 200
    assert "nothing to translate" in response.content.decode()


def test_a_translation_stands_for_its_source(client, page, translation, superuser):
    client.force_login(superuser)
    text = client.get(reverse(REQUEST), {"page": translation.page_id}).content.decode()
    assert f"<bdi>{page.title}</bdi>" in text


def test_rows_of_the_overview_are_named_by_key_and_locale(client, page, superuser):
    client.force_login(superuser)
    text = client.get(reverse(REQUEST), {"key": page.translation_key, "locale": "fa"}).content.decode()
    assert f"<bdi>{page.title}</bdi>" in text
    assert 'value="fa" checked' in " ".join(text.split()) or "checked" in text


def test_the_explorers_selection_leads_to_the_form(client, pages, superuser):
    client.force_login(superuser)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "request_translation"])
    response = client.get(url, {"id": [pages[1].pk, pages[2].pk]})
    assert response.url == f"{reverse(REQUEST)}?chosen=1"
    text = client.get(response.url).content.decode()
    assert "Below 0" in text and "Below 1" in text and "Below 2" not in text


def test_translators_do_not_ask_for_work(client, page, translator):
    client.force_login(translator)
    assert client.get(reverse(REQUEST), {"page": page.pk}).status_code == 302


def test_leads_ask_for_their_own_language_alone(client, page, lead):
    client.force_login(lead)
    text = client.get(reverse(REQUEST), {"page": page.pk}).content.decode()
    assert 'value="ar"' not in text


def test_jobs_about_closed_pages_are_seen_by_nobody_to_whom_these_are_closed(client, home, superuser, translator, lead):
    from tests.factories import add_page
    from wiki.models import SpacePage, WikiPage

    space = add_page(home, SpacePage, "Zephyr corner", slug="zephyr")
    job = asked([add_page(space, WikiPage, "Zephyr rules", slug="rules")], user=superuser, title="Zephyr")
    assert not Notice.objects.filter(user__in=[translator, lead]).exists()
    client.force_login(lead)
    assert client.get(reverse("localization_admin:job", args=[job.pk])).status_code == 404
    assert "Zephyr" not in client.get(reverse("localization_admin:jobs")).content.decode()


def test_a_job_that_nobody_named_does_not_tell_the_title_of_a_closed_page(
    client, home, page, superuser, lead, django_capture_on_commit_callbacks
):
    from tests.factories import add_page
    from wiki.models import SpacePage, WikiPage

    space = add_page(home, SpacePage, "Zephyr corner", slug="zephyr")
    secret = add_page(space, WikiPage, "Zephyr rules", slug="rules")
    with django_capture_on_commit_callbacks(execute=True):
        asked([Page.objects.get(pk=secret.pk), Page.objects.get(pk=page.pk)], user=superuser, title="")
    client.force_login(lead)
    text = client.get(reverse("localization_admin:jobs")).content.decode()
    assert "2 pages" in text and "Zephyr" not in text
    assert asked([Page.objects.get(pk=page.pk)], user=superuser, title="").title == page.title


def test_a_page_that_was_deleted_leaves_the_job_readable(client, page, writer):
    job = asked([page], user=writer)
    page.delete()
    client.force_login(writer)
    assert client.get(reverse("localization_admin:job", args=[job.pk])).status_code == 200


def test_a_claim_made_while_a_job_takes_up_its_pages_stays(page, translation, writer, translator, monkeypatch):
    seen_by = services._seen_by

    def meanwhile(person, rows):
        if rows:
            claim(translation, user=translator)
        return seen_by(person, rows)

    monkeypatch.setattr(services, "_seen_by", meanwhile)
    asked([page], user=writer, priority=10)
    row = reload(translation)
    assert (row.assignee, row.stage, row.priority) == (translator, Stage.TRANSLATING, 10)


def test_a_claim_made_while_a_lead_changes_days_stays(page, writer, translator, lead, monkeypatch):
    job = asked([page], user=writer)
    due = timezone.localdate() + timedelta(days=3)

    def meanwhile(row, **wanted):
        claim(row, user=translator)
        return assign(row, **wanted)

    monkeypatch.setattr(services, "assign", meanwhile)
    items = list(job.items.values_list("pk", flat=True))
    assert items_edit(job=job, items=items, user=lead, due=due) == (1, [])
    row = Translation.objects.get(job_items__job=job)
    assert (row.assignee, row.stage, row.due) == (translator, Stage.TRANSLATING, due)
