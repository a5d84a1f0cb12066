from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CodeBlock(blocks.StructBlock):
    language = blocks.CharBlock(required=False, max_length=30, label=_("Language"), help_text=_("For example JSON or Python."))
    code = blocks.TextBlock(label=_("Code"))

    class Meta:
        icon = "code"
        label = _("Code")
        template = "content/blocks/code.html"
        preview_value = {"language": "JSON", "code": '{"order": "NR-20418"}'}
        description = _("A passage of code; always reads from left to right.")
