from django.urls import re_path

from kb.feeds import category_feed

app_name = "kb"

urlpatterns = [re_path(r"^(?P<path>(?:[^/]+/)*)feed\.atom$", category_feed, name="feed")]
