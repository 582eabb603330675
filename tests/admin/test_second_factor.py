"""The second factor: set up by each person, asked for at sign-in, demanded of some roles."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken

from clinic_cms.models import NetworkRole, Role
from clinic_cms.tenancy.api_tokens import create_token, is_refused, scope_of
from clinic_cms.tenancy.invitations import invite
from clinic_cms.tenancy.network_roles import ensure_network_groups
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import NETWORK
from tests.admin.test_sign_in import LOGIN, sign_in, without_token
from tests.web.test_media import document_in, get

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "a long enough secret"
STEP = "/admin/login/second-factor/"
SET_UP = "/admin/account/second-factor/set-up/"


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def member(built, role=Role.OWNER, name="owner", *, protected=False):
    user = User.objects.create_user(name, f"{name}@clinic.example", "secret")
    user.groups.add(group_of(built.clinic, role))
    if protected:
        TOTP.activate(user, SECRET)
    return user


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def unlimited():
    """Wrong codes and used ones are counted in the cache, by users' primary keys."""
    cache.clear()


@pytest.fixture
def owner(clinics):
    return member(clinics[0], protected=True)


@pytest.fixture
def demand(settings):
    """Let roles be such that their people must have a second factor."""

    def of(*roles):
        settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SECOND_FACTOR_ROLES": roles}

    return of


def answer(client, value, host="kosak.example", **extra):
    return client.post(STEP, {"code": value}, headers={"host": host}, **extra)


def is_in(client, host="kosak.example"):
    return client.get("/admin/", headers={"host": host}).status_code == 200


def set_up(client, host="kosak.example"):
    """Set a second factor up as a person does; return the last page."""
    page = client.get(SET_UP, headers={"host": host}, follow=True)
    if "password" in page.context["form"].fields:
        url = page.redirect_chain[-1][0]
        page = client.post(url, {"password": "secret"}, headers={"host": host}, follow=True)
    secret = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode()
    return client.post(SET_UP, {"code": code(secret)}, headers={"host": host}, follow=True)


@pytest.mark.parametrize("host", ["kosak.example", NETWORK])
def test_who_has_one_is_in_only_after_its_code(client, owner, host):
    assert sign_in(client, host, next="/admin/pages/").url == STEP
    assert not is_in(client, host)
    assert "Incorrect code" in answer(client, "000000", host).content.decode()
    assert not is_in(client, host)
    assert answer(client, code(), host).url == "/admin/pages/"
    assert is_in(client, host)


def test_a_code_works_once(client, owner):
    sign_in(client, "kosak.example")
    used = code()
    answer(client, used)
    again = Client()
    sign_in(again, "kosak.example")
    assert "Incorrect code" in answer(again, used).content.decode()


def test_the_second_step_knows_no_one_without_the_first(client, owner):
    page = client.get(STEP, headers={"host": "kosak.example"}, follow=True)
    assert page.redirect_chain[-1][0] == LOGIN
    assert answer(client, code(), follow=True).redirect_chain[-1][0] == LOGIN
    assert not is_in(client)


def test_another_clinics_host_does_not_ask_for_it(client, owner, sol):
    known = sign_in(client, sol.host)
    owner.delete()
    assert without_token(known) == without_token(sign_in(client, sol.host))


def test_a_half_way_sign_in_goes_no_further_on_another_clinics_host(client, owner, sol):
    sign_in(client, "kosak.example")
    for response in (
        client.get(STEP, headers={"host": sol.host}),
        answer(client, code(), sol.host),
    ):
        assert response.url == LOGIN
    page = client.get(LOGIN, headers={"host": sol.host}).content.decode()
    unknown = sign_in(Client(), sol.host, "nobody").content.decode()
    assert re.search(r'<li class="error">(.+)</li>', unknown)[1] in page
    assert not is_in(client, sol.host)


def test_who_is_deactivated_half_way_is_turned_away(client, owner):
    sign_in(client, "kosak.example")
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert answer(client, code()).url == LOGIN
    assert not is_in(client)


