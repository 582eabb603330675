"""Whose a redirect is: that of the clinic whose site it is for. Its owners write it.

Where a project does not install `wagtail.contrib.redirects`, nothing here is called.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from clinic_cms.models import Clinic
from clinic_cms.serving.site_redirects import redirect_model
from clinic_cms.tenancy.policies import SEE_ALL, clinics_owned_by


def owners_of_redirects(model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
    """Return the clinics of redirects by their primary keys; one for all sites is no clinic's."""
    rows = model._default_manager.filter(pk__in=keys).exclude(site=None).order_by()
    sites: dict[Any, int] = dict(rows.values_list("pk", "site"))
    clinics = Clinic.objects.filter(site__in={*sites.values()})
    owners = dict(clinics.values_list("site", "pk"))
    return {pk: owners[site] for pk, site in sites.items() if site in owners}


def sites_visible_to(user: User | AnonymousUser) -> QuerySet[Site]:
    """Return the sites for which a user may write redirects: all of them for the agency."""
    if user.has_perm(SEE_ALL):
        return Site.objects.all()
    return Site.objects.filter(pk__in=clinics_owned_by(user).exclude(site=None).values("site"))


def redirects_visible_to(user: User | AnonymousUser) -> QuerySet[Any]:
    """Return the redirects that a user may see and change: all of them for the agency."""
    rows: QuerySet[Any] = redirect_model()._default_manager.all()
    return rows if user.has_perm(SEE_ALL) else rows.filter(site__in=sites_visible_to(user))


def narrow_site(form: BaseForm, user: Any) -> None:
    """Let a form offer the sites of the user's clinics alone, and not “all sites”."""
    if user.has_perm(SEE_ALL):
        return
    field: Any = form.fields["site"]
    field.queryset = sites_visible_to(user)
    field.required, field.empty_label = True, None


class RedirectPolicy(ModelPermissionPolicy):
    """Who may change clinics may write all; others who see all need the model's permissions.

    A clinic's owners need none.
    """

    permission_cache_name = "_clinic_cms_redirect_actions"
    actions = frozenset({"add", "change", "delete", "view"})

    def get_all_permissions_for_user(self, user: Any) -> frozenset[str]:
        if user.has_perm(SEE_ALL):
            if user.has_perm("clinic_cms.change_clinic"):
                return self.actions
            held = {act for act in self.actions if user.has_perm(self._get_permission_name(act))}
            return frozenset(held)
        return self.actions if clinics_owned_by(user).exists() else frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return not self.get_cached_permissions_for_user(user).isdisjoint(actions)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        allowed = self.user_has_any_permission(user, actions)
        return allowed and redirects_visible_to(user).filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows = redirects_visible_to(user)
        return rows if self.user_has_any_permission(user, actions) else rows.none()
