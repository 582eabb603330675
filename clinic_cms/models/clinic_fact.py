"""The facts of all clinics by what texts are searched for: the fact check looks them up here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from clinic_cms.models.clinic import Clinic


class ClinicFact(models.Model):
    """A name, number, address or host of a clinic, under the key that all its spellings share.

    It follows from the clinic, its hosts and its pages: `publishing.clinic_facts` writes it with
    them, in the same transaction.
    """

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    """The page that holds it, if one does."""
    kind = models.CharField(max_length=16)
    """A `Kind` of the fact check."""
    key = models.TextField()
    anchor = models.TextField()
    """What of the key a text is looked up by: of several words, two that stand side by side."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("fact of a clinic")
        verbose_name_plural = _("facts of clinics")
        indexes = [models.Index(fields=["anchor"], name="clinic_cms_fact_anchor")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"
