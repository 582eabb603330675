"""The screens of API tokens, as an owner and the agency use them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Role
from clinic_cms.tenancy.api_tokens import create_token, is_refused, scope_of, tokens_visible_to
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import NETWORK

pytestmark = pytest.mark.django_db
INDEX, ADD = (f"wagtailusers_api_tokens:{name}" for name in ("index", "add"))
EDIT, REVOKE = (f"wagtailusers_api_tokens:{name}" for name in ("edit", "delete"))


def member(built, role=Role.OWNER):
    if built.clinic.collection is None:
        ensure_access(built.clinic)
        built.clinic.save()
    user = User.objects.create_user(f"{built.clinic.slug}-{role}")
    user.groups.add(group_of(built.clinic, role))
    return user


def token_of(user, name):
    ends = timezone.now() + timedelta(days=9)
    return create_token(user=user, name=name, expires_at=ends)[0]


def browser_of(user, host=NETWORK):
    browser = Client(HTTP_HOST=host)
    browser.force_login(user)
    return browser


@pytest.fixture
def owner(kosak):
    return member(kosak)


@pytest.fixture
def desk(owner):
    return browser_of(owner)


@pytest.fixture
def foreign(sol):
    return token_of(member(sol), "Secreto")


def test_an_owner_makes_a_token_that_is_shown_once(kosak, owner):
    desk = browser_of(owner, kosak.host)
    assert "API tokens" in desk.get("/admin/").content.decode()
    assert desk.get(reverse(ADD)).status_code == 200
    last = timezone.localdate() + timedelta(days=10)

    page = desk.post(reverse(ADD), {"name": "Site builder", "expires_on": last.isoformat()})

    [text] = re.findall(r'value="(wagtail_\w+)"', page.content.decode())
    token = APIToken.objects.get(key_hash__in=APIToken.candidate_key_hashes(text))
    assert "no-store" in page["Cache-Control"]
    assert (token.user, scope_of(token).clinic) == (owner, kosak.clinic)
    assert timezone.localdate(token.clinic_scope.expires_at) == last
    listed = desk.get(reverse(INDEX)).content.decode()
    assert "Site builder" in listed
    assert text not in listed


@pytest.mark.parametrize("days", [-1, 367, None])
def test_a_day_that_is_past_or_too_far_away_is_refused(desk, days):
    day = (timezone.localdate() + timedelta(days=days)).isoformat() if days else ""
    page = desk.post(reverse(ADD), {"name": "-", "expires_on": day})
    assert page.status_code == 200
    assert "error-message" in page.content.decode()
    assert not APIToken.objects.exists()


def test_who_works_for_two_clinics_is_told_why_they_have_no_token(desk, owner, sol):
    member(sol)
    owner.groups.add(group_of(sol.clinic, Role.EDITOR))
    day = timezone.localdate() + timedelta(days=9)
    page = desk.post(reverse(ADD), {"name": "-", "expires_on": day.isoformat()})
    assert "A token is for one clinic." in page.content.decode()
    assert not APIToken.objects.exists()


def test_an_owner_renames_and_revokes_their_clinics_tokens(kosak, desk, owner):
    token = token_of(member(kosak, Role.EDITOR), "Old name")
    edit = desk.get(reverse(EDIT, args=[token.pk]))
    assert reverse("wagtailusers_api_tokens:history", args=[token.pk]) not in edit.content.decode()

    desk.post(reverse(EDIT, args=[token.pk]), {"name": "New name"})
    assert desk.get(reverse(REVOKE, args=[token.pk])).status_code == 200
    desk.post(reverse(REVOKE, args=[token.pk]))

    token.refresh_from_db()
    assert token.name == "New name"
    assert token.revoked_at is not None


@pytest.mark.parametrize("name", [EDIT, REVOKE])
def test_another_clinics_token_is_as_if_it_did_not_exist(desk, foreign, name):
    for method in (desk.get, desk.post):
        theirs = method(reverse(name, args=[foreign.pk]), {"name": "Mine"})
        missing = method(reverse(name, args=[987654]), {"name": "Mine"})
        assert theirs.status_code == missing.status_code == 404
    foreign.refresh_from_db()
    assert (foreign.name, foreign.revoked_at) == ("Secreto", None)
    assert "Secreto" not in desk.get(reverse(INDEX)).content.decode()


def test_no_view_finds_another_clinics_token_without_the_guard(owner, foreign, kosak):
    own = token_of(owner, "Ours")
    assert [*tokens_visible_to(owner)] == [own]
    assert [*tokens_visible_to(member(kosak, Role.EDITOR))] == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER])
def test_owners_alone_have_tokens(kosak, role):
    desk = browser_of(member(kosak, role))
    for name in (INDEX, ADD):
        assert desk.get(reverse(name)).status_code == 302
    assert "API tokens" not in desk.get("/admin/").content.decode()


def test_the_agency_sees_and_revokes_all_tokens(agency, foreign, owner):
    mine = token_of(agency, "Network")
    token_of(owner, "Ours")
    desk = browser_of(agency)

    listed = desk.get(reverse(INDEX)).content.decode()
    desk.post(reverse(REVOKE, args=[foreign.pk]))

    assert all(name in listed for name in ("Network", "Ours", "Secreto", "All clinics"))
    assert scope_of(mine).clinic is None
    assert APIToken.objects.get(pk=foreign.pk).revoked_at is not None


def test_a_list_of_tokens_costs_the_same_however_long_it_is(
    desk, owner, django_assert_max_num_queries
):
    token_of(owner, "First")
    desk.get(reverse(INDEX))
    with django_assert_max_num_queries(100) as few:
        desk.get(reverse(INDEX))
    for number in range(9):
        token_of(owner, f"No. {number}")
    with django_assert_max_num_queries(len(few)):
        desk.get(reverse(INDEX))


def test_an_expired_token_is_known(owner):
    token = token_of(owner, "Ours")
    assert not is_refused(token)
    token.clinic_scope.expires_at = timezone.now()
    token.clinic_scope.save()
    assert is_refused(token)
    assert scope_of(token) is None
