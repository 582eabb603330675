"""The versions of what responses show: a stored response is current while its versions are."""

from typing import Any

from django.db import models, transaction

SHARED = "shared"
"""The scope of what many clinics show: masters, locales, pictures. All responses depend on it."""

HOSTS = "hosts"
"""The scope of which clinic has which host: what is said of a host that no clinic has."""

OF_CLINIC = "clinic:"


def clinic_scope(clinic_id: int) -> str:
    """Return the scope of what one clinic alone shows."""
    return f"{OF_CLINIC}{clinic_id}"


class CacheVersion(models.Model):
    """The version of a scope; a change of something in it writes another one in its transaction."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.CharField(max_length=32)
    """Random, not a counter: a number that was rolled back would be used a second time."""
    valid_until = models.DateTimeField(null=True)
    """When the next of the scope's pages expires by the clock, which changes no row."""
    purged = models.CharField(max_length=32, default="")
    """The version that CDNs were told of last."""
    purged_at = models.DateTimeField(null=True)
    """When they were told for the first time; they are told of each version a second time."""

    def __str__(self) -> str:
        return self.name


def lock(scope: str) -> None:
    """Wait for the writer that is changing a scope, and let the next one wait for this transaction.

    Without a transaction, nothing is held.
    """
    with transaction.atomic(savepoint=False):
        CacheVersion.objects.select_for_update().filter(name=scope).first()


class InvalidatesResponses(models.Model):
    """A row, other than a page, that responses show something of.

    Its cache version is written in the transaction that saves it. Django sends `post_save` after
    the transaction that it opens itself, so this opens one around it. Pages open their own.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
