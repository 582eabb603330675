"""The people of a clinic: who they are, what they are there, and how they leave.

An account is one person's, who may work for several clinics: each clinic's owners see and change
their role in that clinic alone.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from clinic_cms.errors import error_id
from clinic_cms.models import Clinic, ClinicRole, Role
from clinic_cms.tenancy.mails import send_reset_link
from clinic_cms.tenancy.policies import SEE_ALL, clinics_owned_by
from clinic_cms.tenancy.roles import complete_groups, group_of

LAST_OWNER = error_id("clinic_cms.U011")
ROLE_CHANGED, LEFT = "clinic_cms.role_changed", "clinic_cms.person_left"
MANAGE = "clinic_cms.change_clinic"


def clinics_managed_by(user: User | AnonymousUser) -> QuerySet[Clinic]:
    """Return the clinics whose people a user manages: all for the agency, else those they own."""
    if user.has_perms([SEE_ALL, MANAGE]):
        return Clinic.objects.all()
    return clinics_owned_by(user)


def members_of(clinic: Clinic) -> "QuerySet[User]":
    """Return the active people of a clinic by name, with their `clinic_role`."""
    roles = ClinicRole.objects.filter(clinic=clinic, group__user=OuterRef("pk")).order_by("pk")
    people = get_user_model()._default_manager
    # Found by the clinic's groups: asked of each user, all users of the install would be read.
    found = people.filter(groups__clinic_role__clinic=clinic).values("pk")
    members = people.filter(is_active=True, pk__in=found).order_by("last_name", "first_name", "pk")
    return members.annotate(clinic_role=Subquery(roles.values("role")[:1]))


@transaction.atomic
def change_role(*, clinic: Clinic, user: User, role: Role, by: User | None = None) -> None:
    """Give someone a role in a clinic, in place of any that they have there.

    Raises ValidationError for the last owner.
    """
    _lock(clinic)
    if role != Role.OWNER:
        _refuse_last_owner(clinic, user)
    if not clinic.roles.filter(role=role).exists():
        complete_groups(clinic)
    user.groups.remove(*_groups_of(clinic, user))
    user.groups.add(group_of(clinic, role))
    data = {"person": user.get_full_name() or user.get_username(), "role": role}
    log(clinic, ROLE_CHANGED, user=by, data=data)


@transaction.atomic
def remove_member(*, clinic: Clinic, user: User, by: User | None = None) -> None:
    """Let someone no longer work for a clinic: at once, whatever they have open.

    An account that is left without any right gets no password, which ends its sessions; another
    invitation brings it back. Raises ValidationError for the last owner.
    """
    _lock(clinic)
    _refuse_last_owner(clinic, user)
    user.groups.remove(*_groups_of(clinic, user))
    if not (user.is_superuser or user.groups.exists() or user.user_permissions.exists()):
        user.set_unusable_password()
        user.save(update_fields=["password"])
    log(clinic, LEFT, user=by, data={"person": user.get_full_name() or user.get_username()})


def send_new_password(*, clinic: Clinic, user: User) -> None:
    """Send someone a link to choose a new password on their clinic's host."""
    send_reset_link(user=user, host=clinic.hosts.get(is_canonical=True).hostname)


def _lock(clinic: Clinic) -> None:
    """Let no two owners leave at the same time."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)


def _refuse_last_owner(clinic: Clinic, user: User) -> None:
    owners = group_of(clinic, Role.OWNER).user_set.filter(is_active=True)
    if [*owners.values_list("pk", flat=True)] == [user.pk]:
        message = _("A clinic needs an owner. Make someone else an owner first.")
        raise ValidationError(message, code=LAST_OWNER)


def _groups_of(clinic: Clinic, user: User) -> list[int]:
    return [*clinic.roles.filter(group__user=user).values_list("group", flat=True)]
