from django.urls import path, re_path

from faq_blocks.own_pages.views import answer, numbered, question

app_name = "questions"

urlpatterns = [
    # A number lasts longer than a slug, and is shorter: long lists link so. No slug begins with this sign.
    re_path(r"^~(?P<pk>[0-9]{1,18})/$", numbered, name="numbered"),
    re_path(r"^~(?P<pk>[0-9]{1,18})/answer/$", answer, name="answer"),
    path("<str:slug>/", question, name="question"),
]
