"""What tells a kept answer from a stale one: a version of all that answers are made of."""

from typing import Any

from django.db import models, transaction

SHARED = "shared"
"""The scope of what many clinics show: masters, locales, pictures. Every answer depends on it."""

OF_CLINIC = "clinic:"


def clinic_scope(clinic_id: int) -> str:
    """Return the scope of what one clinic alone shows."""
    return f"{OF_CLINIC}{clinic_id}"


class CacheVersion(models.Model):
    """The version of a scope; whoever changes something in it writes another in one transaction."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.CharField(max_length=32)
    """Drawn at random, no counter: a number that was rolled back would come a second time."""
    valid_until = models.DateTimeField(null=True)
    """When the next of the scope's pages expires by the clock, which changes no row."""

    def __str__(self) -> str:
        return self.name


def lock(scope: str) -> None:
    """Wait for whoever changes a scope; whoever comes next waits for this transaction's end.

    Without a transaction, nothing is held.
    """
    with transaction.atomic(savepoint=False):
        CacheVersion.objects.select_for_update().filter(name=scope).first()


class InvalidatesResponses(models.Model):
    """A row, other than a page, of which readers see something.

    Its stamp is written in the transaction that saves it: Django says that a row was saved only
    once its own transaction is over, so this opens one around it. Pages come with one.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
