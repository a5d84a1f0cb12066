"""The forms of a question and of a topic."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from faq_blocks.library.fields import TopicField, TopicsField
from faq_blocks.library.permissions import may_place
from faq_blocks.models import Topic


class OwnSlug(WagtailAdminModelForm):
    """Says so when another thing of this language has the slug; the language is no field, and Django does not look without it."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = type(self.instance)._base_manager.filter(locale_id=self.instance.locale_id, slug=slug)
        if slug and others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Something else in this language has this slug. Choose another one, or leave it empty."))
        return slug


class QuestionForm(OwnSlug):
    """A question, and the topics it stands in, which are no part of its draft: the view saves them, see library.views."""

    in_topics = TopicsField(
        queryset=Topic.objects.none(),
        required=False,
        widget=CheckboxSelectMultiple,
        label=_("Topics"),
        help_text=_("Takes effect at once, also while the text is a draft."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"question", "search_keywords", "note"} & set(self.fields):
            self.fields[name].widget.attrs["dir"] = "auto"
        field: Any = self.fields["in_topics"]
        field.queryset = Topic.objects.filter(locale_id=self.instance.locale_id)
        if self.instance.pk:
            self.initial.setdefault("in_topics", list(self.instance.placements.values_list("topic_id", flat=True)))
            if self.for_user is not None and not may_place(self.for_user, self.instance):
                field.disabled = True
                field.help_text = _("This question is published: whoever may publish sorts it.")


class TopicForm(OwnSlug):
    """A topic. Where it stands among others is set on the screen of all topics."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"title", "description"} & set(self.fields):
            self.fields[name].widget.attrs["dir"] = "auto"
        if "parent" in self.fields:
            same = Topic.objects.filter(locale_id=self.instance.locale_id).exclude(pk=self.instance.pk)
            self.fields["parent"] = TopicField(
                queryset=same,
                required=False,
                empty_label=_("None: it is one of the uppermost"),
                label=self.fields["parent"].label,
                initial=self.instance.parent_id,
            )
