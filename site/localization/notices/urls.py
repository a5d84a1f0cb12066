from django.urls import path

from localization.notices.views import NoticesView, notice_open

urlpatterns = [
    path("notices/", NoticesView.as_view(), name="notices"),
    path("notices/<row:pk>/", notice_open, name="notice"),
]
