"""Signing in by an OpenID Connect provider: for those whom the host knows, and no one else."""

import re
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client

from clinic_cms.models import Role
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import NETWORK
from tests.admin.test_second_factor import SECRET, STEP, TOTP, answer, code, is_in, member
from tests.admin.test_sign_in import LOGIN, sign_in
from tests.openid_provider import CLIENT, Provider
from tests.openid_provider import SECRET as CLIENT_SECRET

BEGIN = "/admin/login/with/acme/"
KOSAK = "kosak.example"


@pytest.fixture
def provider(settings):
    provider = Provider()
    app = {
        "provider_id": "acme",
        "name": "Acme",
        "client_id": CLIENT,
        "secret": CLIENT_SECRET,
        "settings": {"server_url": provider.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    provider.app = app
    yield provider
    provider.close()


@pytest.fixture
def owner(clinics):
    return member(clinics[0])


def begin(client, host=KOSAK, **form):
    return client.post(BEGIN, form, headers={"host": host})


def sent_back(client, host=KOSAK, **form):
    """The path to which the provider sends someone back."""
    there = requests.get(begin(client, host, **form).url, allow_redirects=False, timeout=5)
    url = urlsplit(there.headers["Location"])
    assert url.netloc == host
    return f"{url.path}?{url.query}"


def come_back(client, host=KOSAK, **form):
    return client.get(sent_back(client, host, **form), headers={"host": host})


def words_for_unknown(host):
    page = sign_in(Client(), host, "nobody").content.decode()
    return re.search(r'<li class="error">(.+)</li>', page)[1]


def assert_unknown(client, response, host=KOSAK):
    assert response.url == LOGIN
    assert words_for_unknown(host) in client.get(LOGIN, headers={"host": host}).content.decode()
    assert not is_in(client, host)


@pytest.mark.parametrize("host", [KOSAK, NETWORK])
def test_who_has_an_account_of_the_same_address_is_in(client, provider, owner, clinics, host):
    assert "Sign in with Acme" in client.get(LOGIN, headers={"host": host}).content.decode()
    provider.person["email"] = "Owner@Clinic.example"
    assert come_back(client, host, next="/admin/pages/").url == "/admin/pages/"
    assert is_in(client, host)
    assert client.session.get_expire_at_browser_close()
    owner.refresh_from_db()
    assert owner.check_password("secret")
    assert [*owner.groups.all()] == [group_of(clinics[0].clinic, Role.OWNER)]


def test_an_account_that_is_connected_needs_no_address(client, provider, owner):
    SocialAccount.objects.create(user=owner, provider="acme", uid="1")
    provider.person = {"sub": "1"}
    assert come_back(client).url == "/admin/"


def test_whoever_is_unknown_is_refused_and_gets_no_account(client, provider, owner):
    provider.person["email"] = "nobody@clinic.example"
    assert_unknown(client, come_back(client))
    assert User.objects.count() == 1


def test_an_address_that_is_not_verified_is_worth_nothing(client, provider, owner):
    for person in ({"email_verified": False}, {"email_verified": None}):
        provider.person |= person
        assert_unknown(client, come_back(client))
    provider.person = {"sub": "1"}
    assert_unknown(client, come_back(client))


def test_an_address_of_two_accounts_is_no_ones(client, provider, owner, clinics):
    member(clinics[1], name="twin")
    User.objects.filter(username="twin").update(email=owner.email)
    assert_unknown(client, come_back(client))


def test_another_clinics_owner_is_unknown(client, provider, owner, sol):
    assert_unknown(client, come_back(client, sol.host), sol.host)


def test_someone_without_any_role_is_unknown(client, provider, owner):
    owner.groups.clear()
    assert_unknown(client, come_back(client, NETWORK), NETWORK)


def test_who_is_deactivated_is_unknown_and_out_at_once(client, provider, owner):
    come_back(client)
    assert is_in(client)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert not is_in(client)
    assert_unknown(client, come_back(client))
    SocialAccount.objects.create(user=owner, provider="acme", uid="1")
    assert_unknown(client, come_back(client))


def test_a_second_factor_is_asked_for_here_too(client, provider, owner):
    TOTP.activate(owner, SECRET)
    assert come_back(client).url == STEP
    assert not is_in(client)
    assert answer(client, code()).url == "/admin/"
    assert is_in(client)


def test_who_must_have_one_sets_it_up_first(client, provider, owner, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SECOND_FACTOR_ROLES": [Role.OWNER]}
    come_back(client)
    assert client.get("/admin/", headers={"host": KOSAK}).url.endswith("/set-up/")


def assert_failed(client, response):
    assert response.url == LOGIN
    page = client.get(LOGIN, headers={"host": KOSAK}).content.decode()
    assert "Signing in did not work" in page
    assert not is_in(client)


def test_the_answer_to_someone_elses_request_is_worth_nothing(client, provider, owner):
    path = sent_back(Client())
    assert_failed(client, client.get(path, headers={"host": KOSAK}))
    forged = re.sub("state=[^&]+", "state=forged", sent_back(client))
    assert_failed(client, client.get(forged, headers={"host": KOSAK}))


def test_an_answer_counts_once(client, provider, owner):
    path = sent_back(client)
    assert client.get(path, headers={"host": KOSAK}).url == "/admin/"
    client.post("/admin/logout/", headers={"host": KOSAK})
    assert_failed(client, client.get(path, headers={"host": KOSAK}))


@pytest.mark.parametrize("error", ["access_denied", "server_error"])
def test_an_error_of_the_provider_leads_back(client, provider, owner, error):
    provider.error = error
    assert_failed(client, come_back(client))


def test_a_provider_that_is_down_leads_back(client, provider, owner, caplog):
    path = sent_back(client)
    provider.is_down = True
    assert_failed(client, client.get(path, headers={"host": KOSAK}))
    assert_failed(client, begin(client))
    assert "did not answer" in caplog.text


def test_no_one_is_led_to_another_host(client, provider, owner):
    for place in ("https://evil.example/", "//evil.example/", "http://sol.example/admin/"):
        assert come_back(client, next=place).url == "/admin/"


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_it_is_for_nothing_but_signing_in(client, provider, owner, process):
    assert_unknown(client, come_back(client, process=process))
    assert not SocialAccount.objects.exists()


def test_a_provider_may_be_for_some_hosts_alone(client, provider, owner):
    provider.app["settings"]["hosts"] = [NETWORK]
    assert "Acme" not in client.get(LOGIN, headers={"host": KOSAK}).content.decode()
    assert begin(client).status_code == 404
    assert come_back(client, NETWORK).url == "/admin/"


def test_it_is_off_where_no_provider_is_set(client, owner):
    assert "Sign in with" not in client.get(LOGIN, headers={"host": KOSAK}).content.decode()
    assert begin(client).status_code == 404


def test_it_is_tried_no_oftener_than_a_password(client, provider, owner, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "1/hour"}
    path = sent_back(client)
    assert client.get(path, headers={"host": KOSAK}).url == LOGIN
    assert "Too many attempts" in client.get(LOGIN, headers={"host": KOSAK}).content.decode()
    assert not is_in(client)
