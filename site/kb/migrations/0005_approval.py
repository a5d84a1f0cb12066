"""Who may mark articles as reviewed, and, on sites that have home pages, the workflow that asks for a second pair of eyes.

A site that has chosen a workflow of its own, at the root or for a home page, keeps it.
"""

from django.db import migrations

TRUSTED = ("Editors", "Reviewers")
WAGTAILS_OWN = "Moderators approval"
NAME, STEP = "Review, then publish", "Review by somebody else"


def grant_reviews(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")

    # Django makes it after all migrations: too late to give it away here.
    kind, _created = ContentType.objects.get_or_create(app_label="kb", model="reviewsettings")
    right, _created = Permission.objects.get_or_create(
        content_type=kind, codename="review_article", defaults={"name": "Can mark articles as reviewed"}
    )
    for group in Group.objects.filter(name__in=TRUSTED):
        group.permissions.add(right)


def install_workflow(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    at_root = WorkflowPage.objects.filter(page__depth=1).select_related("workflow").first()
    homes = Page.objects.filter(depth=2, content_type__app_label="home", content_type__model="homepage", workflowpage=None)
    if not homes.exists() or (at_root is not None and at_root.workflow.name != WAGTAILS_OWN):
        return
    workflow = _workflow(apps)
    for home in homes:
        WorkflowPage.objects.create(page=home, workflow=workflow)


def _workflow(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _created = ContentType.objects.get_or_create(app_label="kb", model="reviewtask")
    task = apps.get_model("kb", "ReviewTask").objects.create(name=STEP, content_type=kind, active=True)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=TRUSTED))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    return workflow


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_authors_and_reviewers"),
        ("kb", "0004_review"),
    ]

    operations = [
        migrations.RunPython(grant_reviews, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(install_workflow, migrations.RunPython.noop, elidable=False),
    ]
