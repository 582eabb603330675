"""What someone is in a clinic, or in the network of all: a member of one of its groups."""

from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_cms.models.clinic import Clinic

M = TypeVar("M", bound=models.Model)


class Role(models.TextChoices):
    """The roles of each clinic; `tenancy.roles` says what they may do."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    TRANSLATOR = "translator", _("Translator")
    REVIEWER = "reviewer", _("Reviewer")


class ClinicRole(models.Model):
    """The group whose members have a role in a clinic."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    group = models.OneToOneField(Group, models.CASCADE, related_name="clinic_role")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role in a clinic")
        verbose_name_plural = _("roles in clinics")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "role"], name="clinic_cms_one_group_for_each_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clinic}: {self.get_role_display()}"


KEPT_TO = "_clinic_cms_kept_to"
"""The attribute of a user with the id of the one clinic whose host they are on."""


def roles_of(user: Any) -> "models.QuerySet[ClinicRole]":
    """Return the roles that a user has in clinics; on a clinic's host, in that one."""
    roles = ClinicRole.objects.filter(group__user=user.pk)
    clinic = getattr(user, KEPT_TO, None)
    return roles if clinic is None else roles.filter(clinic=clinic)


def granted_here(grants: "models.QuerySet[M]", user: Any) -> "models.QuerySet[M]":
    """Return what is granted to a user's groups; on a clinic's host, not to those of another."""
    clinic = getattr(user, KEPT_TO, None)
    if clinic is None:
        return grants
    others = ClinicRole.objects.filter(group__user=user.pk).exclude(clinic=clinic)
    return grants.exclude(group__in=others.values("group"))


class NetworkRole(models.Model):
    """The group whose members work for the network; `tenancy.network_roles` says what they may."""

    class Name(models.TextChoices):
        """The roles of an install, each of which it has once."""

        AGENCY = "agency", _("Agency")
        LIBRARY_EDITOR = "library_editor", _("Library editor")
        CLINICAL_REVIEWER = "clinical_reviewer", _("Clinical reviewer")

    role = models.CharField(_("role"), max_length=20, choices=Name, unique=True)
    group = models.OneToOneField(Group, models.CASCADE, related_name="network_role")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role in the network")
        verbose_name_plural = _("roles in the network")

    def __str__(self) -> str:
        return str(self.get_role_display())
