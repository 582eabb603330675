"""Who may see which clinic, and who may see and change which webhooks.

For webhooks, the agency's people need the model's permissions. A clinic's owners need none: all of
them manage its webhooks. With a permission of Django's they would see every
clinic's webhooks in Wagtail's site history, which checks only the model.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from clinic_cms.models import Clinic, ClinicRole, Role, WebhookDelivery, WebhookEndpoint
from clinic_cms.models.role_groups import roles_of

SEE_ALL = "clinic_cms.view_clinic"
"""The permission of the agency's people; a clinic's own are members of its groups."""
MANAGE_WEBHOOKS = "clinic_cms.change_webhookendpoint"


def clinics_visible_to(user: User | AnonymousUser) -> QuerySet[Clinic]:
    """Return the clinics that a user may see: all for the agency, else those of their groups."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Clinic.objects.none()
    if user.has_perm(SEE_ALL):
        return Clinic.objects.all()
    return Clinic.objects.filter(pk__in=roles_of(user).values("clinic"))


def clinics_owned_by(user: User | AnonymousUser) -> QuerySet[Clinic]:
    """Return the clinics of which a user is an owner."""
    return Clinic.objects.filter(pk__in=roles_of(user).filter(role=Role.OWNER).values("clinic"))


def is_clinic_staff(user: User | AnonymousUser) -> bool:
    """Whether a user is one of a clinic's own people, and not the agency's. At most one query."""
    if isinstance(user, AnonymousUser) or user.has_perm(SEE_ALL):
        return False
    return roles_of(user).exists()


def people_visible_to(user: User | AnonymousUser) -> QuerySet[User]:
    """Return the users whose names a user may see: for a clinic's own people, their colleagues."""
    people = get_user_model()._default_manager.all()
    if not is_clinic_staff(user):
        return people
    groups = ClinicRole.objects.filter(clinic__in=clinics_visible_to(user)).values("group")
    return people.filter(pk__in=people.filter(groups__in=groups).values("pk"))


def groups_visible_to(user: User | AnonymousUser) -> QuerySet[Group]:
    """Return the groups that a user may name: all for the agency, else those of their clinics."""
    if isinstance(user, AnonymousUser):
        return Group.objects.none()
    if user.has_perm(SEE_ALL):
        return Group.objects.all()
    theirs = Q(clinic_role__clinic__in=clinics_visible_to(user))
    others = user.groups.filter(clinic_role=None)
    return Group.objects.filter(theirs | Q(pk__in=others.values("pk")))


def sees_all_webhooks(user: User | AnonymousUser) -> bool:
    """Whether a user sees every clinic's webhooks, and the network-wide ones."""
    return user.has_perms([SEE_ALL, MANAGE_WEBHOOKS])


def endpoints_visible_to(user: User | AnonymousUser) -> QuerySet[WebhookEndpoint]:
    """Return the webhooks that a user may see and change."""
    rows = WebhookEndpoint.objects.select_related("clinic")
    if sees_all_webhooks(user):
        return rows
    if user.has_perm(SEE_ALL):
        return rows.none()
    return rows.filter(clinic__in=clinics_owned_by(user))


def deliveries_visible_to(user: User | AnonymousUser) -> QuerySet[WebhookDelivery]:
    """Return the deliveries of the webhooks that a user may see."""
    rows = WebhookDelivery.objects.select_related("event", "endpoint__clinic")
    return rows.filter(endpoint__in=endpoints_visible_to(user).select_related(None))


class WebhookPolicy(ModelPermissionPolicy):
    """What Wagtail's views check; which rows a user sees is up to the functions above."""

    permission_cache_name = "_clinic_cms_webhook_actions"
    actions = frozenset({"add", "change", "delete", "view"})

    def get_all_permissions_for_user(self, user: Any) -> frozenset[str]:
        """Return what a user may do. Wagtail keeps it on the user for the length of a request."""
        if user.has_perm(SEE_ALL):
            granted = {act for act in self.actions if user.has_perm(self._get_permission_name(act))}
            return frozenset(granted) if user.has_perm(MANAGE_WEBHOOKS) else frozenset()
        return self.actions if clinics_owned_by(user).exists() else frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return not self.get_cached_permissions_for_user(user).isdisjoint(actions)


class DeliveryPolicy(WebhookPolicy):
    """Deliveries can only be seen; those who may change their webhook send them again."""

    permission_cache_name = "_clinic_cms_delivery_actions"
    actions = frozenset({"view"})
