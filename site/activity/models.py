from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.IntegerChoices):
    """What a reader did on a page. What is opened in pages has numbers of its own, from 10 on: see activity.targets."""

    VIEW = 1, _("read")
    EXIT = 2, _("went on to the contact page")


class Seen(models.Model):
    """A reader read a page today, left it for the contact page, or opened something. Gone when the day has been counted.

    `reader` is a keyed hash of page and person (see activity.readers): it tells that the same one comes again today, and
    nothing else. The constraint is what makes each reader count once, however many processes take part. Pages have no
    foreign key here: a page may go while somebody reads it, and its rows are taken away with it. Where `kind` is that of
    something that is opened, `page_id` is the id of that thing, and `reader` a hash of it and the person.
    """

    day = models.DateField(_("day"))
    page_id = models.PositiveBigIntegerField(_("page"))
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind.choices)
    reader = models.CharField(_("reader"), max_length=32)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reader of today")
        verbose_name_plural = _("readers of today")
        constraints = [
            # In this order the index also counts the readers of each page of a day.
            models.UniqueConstraint(fields=["day", "page_id", "kind", "reader"], name="activity_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.page_id}"


class DailySalt(models.Model):
    """What the hashes of a day are made with, shared by all processes. Gone with the day, and the hashes with it."""

    day = models.DateField(_("day"), primary_key=True)
    salt = models.CharField(_("salt"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self) -> str:
        return str(self.day)


class DailyCount(models.Model):
    """How many readers a page had on one day, and how many of them left it for the contact page."""

    page_id = models.PositiveBigIntegerField(_("page"))
    day = models.DateField(_("day"), db_index=True)
    views = models.PositiveIntegerField(_("readers"), default=0)
    exits = models.PositiveIntegerField(_("exits to contact"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("readers of a day")
        verbose_name_plural = _("readers of days")
        constraints = [models.UniqueConstraint(fields=["page_id", "day"], name="activity_one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.day}: {self.views}"


class MonthlyCount(models.Model):
    """The sum of the days of a month, for months whose days are no longer kept one by one; `month` is its first day."""

    page_id = models.PositiveBigIntegerField(_("page"))
    month = models.DateField(_("month"), db_index=True)
    views = models.PositiveIntegerField(_("readers"), default=0)
    exits = models.PositiveIntegerField(_("exits to contact"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("readers of a month")
        verbose_name_plural = _("readers of months")
        constraints = [models.UniqueConstraint(fields=["page_id", "month"], name="activity_one_count_a_month")]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.month:%Y-%m}: {self.views}"


class OpenCount(models.Model):
    """How many readers opened something that stands on pages, such as an answer, on one day.

    `kind` is the number under which a room has registered it. For months whose days are no longer kept one by one, the row
    of the first day is the sum of the month.
    """

    kind = models.PositiveSmallIntegerField(_("kind"))
    target_id = models.PositiveBigIntegerField(_("id"))
    day = models.DateField(_("day"), db_index=True)
    readers = models.PositiveIntegerField(_("readers"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("openings of a day")
        verbose_name_plural = _("openings of days")
        constraints = [models.UniqueConstraint(fields=["kind", "target_id", "day"], name="activity_one_opening_count_a_day")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.target_id}, {self.day}: {self.readers}"
