"""The states of translations where Wagtail shows pages: in the explorer and beside the form.

Wagtail looks for views by the type of a page and the types it stands on, so one set of views for HelpPage serves all types.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from content.models import HelpPage
from localization.dashboards.in_lists import TranslationsColumn
from localization.dashboards.side_panel import panel_for


class HelpPageIndexView(ExplorableIndexView):
    """The explorer, with a column for the languages before that of the state."""

    base_columns = [*ExplorableIndexView.base_columns, TranslationsColumn()]


class HelpPageEditView(EditView):
    """The form of a page, with the languages beside it. An answer to what is saved while typing does without them."""

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's and ours."""
        panels = super().get_side_panels()
        if self.expects_json_response:
            return panels
        return MediaContainer([*panels[:1], *panel_for(self.page, self.request), *panels[1:]])


class HelpPageViewSet(PageViewSet):
    """The views of all types of pages of the help center."""

    model = HelpPage
    parent_models = [HelpPage]
    filterset_class = GenericPageFilterSet
    index_view_class = HelpPageIndexView
    edit_view_class = HelpPageEditView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The views work on pages of any type, as Wagtail's do: below these may stand others."""
        made: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**made, "model": Page}
