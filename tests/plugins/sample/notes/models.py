from django.conf import settings
from django.db import models


class Note(models.Model):
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
