"""The register of grants as it is kept: entries that nobody changes, and what about people can be taken out of it again."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change what is only ever added to."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are added one by one (`wiki.grants.ledger`), and read. The database refuses the rest, too: see migration 0006."""

    def _refused(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly("The register of grants is only added to. Record a correction.")

    update = delete = bulk_update = bulk_create = update_or_create = _raw_delete = _update = _refused


class EntryKind(models.TextChoices):
    """What happened."""

    GRANTED = "granted", _("Granted")
    ASKED = "asked", _("Asked for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Request taken back")
    CORRECTED = "corrected", _("Corrected")
    REVOKED = "revoked", _("Grant taken back")


class GrantEntry(models.Model):
    """One event in the life of a grant. Each holds the digest of the one before it, so that a change anywhere shows.

    It names nobody: `actor` is the key of a GrantPerson, `customer` that of a GrantReference, and what was typed is a GrantNote,
    of which the digest stands here. Those can be emptied without a change here.
    """

    sequence = models.BigIntegerField(primary_key=True)
    grant = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    role = models.CharField(max_length=10)
    customer = models.CharField(max_length=64)
    amount = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True)
    exception_page = models.BigIntegerField()
    details = models.JSONField(default=dict)
    note_digest = models.CharField(max_length=64, blank=True)
    token = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("sequence",)
        base_manager_name = "objects"
        default_permissions = ()
        verbose_name = _("entry in the register of grants")
        verbose_name_plural = _("entries in the register of grants")

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it. Raises AppendOnly for an entry that is there already."""
        if not self._state.adding:
            raise AppendOnly("The register of grants is only added to. Record a correction.")
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise AppendOnly."""
        raise AppendOnly("The register of grants is only added to. Record a correction.")


class GrantChain(models.Model):
    """The end of the chain: one row, whose lock puts entries in order."""

    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("end of the register of grants")
        verbose_name_plural = _("ends of the register of grants")

    def __str__(self) -> str:
        return f"{self.length} {self.head}"


class GrantPerson(models.Model):
    """Who stands behind a key in the register, as long as that is known."""

    key = models.CharField(max_length=64, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="grant_person"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("person in the register of grants")
        verbose_name_plural = _("persons in the register of grants")

    def __str__(self) -> str:
        return self.key


class GrantReference(models.Model):
    """The customer or order behind a key in the register. The key is the digest of `salt` and `reference`, until both go.

    `folded` is how references are compared: "nr-20418" and "NR-٢٠٤١٨" are one.
    """

    key = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=240, blank=True)
    last_used = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("customer reference")
        verbose_name_plural = _("customer references")
        constraints = [
            models.UniqueConstraint(fields=["folded"], condition=~models.Q(folded=""), name="wiki_one_key_per_reference")
        ]

    def __str__(self) -> str:
        return self.reference or self.key


class GrantNote(models.Model):
    """What somebody typed with an entry. Emptied when it is to be forgotten; never changed otherwise."""

    entry = models.OneToOneField(GrantEntry, primary_key=True, on_delete=models.DO_NOTHING, related_name="note")
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("note in the register of grants")
        verbose_name_plural = _("notes in the register of grants")

    def __str__(self) -> str:
        return self.text
