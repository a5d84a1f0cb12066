"""Pages and snippets made of their source and the words of a translation: as drafts, and published."""

from localization.rendering.drafts import draft_save, rendered
from localization.rendering.publishing import NotPublishable, is_publishable, translation_publish

__all__ = ["NotPublishable", "draft_save", "is_publishable", "rendered", "translation_publish"]
