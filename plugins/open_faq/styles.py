"""The style. Its name is stored with the content."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanad import FaqStyle, register_faq_style


class OpenAnswers(FaqStyle):
    """The questions as links, and below them all answers."""

    name = "open_faq__open"
    label = _("Open answers")
    template = "open_faq/list.html"
    css = ("open_faq/open_faq.css",)
    heeds = ("by_topic",)


register_faq_style(OpenAnswers())
