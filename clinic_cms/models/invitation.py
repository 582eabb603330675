"""Someone whom a clinic has invited, until they accept."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_cms.models.clinic import Clinic
from clinic_cms.models.role_groups import Role


class Invitation(models.Model):
    """An invitation by mail. No account is made before it is accepted, and none is looked for."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    role = models.CharField(_("role"), max_length=10, choices=Role)
    language = models.CharField(_("language"), max_length=10)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["email"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "email"], name="clinic_cms_one_invitation")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def has_expired(self) -> bool:
        """Whether its link is no longer valid: it is as long as one for a new password."""
        age = timezone.now() - self.sent_at
        return age.total_seconds() > settings.PASSWORD_RESET_TIMEOUT
