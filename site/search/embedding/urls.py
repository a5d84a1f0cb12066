"""Addresses of the search box for other sites: short, without a language, and the same for ever."""

from django.urls import path

from search.embedding import views

app_name = "search_widget"

urlpatterns = [
    path("widget.js", views.script, name="script"),
    path("widget.css", views.sheet, name="sheet"),
]
