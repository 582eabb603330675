"""Signing in: each host knows its own people, and refuses all others alike."""

import re

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.admin.conftest import NETWORK, make_owner

LOGIN = "/admin/login/"
WRONG = "and password didn&#x27;t match"


@pytest.fixture
def owner(kosak):
    return make_owner(kosak)


def sign_in(client, host, name="owner", password="secret", **data):
    data = {"username": name, "password": password, "next": "", **data}
    return client.post(LOGIN, data, headers={"host": host})


def without_token(response):
    return re.sub(rb"\b[A-Za-z0-9]{64}\b", b"", response.content)


@pytest.mark.parametrize("host", ["kosak.example", NETWORK])
def test_owners_sign_in_on_their_own_host_and_the_networks(client, owner, host):
    assert sign_in(client, host).url == "/admin/"
    assert client.get("/admin/", headers={"host": host}).status_code == 200


def test_another_clinics_host_does_not_know_them(client, owner, sol):
    known = sign_in(client, sol.host)
    owner.delete()
    unknown = sign_in(client, sol.host)
    assert known.status_code == unknown.status_code == 200
    assert without_token(known) == without_token(unknown)
    assert "sessionid" not in client.cookies


def test_the_agency_signs_in_on_any_host(client, agency, sol):
    assert sign_in(client, sol.host, "agency").url == "/admin/"


def test_a_session_that_is_carried_to_another_clinics_host_is_worth_nothing(client, owner, sol):
    client.force_login(owner)
    for path in ("/admin/", "/admin/pages/", "/admin/account/", "/admin/logout/"):
        response = client.get(path, headers={"host": sol.host})
        assert response.status_code in {302, 405}
        assert response.wsgi_request.user.is_anonymous
    assert client.get("/admin/", headers={"host": "kosak.example"}).status_code == 200


async def later(request):
    return await request.auser()


def test_nor_is_it_for_a_view_that_asks_later(client, owner, sol):
    client.force_login(owner)
    for host, is_known in ((sol.host, False), ("kosak.example", True)):
        request = client.get(LOGIN, headers={"host": host}).wsgi_request
        assert async_to_sync(later)(request).is_authenticated == is_known


def test_who_is_deactivated_is_out_at_once(client, owner):
    client.force_login(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    response = client.get("/admin/", headers={"host": "kosak.example"})
    assert response.url.startswith(LOGIN)


def test_too_many_attempts_are_refused_whatever_the_password(client, owner, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "2/hour"}
    for name in ("owner", "nobody"):
        statuses = [
            sign_in(client, NETWORK, name, "wrong", REMOTE_ADDR=f"192.0.2.{number}").status_code
            for number in range(2)
        ]
        assert statuses == [200, 200] or name == "nobody"
    refused = sign_in(client, NETWORK)
    assert refused.status_code == 429
    assert "Too many attempts" in refused.content.decode()
    assert "sessionid" not in client.cookies


def ask(client, host, email="owner@clinic.example"):
    url = reverse("wagtailadmin_password_reset")
    return client.post(url, {"email": email}, headers={"host": host}, follow=True)


def test_a_link_is_sent_for_the_host_on_which_it_was_asked_for(client, owner):
    UserProfile.objects.create(user=owner, preferred_language="es")
    ask(client, "kosak.example")
    [sent] = mail.outbox
    assert sent.to == ["owner@clinic.example"]
    assert "contraseña" in sent.subject
    url = re.search(r"http://kosak\.example(/\S+)", sent.body)[1]
    page = client.get(url, headers={"host": "kosak.example"}, follow=True)
    assert page.context["validlink"]


def test_a_link_opens_nothing_on_another_clinics_host(client, owner, sol):
    ask(client, NETWORK)
    url = re.search(r"http://network\.example(/\S+)", mail.outbox[0].body)[1]
    assert not client.get(url, headers={"host": sol.host}).context["validlink"]


def test_who_could_not_sign_in_there_gets_no_mail_and_the_same_page(client, owner, sol):
    pages = [ask(client, sol.host, email) for email in (owner.email, "nobody@clinic.example")]
    assert mail.outbox == []
    assert without_token(pages[0]) == without_token(pages[1])
    assert pages[0].redirect_chain == pages[1].redirect_chain


def test_no_one_is_flooded_with_links(client, owner, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "2/hour"}
    pages = {without_token(ask(client, "kosak.example")) for _time in range(4)}
    assert len(mail.outbox) == 2
    assert len(pages) == 1


def test_a_mail_server_that_is_down_tells_nothing(client, owner, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask(client, "kosak.example").status_code == 200
    assert "was not sent" in caplog.text
