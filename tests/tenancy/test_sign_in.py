"""Who may sign in on which host."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User

from clinic_cms.tenancy.sign_in import may_enter, too_often, user_on_host
from tests.admin.conftest import make_owner


@pytest.fixture
def owner(kosak):
    return make_owner(kosak)


def test_a_clinics_people_enter_on_its_hosts_and_the_networks(owner, kosak, sol):
    assert may_enter(owner, kosak.clinic)
    assert may_enter(owner, None)
    assert not may_enter(owner, sol.clinic)


def test_the_agency_enters_anywhere(kosak, django_user_model):
    agency = django_user_model.objects.create_user("agency")
    names = ("access_admin", "view_clinic")
    agency.user_permissions.set(Permission.objects.filter(codename__in=names))
    assert may_enter(agency, kosak.clinic)
    assert may_enter(agency, None)


def test_who_has_no_admin_or_is_no_one_enters_nowhere(kosak):
    for user in (AnonymousUser(), User.objects.create_user("reader")):
        assert not may_enter(user, kosak.clinic)
        assert not may_enter(user, None)


def test_who_is_inactive_enters_nowhere(owner, kosak):
    owner.is_active = False
    assert not may_enter(owner, kosak.clinic)


def test_a_session_is_worth_nothing_on_another_clinics_host(owner, kosak, sol):
    assert user_on_host(owner, sol.clinic) == AnonymousUser()
    assert user_on_host(owner, kosak.clinic) == owner


def test_readers_with_accounts_of_the_projects_stay_signed_in(kosak):
    reader = User.objects.create_user("reader")
    assert user_on_host(reader, kosak.clinic) == reader


def test_attempts_are_counted_for_the_address_and_for_the_account(settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "2/hour"}
    assert not too_often("sign-in", address="192.0.2.1", account="a")
    assert not too_often("sign-in", address="192.0.2.2", account="A ")
    assert too_often("sign-in", address="192.0.2.3", account="a")
    assert not too_often("sign-in", address="192.0.2.1", account="b")
    assert too_often("sign-in", address="192.0.2.1", account="c")
    assert not too_often("reset", address="192.0.2.1", account="a")


def test_without_a_rate_there_is_no_limit(settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": None}
    assert not any(too_often("sign-in", address="", account="a") for _time in range(99))
