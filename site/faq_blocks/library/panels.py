"""What stands where in the forms of a question and of a topic."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface

from faq_blocks.checks.panels import QuestionChecksPanel
from faq_blocks.library.forms import QuestionForm, TopicForm
from localization.significance.panel import SignificancePanel

question_form = TabbedInterface(
    [
        ObjectList(
            [
                QuestionChecksPanel(),
                FieldPanel("question", classname="title"),
                FieldPanel("answer"),
                FieldPanel("in_topics"),
                SignificancePanel(),
            ],
            heading=_("Question"),
        ),
        ObjectList(
            [
                FieldPanel("audience"),
                FieldPanel("is_featured"),
                MultiFieldPanel([FieldPanel("tags"), FieldPanel("search_keywords"), FieldPanel("slug")], heading=_("Found by")),
                MultiFieldPanel([FieldPanel("owner"), FieldPanel("note")], heading=_("For editors")),
                PublishingPanel(),
            ],
            heading=_("Details"),
        ),
    ],
    base_form_class=QuestionForm,
)

topic_form = ObjectList(
    [FieldPanel("title", classname="title"), FieldPanel("description"), FieldPanel("parent"), FieldPanel("slug")],
    base_form_class=TopicForm,
)
