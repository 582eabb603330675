"""Who may see which clinic."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet

from clinic_cms.models import Clinic

SEE_ALL = "clinic_cms.view_clinic"
"""The permission of the agency's people; a clinic's own are members of its group."""


def clinics_visible_to(user: User | AnonymousUser) -> QuerySet[Clinic]:
    """Return the clinics that a user may see: all for the agency, else those of their groups."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Clinic.objects.none()
    if user.has_perm(SEE_ALL):
        return Clinic.objects.all()
    return Clinic.objects.filter(group__user=user)


def is_clinic_staff(user: User | AnonymousUser) -> bool:
    """Whether a user is one of a clinic's own people, and not the agency's. At most one query."""
    if isinstance(user, AnonymousUser) or user.has_perm(SEE_ALL):
        return False
    return Clinic.objects.filter(group__user=user).exists()
