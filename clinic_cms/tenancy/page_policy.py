"""Which pages a user may see and change: Wagtail's rules, asked for by ranges of tree paths."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Q
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from clinic_cms.models.role_groups import granted_here
from clinic_cms.models.tree_paths import in_trees, paths_above

EXPLORED = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
"""Who may do any of these to a page sees it in the explorer."""


class PagePolicy(PagePermissionPolicy):
    """Wagtail's policy, whose own queries name each tree once for each permission, by a LIKE."""

    def get_all_permissions_for_user(self, user: Any) -> Any:
        return granted_here(super().get_all_permissions_for_user(user), user)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> PageQuerySet:
        if user.is_superuser or not user.is_active:
            return super().instances_user_has_any_permission_for(user, actions)
        return self.model._default_manager.filter(self._permitted(user, actions))

    def explorable_instances(self, user: Any) -> PageQuerySet:
        """Return the pages that a user may do anything to, and those that lead to them."""
        if user.is_superuser or not user.is_active:
            return super().explorable_instances(user)
        return self.model._default_manager.filter(self.explored_by(user))

    def explored_by(self, user: Any) -> Q:
        """Return the condition for the pages that a user, who is no superuser, may explore."""
        roots = [permission.page for permission in self.get_cached_permissions_for_user(user)]
        top = self.model.base_page_model.objects.first_common_ancestor_of(roots).path
        above = {path for root in roots for path in paths_above(root.path, top)}
        return self._permitted(user, EXPLORED) | Q(path__in=above)

    def _permitted(self, user: Any, actions: Iterable[str]) -> Q:
        """Return the condition for what a user may do any of these actions to.

        Who may add pages may change their own.
        """
        names = {get_permission_codename(action, Page._meta) for action in actions}
        add, change = (get_permission_codename(act, Page._meta) for act in ("add", "change"))
        trees, trees_with_own = set(), set()
        for granted in self.get_cached_permissions_for_user(user):
            if granted.permission.codename in names:
                trees.add(granted.page.path)
            elif granted.permission.codename == add and change in names:
                trees_with_own.add(granted.page.path)
        permitted = in_trees(trees)
        if own := trees_with_own - trees:
            permitted |= in_trees(own) & Q(owner=user)
        return permitted
