"""“Clinics” in the main menu: leads people of several clinics from one to another.

On a clinic's host they see that clinic alone; on the network's, all of theirs. Each host has a
session of its own, so they sign in once on each.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from clinic_cms.admin.sign_in import clinic_of
from clinic_cms.models import Clinic, ClinicRole
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.tenancy.hosts import with_canonical_host
from clinic_cms.tenancy.policies import SEE_ALL

CONSTRUCT = "construct_clinic_switch"
CLINICS = "_clinic_cms_other_clinics"
"""The attribute of a request that keeps where its user can go: Wagtail asks twice."""


def other_clinics(request: Any) -> list[Clinic]:
    """Return the clinics of a user other than the host's. None of the agency's. One query."""
    if not hasattr(request, CLINICS):
        user, here = request.user, clinic_of(request)
        roles = ClinicRole.objects.filter(group__user=user.pk)
        rows = Clinic.objects.filter(pk__in=roles.values("clinic"), retired_at=None)
        is_asked = user.is_authenticated and not user.has_perm(SEE_ALL)
        found = [*with_canonical_host(rows)] if is_asked else []
        others = [row for row in found if here is None or row.pk != here.pk]
        setattr(request, CLINICS, others if len(found) > 1 else [])
    clinics: list[Clinic] = getattr(request, CLINICS)
    return clinics


def add_clinics(request: HttpRequest, items: list[MenuItem]) -> None:
    """Fill the menu with the user's other clinics."""
    for order, clinic in enumerate(other_clinics(request)):
        host = getattr(clinic, "canonical_hostname", None)
        if host:
            url = origin().of(host) + reverse("wagtailadmin_home")
            name = f"clinic-{clinic.slug}"
            items.append(MenuItem(clinic.name, url, name=name, icon_name="site", order=order))


def menu_item() -> MenuItem:
    """Return the entry in the main menu, which is there for people of several clinics."""
    menu = Menu(register_hook_name="register_clinic_switch_item", construct_hook_name=CONSTRUCT)
    return SubmenuMenuItem(_("Clinics"), menu, name="clinic-switch", icon_name="site", order=170)
