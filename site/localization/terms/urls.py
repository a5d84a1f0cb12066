"""Addresses below `translations/` in the admin. The list has the name that the menu knows; the rest are the view set's own."""

from django.urls import path

from localization.terms.views import view_set

urlpatterns = [path("terms/", view_set.index_view, name="terms")]