def test_who_is_deactivated_is_out_at_once(client, owner):
    sign_in(client, "kosak.example")
    answer(client, code())
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert not is_in(client)


def test_codes_are_not_guessed(client, owner, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "2/hour"}
    sign_in(client, "kosak.example")
    for _time in range(2):
        assert answer(client, "000000").status_code == 200
    refused = answer(client, code(), REMOTE_ADDR="192.0.2.7")
    assert refused.status_code == 429
    assert "Too many attempts" in refused.content.decode()
    assert not is_in(client)


def test_a_session_begun_by_another_way_is_worth_nothing(client, owner):
    client.force_login(owner)
    assert not is_in(client)
    assert not is_in(client, NETWORK)


def test_files_for_staff_are_not_for_a_session_without_it(client, clinics, demand):
    user = member(clinics[0])
    for protect in (lambda: demand("owner"), lambda: TOTP.activate(user, SECRET)):
        client.force_login(user)
        document = document_in(clinics[0].clinic.collection, "unused")
        assert get(client, "kosak.example", document.url).status_code == 200
        protect()
        assert get(client, "kosak.example", document.url).status_code == 404
        demand()


def test_each_person_sets_one_up_and_is_asked_for_it_from_then_on(client, clinics):
    member(clinics[0])
    sign_in(client, "kosak.example")
    account = client.get("/admin/account/", headers={"host": "kosak.example"}).content.decode()
    assert "/admin/account/second-factor/" in account
    page = set_up(client).content.decode()
    [recovery, *others] = re.findall(r"<code>(\d{8})</code>", page)
    assert len(others) == 9
    assert is_in(client)
    again = Client()
    assert sign_in(again, "kosak.example").url == STEP
    assert answer(again, recovery).url == "/admin/"
    third = Client()
    sign_in(third, "kosak.example")
    assert "Incorrect code" in answer(third, recovery).content.decode()


