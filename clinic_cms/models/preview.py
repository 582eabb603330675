"""Drafts that front ends may show for a while."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from clinic_cms.models.clinic import Clinic

FRONT_END, BUILT_IN = "front-end", "built-in"
"""Where a draft is shown: the preview modes of a clinic that has a front end."""


class PreviewDraft(models.Model):
    """A page as a user is editing it for one clinic: one row for each user, page and clinic.

    Every preview overwrites it, so there are never more rows than pages being edited. A page that
    was never saved is identified by its type and by the page under which it is being created.
    """

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    """The page as `serializable_data` gives it, as in Wagtail's revisions."""
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("previewed draft")
        verbose_name_plural = _("previewed drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "clinic"],
                condition=models.Q(page__isnull=False),
                name="clinic_cms_one_preview_of_a_page",
            ),
            models.UniqueConstraint(
                fields=["user", "parent", "content_type", "clinic"],
                condition=models.Q(page__isnull=True),
                name="clinic_cms_one_preview_of_a_new_page",
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) | models.Q(parent__isnull=False),
                name="clinic_cms_a_preview_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clinic}: {self.page or self.content_type}"

    def as_page(self) -> Page | None:
        """Return the page as it was being edited; None if something that it needs was deleted."""
        if self.page is not None:
            saved = self.page.specific
            draft: Page = saved.with_content_json({**self.content})
            # JSON loses the microseconds.
            draft.first_published_at = saved.first_published_at
            draft.last_published_at = saved.last_published_at
            return draft
        model: Any = self.content_type.model_class()
        page: Page | None = model.from_serializable_data(self.content) if model else None
        return page


def unexpired() -> models.Q:
    """Return the condition for drafts that have not expired."""
    return models.Q(expires_at__gt=timezone.now())
