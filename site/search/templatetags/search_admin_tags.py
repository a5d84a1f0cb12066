"""Lists and quotations in the templates of the admin."""

from __future__ import annotations

from django import template

from search.wording import listed, quoted

register = template.Library()
register.filter("listed", listed)
register.filter("quoted", quoted)
