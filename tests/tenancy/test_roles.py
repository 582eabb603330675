"""The groups of a clinic's roles, and who is what."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Role, WebhookEndpoint
from clinic_cms.tenancy.policies import (
    clinics_owned_by,
    clinics_visible_to,
    endpoints_visible_to,
    groups_visible_to,
    is_clinic_staff,
    people_visible_to,
)
from clinic_cms.tenancy.roles import complete_all_groups, grant_homes, group_of, withdraw_homes
from tests.factories import translate


@pytest.fixture
def clinic(kosak):
    ensure_access(kosak.clinic)
    kosak.clinic.save()
    return kosak.clinic


def member(clinic, role, name=None):
    user = User.objects.create_user(name or role)
    user.groups.add(group_of(clinic, role))
    return user


def test_groups_that_are_there_are_kept_and_take_the_clinics_name(clinic):
    before = {*clinic.roles.values_list("role", "group")}
    clinic.name = "Wilson & Kosak"
    ensure_access(clinic)
    assert {*clinic.roles.values_list("role", "group")} == before
    assert group_of(clinic, Role.EDITOR).name == "Wilson & Kosak (kosak): editor"
    assert Group.objects.filter(clinic_role__clinic=clinic).count() == 4


def test_what_is_granted_again_is_there_once_and_can_be_withdrawn(clinic, kosak):
    for _time in range(2):
        ensure_access(clinic)
        grant_homes(clinic, [kosak.home])
    rows = GroupPagePermission.objects.filter(page=kosak.home)
    assert rows.count() == rows.values("group", "permission").distinct().count() == 9
    assert GroupCollectionPermission.objects.filter(collection=clinic.collection).count() == 14
    withdraw_homes(clinic, [kosak.home])
    assert not rows.exists()


def test_a_translator_edits_translations_alone(clinic, kosak):
    spanish = translate(kosak.home, "es", slug="kosak-es")
    grant_homes(clinic, [kosak.home, spanish])
    translator = member(clinic, Role.TRANSLATOR)
    assert spanish.permissions_for_user(translator).can_edit()
    assert not kosak.home.permissions_for_user(translator).can_edit()


@pytest.mark.parametrize("role", Role)
def test_people_of_every_role_know_their_clinic_and_colleagues_alone(clinic, sol, role):
    ensure_access(sol.clinic)
    stranger = member(sol.clinic, Role.OWNER, "stranger")
    owner, user = member(clinic, Role.OWNER, "first"), member(clinic, role)
    assert is_clinic_staff(user)
    assert [*clinics_visible_to(user)] == [clinic]
    assert {*people_visible_to(user)} == {owner, user}
    assert stranger not in people_visible_to(user)
    assert {*groups_visible_to(user)} == {*Group.objects.filter(clinic_role__clinic=clinic)}


@pytest.mark.parametrize("role", Role)
def test_owners_alone_manage_webhooks(clinic, role):
    hook = WebhookEndpoint.objects.create(clinic=clinic, url="https://hooks.example/")
    user = member(clinic, role)
    assert (hook in endpoints_visible_to(user)) == (role == Role.OWNER)
    assert [*clinics_owned_by(user)] == ([clinic] if role == Role.OWNER else [])


def test_a_migration_makes_the_groups_of_a_clinic_from_before_there_were_roles(clinic, kosak, sol):
    grant_homes(clinic, [kosak.home])
    granted = {*permission_rows(group_of(clinic, Role.EDITOR))}
    owners = group_of(clinic, Role.OWNER)
    Group.objects.filter(clinic_role__clinic=clinic).exclude(pk=owners.pk).delete()

    call_command("migrate", verbosity=0)

    assert group_of(clinic, Role.OWNER) == owners
    assert {*permission_rows(group_of(clinic, Role.EDITOR))} == granted
    assert clinic.roles.count() == len(Role)
    # Nothing says where the files of a clinic without a collection are.
    assert sol.clinic.roles.count() == 0


def test_clinics_with_all_groups_are_asked_for_in_one_query(clinic, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert complete_all_groups() == 0


def permission_rows(group):
    yield from group.permissions.values_list("codename", flat=True)
    yield from GroupPagePermission.objects.filter(group=group).values_list("page", "permission")
    rows = GroupCollectionPermission.objects.filter(group=group)
    yield from rows.values_list("collection", "permission")
