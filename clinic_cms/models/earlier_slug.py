"""Slugs that pages had while patients could open them: their URLs redirect."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class EarlierSlug(models.Model):
    """A slug below a parent page, and the page that had it last.

    It holds for one locale, since each has its own tree, and for every clinic that shows a master.
    Whoever has the slug now is served; a row is read only where no page lies at a path.
    """

    scope = models.CharField(max_length=40)
    """Whose pages these are, as in `CacheVersion`: a clinic's, or the Library's."""
    parent = models.ForeignKey(Page, models.CASCADE, related_name="+")
    slug = models.CharField(max_length=255)
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    """Where the URL leads: the page that had the slug, or the parent of a deleted location."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("earlier slug")
        verbose_name_plural = _("earlier slugs")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "slug"], name="clinic_cms_one_page_had_a_slug_last"
            )
        ]
        indexes = [models.Index(fields=["scope", "slug"], name="clinic_cms_earlier_slug")]

    def __str__(self) -> str:
        return f"{self.parent}: {self.slug}"
