from django.urls import path

from localization.queue.views import QueueView

urlpatterns = [path("queue/", QueueView.as_view(), name="queue")]
