"""Addresses of the screen, below /admin/plugins/. A plugin's slug has no hyphen; what has one is ours."""

from django.urls import path

from plugins.admin.changing import activate, bulk, deactivate, pause, resume
from plugins.admin.details import DetailsView
from plugins.admin.notices import dismiss
from plugins.admin.pages import ListView, ResultsView
from plugins.admin.removing import UninstallView, export
from plugins.admin.serving import reload, try_again
from plugins.admin.uploading import ConfirmView, UploadView, put_back

app_name = "plugin_screen"

urlpatterns = [
    path("", ListView.as_view(), name="index"),
    path("list-results/", ResultsView.as_view(), name="results"),
    path("bulk-action/", bulk, name="bulk"),
    path("server-reload/", reload, name="reload"),
    path("notices-dismiss/", dismiss, name="dismiss"),
    path("upload-zip/", UploadView.as_view(), name="upload"),
    path("upload-zip/<str:token>/", ConfirmView.as_view(), name="confirm"),
    path("<str:slug>/", DetailsView.as_view(), name="details"),
    path("<str:slug>/activate/", activate, name="activate"),
    path("<str:slug>/deactivate/", deactivate, name="deactivate"),
    path("<str:slug>/pause/", pause, name="pause"),
    path("<str:slug>/resume/", resume, name="resume"),
    path("<str:slug>/try-again/", try_again, name="try-again"),
    path("<str:slug>/put-back/", put_back, name="put-back"),
    path("<str:slug>/uninstall/", UninstallView.as_view(), name="uninstall"),
    path("<str:slug>/export/", export, name="export"),
]
