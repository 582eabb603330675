"""Who must have a second factor, for whom a session stands, and who takes a factor away."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.contrib.sessions.backends.signed_cookies import SessionStore

from clinic_cms.tenancy.second_factor import (
    lacks_second_factor,
    may_reset,
    remember,
    reset_second_factor,
    user_of_session,
    with_second_factor,
)
from tests.admin.conftest import make_owner


@pytest.fixture
def owner(kosak):
    return make_owner(kosak)


def protect(user, kind=Authenticator.Type.TOTP):
    Authenticator.objects.create(user=user, type=kind, data={})


def agent(name):
    user = User.objects.create_user(name)
    user.user_permissions.add(Permission.objects.get(codename="view_clinic"))
    return User.objects.get(pk=user.pk)


def test_a_session_stands_for_no_one_until_the_second_factor_was_shown(owner):
    session = SessionStore()
    assert user_of_session(owner, session) == owner
    protect(owner)
    assert user_of_session(owner, session) == AnonymousUser()
    remember(session, agent("someone"))
    assert user_of_session(owner, session) == AnonymousUser()
    remember(session, owner)
    assert user_of_session(owner, session) == owner


def test_recovery_codes_alone_are_no_second_factor(owner):
    protect(owner, Authenticator.Type.RECOVERY_CODES)
    assert with_second_factor([owner.pk]) == set()


def test_roles_must_have_one_where_that_is_set(owner, settings, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not lacks_second_factor(owner)
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SECOND_FACTOR_ROLES": ["editor"]}
    assert not lacks_second_factor(owner)
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SECOND_FACTOR_ROLES": ["editor", "owner"]}
    assert lacks_second_factor(owner)
    assert not lacks_second_factor(AnonymousUser())
    protect(owner)
    assert not lacks_second_factor(owner)


def test_owners_and_the_agency_take_away_what_is_theirs(owner, kosak, sol):
    colleague, stranger = User.objects.create_user("colleague"), make_owner(sol, "stranger")
    colleague.groups.set(owner.groups.all())
    agency, chief = agent("agency"), User.objects.create_superuser("chief")
    allowed = {
        (owner, colleague): True,
        (owner, stranger): False,
        (owner, owner): False,
        (owner, agency): False,
        (AnonymousUser(), colleague): False,
        (agency, stranger): True,
        (agency, chief): False,
        (chief, agency): True,
    }
    assert {pair: may_reset(*pair) for pair in allowed} == allowed
    colleague.groups.add(*stranger.groups.all())
    assert not may_reset(owner, colleague)
    protect(colleague)
    protect(colleague, Authenticator.Type.RECOVERY_CODES)
    reset_second_factor(clinic=kosak.clinic, person=colleague, by=agency)
    assert not Authenticator.objects.exists()
