"""The style. Its name is stored with the content."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanad import FaqStyle, register_faq_style

OPEN = FaqStyle("open_faq__open", _("Open answers"), "open_faq/list.html", css=("open_faq/open_faq.css",))

register_faq_style(OPEN)
