"""The workflow that a new tree begins with: somebody else reviews, then it is published."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from accounts.groups import EDITORS, REVIEWERS
from faq_blocks.models import Question
from kb.models import ReviewTask


def workflow_ensure(*, page: Page) -> None:
    """Give a tree the workflow with the review, unless it has one. Administrators may change all of it. Safe to call again."""
    if WorkflowPage.objects.filter(page=page).exists():
        return
    task = ReviewTask.objects.filter(active=True).order_by("pk").first() or _task()
    workflow = Workflow.objects.active().filter(workflow_tasks__task=task).order_by("pk").first() or _workflow(task)
    WorkflowPage.objects.create(page=page, workflow=workflow)


def questions_workflow_ensure(*, page: Page) -> None:
    """Let questions of the library go the way of a tree's pages, unless they have one of their own. Safe to call again."""
    kind = ContentType.objects.get_for_model(Question)
    of_pages = WorkflowPage.objects.filter(page=page).first()
    if of_pages is not None and not WorkflowContentType.objects.filter(content_type=kind).exists():
        WorkflowContentType.objects.create(content_type=kind, workflow=of_pages.workflow)


def _task() -> ReviewTask:
    task: ReviewTask = ReviewTask.objects.create(name=gettext("Review by somebody else"))
    task.groups.set(Group.objects.filter(name__in=(EDITORS, REVIEWERS)))
    return task


def _workflow(task: ReviewTask) -> Workflow:
    workflow = Workflow.objects.create(name=gettext("Review, then publish"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
