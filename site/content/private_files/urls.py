from django.urls import path

from content.private_files.serving import private_file

urlpatterns = [path("<path:path>", private_file, name="private_file")]
