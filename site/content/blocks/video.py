from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.assets import assets
from content.blocks.text import TEXT_FEATURES
from content.video import video_of


class VideoAddressBlock(blocks.CharBlock):
    """An address of a film, the same in all languages unless a translator has another one."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned and video_of(cleaned) is None:
            raise ValidationError(_("This is no address of a film at YouTube or Vimeo, nor of an MP4 or WebM file on this site."))
        return cleaned

    def get_translatable_segments(self, value: str) -> list[Any]:
        from wagtail_localize.segments import OverridableSegmentValue

        return [OverridableSegmentValue("", value)] if value else []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return segments[0].data if segments else value


class VideoBlock(blocks.StructBlock):
    """A film. Nothing is loaded from its provider before a reader starts it."""

    url = VideoAddressBlock(
        max_length=500,
        label=_("Address"),
        help_text=_("Of a film at YouTube or Vimeo, or of an MP4 or WebM file on this site, such as /documents/7/film.mp4."),
    )
    title = blocks.CharBlock(max_length=150, label=_("Title"))
    poster = ImageChooserBlock(
        required=False, label=_("Picture before it starts"), help_text=_("From the library: nothing is asked of the provider.")
    )
    transcript = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        required=False,
        label=_("Transcript"),
        help_text=_("What is said and shown, for people who cannot hear or see it, and for search."),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["video"] = video_of(value.get("url") or "")
        context["assets"] = assets(parent_context, "content/css/video.css", "content/js/video.js")
        return context

    class Meta:
        icon = "media"
        label = _("Video")
        template = "content/blocks/video.html"
        description = _("A film from YouTube, Vimeo or this site; nothing is loaded from there before it is started.")
        preview_value = {
            "url": "https://www.youtube.com/watch?v=00000000000",
            "title": "How to pack a return",
            "poster": None,
            "transcript": "<p>Put the order form on top.</p>",
        }