def test_it_is_turned_off_with_the_password(client, owner):
    sign_in(client, "kosak.example")
    answer(client, code())
    session = client.session
    session["clinic_cms.signed_in"] = [owner.pk, time.time() - 3600]
    session.save()
    url = reverse("mfa_deactivate_totp")
    page = client.post(url, headers={"host": "kosak.example"}, follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.exists()
    client.post(
        page.redirect_chain[-1][0], {"password": "secret"}, headers={"host": "kosak.example"}
    )
    client.post(url, headers={"host": "kosak.example"})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/account/", "/admin/api/"])
def test_who_must_have_one_sets_it_up_before_anything_else(client, clinics, demand, path):
    demand("owner")
    member(clinics[0])
    sign_in(client, "kosak.example")
    assert client.get(path, headers={"host": "kosak.example"}, follow=True).status_code == 200
    assert client.get(path, headers={"host": "kosak.example"}).url == SET_UP
    post = client.post(path, {"title": "x"}, headers={"host": "kosak.example"})
    assert post.url == SET_UP
    set_up(client)
    assert is_in(client)


def test_it_is_demanded_of_the_roles_that_are_set_alone(client, clinics, demand, agency):
    demand("owner", "agency")
    kosak, _sol = clinics
    ensure_network_groups(libraries=[])
    editor = member(kosak, Role.EDITOR, "editor")
    network = User.objects.create_user("nora")
    network.groups.add(NetworkRole.objects.get(role="agency").group)
    expected = {editor: True, network: False, agency: True}
    for user, may_pass in expected.items():
        client.force_login(user)
        assert is_in(client, NETWORK) == may_pass
    demand("superuser")
    client.force_login(agency)
    assert not is_in(client, NETWORK)


def test_a_dialog_of_one_who_lacks_it_is_refused(client, clinics, demand):
    demand("owner")
    client.force_login(member(clinics[0]))
    response = client.get(
        "/admin/choose-page/",
        headers={"host": "kosak.example", "x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 403


def test_a_token_of_one_who_lacks_it_is_worth_nothing(clinics, demand):
    owner = member(clinics[0])
    day = timezone.now() + timedelta(days=1)
    token, _text = create_token(user=owner, name="CI", expires_at=day)
    assert scope_of(token)
    demand("owner")
    assert scope_of(APIToken.objects.get(pk=token.pk)) is None
    assert is_refused(token)
    TOTP.activate(owner, SECRET)
    assert scope_of(token)
    assert not is_refused(token)


def test_a_new_password_is_not_enough(client, owner):
    url = reverse("wagtailadmin_password_reset")
    client.post(url, {"email": owner.email}, headers={"host": "kosak.example"})
    link = re.search(r"http://kosak\.example(/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, headers={"host": "kosak.example"}, follow=True)
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    client.post(page.redirect_chain[-1][0], chosen, headers={"host": "kosak.example"})
    assert not is_in(client)
    assert sign_in(client, "kosak.example", password=PASSWORD).url == STEP
    assert not is_in(client)


def test_an_accepted_invitation_is_not_enough(client, owner, clinics):
    _kosak, sol = clinics
    values = {"first_name": "Olga", "last_name": "Holm", "role": Role.OWNER, "language": "en"}
    boss = member(sol, name="boss")
    invite(clinic=sol.clinic, email=owner.email, by=boss, **values)
    link = re.search(r"http://sol\.example(/\S+)", mail.outbox[0].body)[1]
    client.post(link, {"password": "secret"}, headers={"host": sol.host})
    assert owner.groups.count() == 2
    assert not is_in(client, sol.host)
    assert sign_in(client, sol.host).url == STEP


@pytest.fixture
def boss(clinics):
    client = Client(HTTP_HOST=NETWORK)
    client.force_login(member(clinics[0], name="boss"))
    return client


def step_of(built, person):
    args = [built.clinic.pk, person.pk, "second-factor"]
    return reverse("clinic_cms_person_step", args=args)


def test_owners_see_who_has_one_and_reset_it(boss, owner, clinics):
    kosak, _sol = clinics
    listed = boss.get(reverse("clinic_cms_people", args=[kosak.clinic.pk])).content.decode()
    assert listed.count("No second factor") == 1
    page = boss.get(reverse("clinic_cms_person", args=[kosak.clinic.pk, owner.pk]))
    assert step_of(kosak, owner) in page.content.decode()
    boss.post(step_of(kosak, owner))
    assert not Authenticator.objects.exists()
    history = boss.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Second factor reset" in history


def test_what_protects_another_clinic_or_the_network_too_is_not_theirs(boss, owner, clinics):
    kosak, sol = clinics
    ensure_network_groups(libraries=[])
    for group in (
        group_of(sol.clinic, Role.EDITOR),
        NetworkRole.objects.get(role="library_editor").group,
    ):
        owner.groups.set([group_of(kosak.clinic, Role.OWNER), group])
        page = boss.get(reverse("clinic_cms_person", args=[kosak.clinic.pk, owner.pk]))
        assert step_of(kosak, owner) not in page.content.decode()
        assert boss.post(step_of(kosak, owner)).status_code == 404
    assert Authenticator.objects.exists()


def test_no_one_resets_their_own_nor_a_superusers(boss, clinics, agency):
    kosak, _sol = clinics
    agency.groups.add(group_of(kosak.clinic, Role.OWNER))
    for person in (User.objects.get(username="boss"), agency):
        TOTP.activate(person, SECRET)
        assert boss.post(step_of(kosak, person)).status_code in {302, 404}
    assert Authenticator.objects.count() == 2


def test_the_agency_resets_anyones(desk, owner, clinics):
    kosak, sol = clinics
    owner.groups.add(group_of(sol.clinic, Role.EDITOR))
    desk.post(step_of(kosak, owner))
    assert not Authenticator.objects.exists()
