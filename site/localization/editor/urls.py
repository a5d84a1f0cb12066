"""The addresses of the editor, below `translations/` of the admin, in the namespace `localization_admin`."""

from __future__ import annotations

from django.urls import path

from localization.editor import api
from localization.editor.views import EditView, preview

urlpatterns = [
    path("<row:pk>/", EditView.as_view(), name="edit"),
    path("<row:pk>/preview/", preview, name="preview"),
    path("<row:pk>/concordance/", api.concordance, name="concordance"),
    path("<row:pk>/units/<row:unit_id>/", api.unit, name="unit"),
    path("<row:pk>/units/<row:unit_id>/suggestions/", api.suggestions, name="unit_suggestions"),
    path("<row:pk>/units/<row:unit_id>/value/", api.value, name="unit_value"),
    path("<row:pk>/units/<row:unit_id>/history/", api.history, name="unit_history"),
    path("<row:pk>/units/<row:unit_id>/waive/", api.waive, name="unit_waive"),
    path("<row:pk>/bin/<row:unit_id>/", api.restore, name="bin_restore"),
]
