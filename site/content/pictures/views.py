"""A picture of the library at the size in which an editor can point at something on it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

SIZE = "max-1000x1000"


def picture(request: HttpRequest, image_id: int) -> HttpResponse:
    """Send to a rendition of the picture, those who may choose it."""
    image = get_object_or_404(get_image_model(), pk=image_id)
    policy = policy_registry.get_by_type(get_image_model())
    if not policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], image):
        raise PermissionDenied
    return redirect(image.file.url if image.is_svg() else image.get_rendition(SIZE).url)
