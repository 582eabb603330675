"""Our policy of pages permits exactly what Wagtail's does."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from clinic_cms.models import ConditionPage
from clinic_cms.tenancy.page_policy import EXPLORED, PagePolicy

ACTIONS = sorted(EXPLORED)
# Places in a tree: the root, a home, what is below it, and another home.
PLACES = ("", "a", "a/b", "a/b/c", "a/d", "e")
grants = st.sets(st.tuples(st.sampled_from(PLACES), st.sampled_from(ACTIONS)), max_size=5)


class EqualPolicies(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("editor")
        cls.pages = {"": Page.get_first_root_node()}
        for place in PLACES[1:]:
            above, _, slug = place.rpartition("/")
            owner = cls.user if slug in {"c", "e"} else None
            page = Page(title=slug, slug=slug, owner=owner)
            cls.pages[place] = cls.pages[above].add_child(instance=page)

    @settings(deadline=None)
    @given(grants, st.sets(st.sampled_from(ACTIONS), min_size=1))
    def test_users_may_do_what_wagtail_lets_them(self, grants, actions):
        group = Group.objects.create(name="editors")
        group.user_set.add(self.user)
        for place, action in grants:
            permission = Permission.objects.get(codename=f"{action}_page")
            GroupPagePermission.objects.create(
                group=group, page=self.pages[place], permission=permission
            )

        def permitted(policy):
            user = User.objects.get(pk=self.user.pk)  # Permissions are kept on a user.
            return (
                {*policy.instances_user_has_any_permission_for(user, actions)},
                {*policy.explorable_instances(user)},
            )

        assert permitted(PagePolicy()) == permitted(PagePermissionPolicy())


@pytest.mark.django_db
def test_a_superuser_may_do_all_and_a_visitor_or_a_blocked_user_nothing(kosak):
    policy = PagePolicy()
    for user, seen in (
        (User(is_superuser=True), Page.objects.count()),
        (User(is_superuser=True, is_active=False), 0),
        (AnonymousUser(), 0),
    ):
        assert policy.explorable_instances(user).count() == seen
        assert policy.instances_user_has_any_permission_for(user, {"change"}).count() == seen


def test_wagtail_finds_it_for_all_pages():
    assert type(policy_registry.get_by_type(Page)) is PagePolicy
    assert type(policy_registry.get_by_type(ConditionPage)) is PagePolicy
