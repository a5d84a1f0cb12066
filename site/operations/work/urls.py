"""Addresses of the screens, below `/admin/system/`."""

from django.urls import path

from operations.system.views import SystemView
from operations.work import views

app_name = "operations_admin"

urlpatterns = [
    path("", SystemView.as_view(), name="system"),
    path("tasks/", views.TasksView.as_view(), name="tasks"),
    path("tasks/results/", views.TasksResultsView.as_view(), name="tasks_results"),
    path("tasks/<uuid:task_id>/", views.TaskView.as_view(), name="task"),
    path("tasks/<uuid:task_id>/retry/", views.retry, name="retry"),
    path("tasks/<uuid:task_id>/cancel/", views.cancel, name="cancel"),
    path("tasks/<uuid:task_id>/forget/", views.forget, name="forget"),
    path("jobs/", views.JobsView.as_view(), name="jobs"),
    path("jobs/results/", views.JobsResultsView.as_view(), name="jobs_results"),
    path("jobs/<path:name>/run/", views.run_now, name="run_now"),
]
