"""Pages and snippets made of their source and the words of a translation: as drafts, and published."""

from localization.rendering.drafts import draft_save, rendered
from localization.rendering.publishing import NotPublishable, is_publishable, translation_publish
from localization.rendering.targets import target_of, targets_of

__all__ = ["NotPublishable", "draft_save", "is_publishable", "rendered", "target_of", "targets_of", "translation_publish"]
