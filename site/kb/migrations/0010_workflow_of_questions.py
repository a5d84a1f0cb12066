"""On sites that have home pages, questions of the library are approved as their pages are, unless they have a way of their own."""

from django.db import migrations


def assign(apps, schema_editor):
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    of_pages = WorkflowPage.objects.filter(page__depth=2, workflow__active=True).order_by("page__path").first()
    if of_pages is None:
        return
    kind, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="faq_blocks", model="question")
    apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
        content_type=kind, defaults={"workflow": of_pages.workflow}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0009_links"),
        ("faq_blocks", "0003_library"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(assign, migrations.RunPython.noop, elidable=False)]
