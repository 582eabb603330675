"""The jobs of `run_due`, which run when they are due by the clock."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

CLOCKS_APART = timedelta(hours=1)
"""No two machines' clocks differ by more. A lock that ends still later was taken by a clock that
has been set back since."""


class DueJob(models.Model):
    """A job of `run_due`. `locked_until` is its lock; if a run dies, the lock expires."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    locked_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)

    class Meta:
        verbose_name = _("due job")
        verbose_name_plural = _("due jobs")

    def __str__(self) -> str:
        return self.name
