"""What Wagtail's API tokens do not know: for which clinic they are, and how long they are valid."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import APIToken

from clinic_cms.models.clinic import Clinic


class TokenScope(models.Model):
    """The clinic of a token, and its last moment. A token of Wagtail's without one has no access.

    `APIToken` itself knows its user, when it was used last, and whether it was revoked.
    """

    token = models.OneToOneField(
        APIToken, models.CASCADE, primary_key=True, related_name="clinic_scope"
    )
    clinic = models.ForeignKey(
        Clinic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("clinic"),
    )
    """None for the agency's tokens, which are for all clinics."""
    expires_at = models.DateTimeField(_("expires"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scope of an API token")
        verbose_name_plural = _("scopes of API tokens")

    def __str__(self) -> str:
        return f"{self.token}: {self.clinic or '*'}"
