from django.urls import re_path

from activity import views

app_name = "activity"

# Up to 18 digits: what fits into the database. path()'s <int> takes any number, and Arabic digits.
urlpatterns = [
    re_path(r"^(?P<kind>view|exit)/(?P<page_id>[0-9]{1,18})/$", views.seen, name="seen"),
    re_path(r"^open/(?P<name>[a-z]{1,20})/$", views.opened, name="opened"),
]
