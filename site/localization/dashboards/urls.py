"""Addresses below `translations/` in the admin."""

from django.urls import path

from localization.dashboards.matrix import PageMatrixView, SnippetMatrixView
from localization.dashboards.views import LanguageView, correct_level, say_ready

urlpatterns = [
    path("", PageMatrixView.as_view(), name="matrix"),
    path("results/", PageMatrixView.as_view(results_only=True), name="matrix_results"),
    path("snippets/", SnippetMatrixView.as_view(), name="matrix_snippets"),
    path("snippets/<str:kind>/", SnippetMatrixView.as_view(), name="matrix_kind"),
    path("snippets/<str:kind>/results/", SnippetMatrixView.as_view(results_only=True), name="matrix_kind_results"),
    path("language/<str:code>/", LanguageView.as_view(), name="language"),
    path("ready/<uuid:translation_key>/", say_ready, name="say_ready"),
    path("level/<uuid:translation_key>/", correct_level, name="correct_level"),
]
