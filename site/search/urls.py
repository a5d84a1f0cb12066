"""Addresses of the search pages, below the language's prefix."""

from django.urls import path

from search import views
from search.log.views import click

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("suggest/", views.suggestions, name="suggest"),
    path("click/", click, name="click"),
]
