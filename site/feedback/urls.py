from django.urls import path, re_path

from feedback.views import commenting, missing, voting

app_name = "feedback"

# Up to 18 digits: what fits into the database. path()'s <int> takes any number, and Arabic digits.
urlpatterns = [
    re_path(r"^(?P<number>[0-9]{1,18})/$", voting.form, name="form"),
    re_path(r"^(?P<number>[0-9]{1,18})/comment/$", commenting.comment, name="comment"),
    path("missing/", missing.missing, name="missing"),
    re_path(r"^(?P<kind>[a-z]{1,20})/(?P<number>[0-9]{1,18})/$", voting.form, name="thing_form"),
    re_path(r"^(?P<kind>[a-z]{1,20})/(?P<number>[0-9]{1,18})/comment/$", commenting.comment, name="thing_comment"),
]
