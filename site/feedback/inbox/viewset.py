"""The inbox among the tools of the admin."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from feedback.inbox.bulk import BulkAssign, BulkState
from feedback.inbox.detail import CommentView, PlaceView, UndoView
from feedback.inbox.filters import CommentFilterSet
from feedback.inbox.listing import SEARCHED, CommentIndexView
from feedback.inbox.solving import SolvedView
from feedback.models import Comment


class CommentViewSet(ModelViewSet):
    """The list and a page for each comment. Readers write them: none is added, edited or deleted by hand."""

    model = Comment
    name = "feedback_comments"
    url_prefix = "feedback/comments"
    icon = "comment"
    menu_name = "readers-comments"
    menu_label = _("Readers’ comments")
    menu_order = 440
    add_to_admin_menu = True
    index_view_class = CommentIndexView
    list_per_page = 50
    ordering = "-said"
    add_to_reference_index = False
    copy_view_enabled = False
    filterset_class = CommentFilterSet
    search_fields = SEARCHED
    list_export: list[str] = []

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The view itself knows what this person may search and export."""
        given = super().get_index_view_kwargs(**kwargs)
        return {name: value for name, value in given.items() if name not in {"search_fields", "list_export", "export_headings"}}

    def get_urlpatterns(self) -> list[Any]:
        """The list, a comment, and what is done to it."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<row:pk>/", CommentView.as_view(), name="comment"),
            path("<row:pk>/place/", PlaceView.as_view(), name="place"),
            path("undo/<uuid:batch>/", UndoView.as_view(), name="undo"),
            path("solved/<row:page_id>/", SolvedView.as_view(), name="solved"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without addresses for adding, editing or deleting: there are none."""
        missing = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(**{**{f"{name}_url_name": None for name in missing}, **kwargs})

    def on_register(self) -> None:
        """With what can be done to many at once."""
        super().on_register()
        for action in (BulkState, BulkAssign):
            hooks.register("register_bulk_action", action)

    def register_admin_url_finder(self) -> None:
        """A comment is no page that is edited."""
