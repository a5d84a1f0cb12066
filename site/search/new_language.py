"""What search knows of a new language."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale

from localization.new_language.steps import Told, register_step
from search.analysis.registry import language_analysis


def analysis_told(locale: Locale) -> Told:
    """Tell what lacks of the analysis of a language. Its indexes are made with its first pages."""
    known = language_analysis(locale.language_code)
    missing = []
    if known.stem is None:
        stands_in = " Elasticsearch has its own." if known.elasticsearch and settings.ELASTICSEARCH_URL else ""
        missing.append(f"No stemmer: words are found as they are written, and not in their other forms.{stands_in}")
    if not known.stop_words:
        missing.append("No list of words to pass over, such as “the”: questions in whole sentences find more than they should.")
    return Told(missing=missing)


def register() -> None:
    """Register the step; called once when the room is ready."""
    register_step("Search", analysis_told, order=50)
