from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.assets import assets
from content.code.highlighting import highlighted
from content.code.languages import LANGUAGES, language_code, language_name

LONGEST_NAME = 30


class LanguageBlock(blocks.ChoiceBlock):
    """A language of the list, or none. What was free text once is read as the one it means; other words stay as they are."""

    choices = [("", _("Plain text")), *LANGUAGES.items()]

    def to_python(self, value: Any) -> str:
        return language_code(str(value or "")) or str(value or "")

    def normalize(self, value: Any) -> str:
        return self.to_python(value)

    def clean(self, value: Any) -> str:
        return self.to_python(value)[:LONGEST_NAME]

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class CodeTextBlock(blocks.TextBlock):
    """Code is the same in all languages: translators are not asked for it."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []


class CodeBlock(blocks.StructBlock):
    language = LanguageBlock(required=False, label=_("Language"))
    code = CodeTextBlock(label=_("Code"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        language = value.get("language") or ""
        context["language_name"] = language_name(language)
        context["highlighted"] = highlighted(value.get("code") or "", language)
        context["assets"] = assets(parent_context, "content/css/code.css", "content/js/code.js")
        return context

    class Meta:
        icon = "code"
        label = _("Code")
        template = "content/blocks/code.html"
        preview_value = {"language": "json", "code": '{\n  "order": "NR-20418",\n  "pieces": 2\n}'}
        description = _("A passage of code in its colours; always reads from left to right.")
