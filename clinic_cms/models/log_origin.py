"""From where each change in Wagtail's log was made, and whose it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_cms.models.clinic import Clinic


class LogOrigin(models.Model):
    """What Wagtail's entry of a change in the admin or an API does not say.

    Changes by commands have none. `address` is emptied after some time; see `LOG_ADDRESS_DAYS`.
    """

    page_entry = models.OneToOneField(
        "wagtailcore.PageLogEntry", models.CASCADE, null=True, editable=False, related_name="origin"
    )
    model_entry = models.OneToOneField(
        "wagtailcore.ModelLogEntry",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="origin",
    )
    clinic = models.ForeignKey(
        Clinic, models.SET_NULL, null=True, related_name="+", verbose_name=_("clinic")
    )
    """Whose was changed; None for what is shared."""
    host = models.CharField(_("host name"), max_length=253)
    address = models.CharField(_("IP address"), max_length=50, blank=True)
    """An IPv4 address, or the network of an IPv6 address, of 64 bits."""
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("origin of a change")
        verbose_name_plural = _("origins of changes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page_entry=None) ^ models.Q(model_entry=None),
                name="clinic_cms_origin_of_one_entry",
            )
        ]

    def __str__(self) -> str:
        return f"{self.host} {self.address}".strip()
