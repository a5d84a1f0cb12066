from django.urls import re_path

from feedback.views import voting as views

app_name = "feedback"

# Up to 18 digits: what fits into the database. path()'s <int> takes any number, and Arabic digits.
urlpatterns = [re_path(r"^(?P<page_id>[0-9]{1,18})/$", views.form, name="form")]
