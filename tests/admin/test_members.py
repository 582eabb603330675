"""“People”: an owner invites, changes and deactivates the people of their clinic alone."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic_cms.models import Invitation, Role
from clinic_cms.tenancy.roles import group_of
from tests.admin.conftest import NETWORK

PASSWORD = "a long enough secret"


def member(built, role, name):
    user = User.objects.create_user(name, f"{name}@clinic.example", PASSWORD, first_name=name)
    user.groups.add(group_of(built.clinic, role))
    return user


def browser(user, host=NETWORK):
    client = Client(HTTP_HOST=host)
    client.force_login(user)
    return client


@pytest.fixture
def owner(clinics):
    return member(clinics[0], Role.OWNER, "olga")


@pytest.fixture
def me(owner):
    return browser(owner)


def url(name, built, *args):
    return reverse(f"clinic_cms_{name}", args=[built.clinic.pk, *args])


def invite(client, built, email="new@person.example", role=Role.EDITOR, language="es"):
    data = {
        "first_name": "Nia",
        "last_name": "Holm",
        "email": email,
        "role": role,
        "language": language,
    }
    return client.post(url("invite", built), data, follow=True)


def link(number=-1):
    return re.search(r"http://kosak\.example(/\S+)", mail.outbox[number].body)[1]


def visitor():
    return Client(HTTP_HOST="kosak.example")


def test_who_is_invited_chooses_a_password_and_works_there(me, kosak):
    invite(me, kosak)
    [sent] = mail.outbox
    assert sent.to == ["new@person.example"]
    assert "Kosak Chiropractic" in sent.body
    assert "invita" in sent.body
    browser = visitor()
    assert "new@person.example" in browser.get(link()).content.decode()
    passwords = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert browser.post(link(), passwords).url == "/admin/login/"
    signed_in = browser.post(
        "/admin/login/", {"username": "new@person.example", "password": PASSWORD}
    )
    assert signed_in.url == "/admin/"
    user = User.objects.get(email="new@person.example")
    assert (user.get_full_name(), user.wagtail_userprofile.preferred_language) == ("Nia Holm", "es")
    assert [*user.groups.all()] == [group_of(kosak.clinic, Role.EDITOR)]
    assert browser.get(link()).status_code == 404


def test_a_weak_password_is_refused(me, kosak):
    invite(me, kosak)
    page = visitor().post(link(), {"new_password1": "123", "new_password2": "123"})
    assert page.status_code == 200
    assert not User.objects.filter(email="new@person.example").exists()


def seen_of(page, email):
    """What a page shows of an invitation: without its address and its key."""
    shown = page.content.decode().replace(email, "X")
    return re.sub(r"\b[A-Za-z0-9]{64}\b|invitations/\d+/", "", shown)


def test_an_address_with_an_account_elsewhere_looks_the_same(me, clinics):
    kosak, sol = clinics
    seen = []
    for email in (member(sol, Role.OWNER, "sofia").email, "none@clinic.example"):
        seen.append(seen_of(invite(me, kosak, email), email))
        assert "Invited" in seen[-1]
        me.post(url("withdraw_invitation", kosak, Invitation.objects.get().pk))
    assert seen[0] == seen[1]
    texts = [re.sub(r"http\S+", "", sent.body) for sent in mail.outbox]
    assert texts[0] == texts[1]


def test_a_person_of_two_clinics_accepts_and_keeps_one_account(me, clinics):
    kosak, sol = clinics
    other = member(sol, Role.OWNER, "sofia")
    invite(me, kosak, other.email, language="en")
    guest = visitor()
    assert "not the password" in guest.post(link(), {"password": "wrong"}).content.decode()
    assert not other.groups.filter(clinic_role__clinic=kosak.clinic).exists()
    assert guest.post(link(), {"password": PASSWORD}).status_code == 302
    assert User.objects.filter(email=other.email).count() == 1
    assert other.groups.count() == 2
    listed = me.get(url("people", kosak)).content.decode()
    assert "sofia" in listed
    assert "Quiropráctica" not in listed


def test_passwords_are_not_guessed_on_the_page_of_an_invitation(me, clinics, settings):
    kosak, sol = clinics
    other = member(sol, Role.OWNER, "sofia")
    invite(me, kosak, other.email, language="en")
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "2/hour"}
    for password in ("one", "two", PASSWORD):
        page = visitor().post(link(), {"password": password})
    assert "Too many attempts" in page.content.decode()
    assert other.groups.count() == 1


def test_a_link_expires_and_opens_nothing_on_another_clinics_host(me, kosak):
    invite(me, kosak)
    assert Client(HTTP_HOST="sol.example").get(link()).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert visitor().get(link()).status_code == 404
        assert (
            "Invitation expired"
            in browser(User.objects.get(username="olga")).get(url("people", kosak)).content.decode()
        )


def test_a_link_is_worth_nothing_once_it_is_sent_again_or_taken_back(me, kosak):
    invite(me, kosak)
    invite(me, kosak)
    assert visitor().get(link(0)).status_code == 404
    assert visitor().get(link(1)).status_code == 200
    me.post(url("withdraw_invitation", kosak, Invitation.objects.get().pk))
    assert visitor().get(link(1)).status_code == 404


def test_the_last_owner_stays(me, owner, kosak):
    person = url("person", kosak, owner.pk)
    assert "needs an owner" in me.post(person, {"role": "editor"}).content.decode()
    page = me.post(url("person_step", kosak, owner.pk, "remove"), follow=True)
    assert "needs an owner" in page.content.decode()
    assert owner.groups.exists()
    inactive = member(kosak, Role.OWNER, "ines")
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    assert "needs an owner" in me.post(person, {"role": "editor"}).content.decode()


def test_an_owner_changes_a_role(me, kosak):
    editor = member(kosak, Role.EDITOR, "edda")
    me.post(url("person", kosak, editor.pk), {"role": "translator"})
    assert [*editor.groups.all()] == [group_of(kosak.clinic, Role.TRANSLATOR)]


def test_a_clinic_from_before_there_were_roles_gets_its_groups(me, kosak):
    groups = Group.objects.filter(clinic_role__clinic=kosak.clinic)
    groups.exclude(clinic_role__role=Role.OWNER).delete()
    invite(me, kosak)
    visitor().post(link(), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    user = User.objects.get(email="new@person.example")
    assert kosak.contact.permissions_for_user(user).can_edit()
    assert not kosak.contact.permissions_for_user(user).can_publish()


def test_who_is_deactivated_is_out_at_once(me, kosak):
    editor = member(kosak, Role.EDITOR, "edda")
    theirs = browser(editor)
    assert theirs.get("/admin/").status_code == 200
    me.post(url("person_step", kosak, editor.pk, "remove"))
    assert theirs.get("/admin/").url.startswith("/admin/login/")
    assert theirs.get("/admin/").wsgi_request.user.is_anonymous
    invite(me, kosak, editor.email)
    visitor().post(link(), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert [*editor.groups.all()] == [group_of(kosak.clinic, Role.EDITOR)]
    assert User.objects.filter(email=editor.email).count() == 1


def test_who_works_elsewhere_too_stays_there(me, clinics):
    kosak, sol = clinics
    both = member(kosak, Role.EDITOR, "both")
    both.groups.add(group_of(sol.clinic, Role.OWNER))
    theirs = browser(both)
    me.post(url("person_step", kosak, both.pk, "remove"))
    assert theirs.get("/admin/").status_code == 200
    assert theirs.get("/admin/", headers={"host": "kosak.example"}).status_code == 302


def test_a_link_for_a_new_password_is_sent(me, kosak):
    editor = member(kosak, Role.EDITOR, "edda")
    me.post(url("person_step", kosak, editor.pk, "reset"))
    assert mail.outbox[0].to == [editor.email]
    assert "http://kosak.example/admin/password_reset/confirm/" in mail.outbox[0].body


def test_no_one_is_flooded_with_links(me, kosak, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "1/hour"}
    editor = member(kosak, Role.EDITOR, "edda")
    for _time in range(3):
        me.post(url("person_step", kosak, editor.pk, "reset"))
    assert len(mail.outbox) == 1


def test_another_clinics_people_are_not_there(me, owner, clinics):
    kosak, sol = clinics
    stranger = member(sol, Role.EDITOR, "stranger")
    for name, *args in (("people",), ("invite",), ("person", stranger.pk)):
        assert me.get(url(name, sol, *args)).status_code == 404
    assert me.get(url("person", kosak, stranger.pk)).status_code == 404
    assert me.post(url("person_step", kosak, stranger.pk, "remove")).status_code == 404
    assert me.post(url("person_step", sol, stranger.pk, "remove")).status_code == 404
    assert stranger.groups.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER])
def test_owners_alone_manage_people(clinics, role):
    kosak, _sol = clinics
    them = browser(member(kosak, role, "them"))
    assert them.get(url("people", kosak)).status_code == 404
    assert invite(them, kosak).status_code == 404
    assert "/admin/people/" not in them.get("/admin/").content.decode()


def test_the_agency_manages_the_people_of_every_clinic(desk, clinics):
    for built in clinics:
        assert desk.get(url("people", built)).status_code == 200
    assert (
        url("people", clinics[0])
        in desk.get(reverse("clinics:edit", args=[clinics[0].clinic.pk])).content.decode()
    )


def test_an_owner_of_two_clinics_switches_between_their_people(me, owner, clinics):
    kosak, sol = clinics
    owner.groups.add(group_of(sol.clinic, Role.OWNER))
    assert url("people", sol) in me.get(url("people", kosak)).content.decode()
    here = me.get("/admin/people/", headers={"host": "sol.example"})
    assert here.url == url("people", sol)


def test_what_was_done_to_people_is_in_the_history(me, kosak):
    invite(me, kosak)
    history = me.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Person invited" in history


def test_no_one_is_flooded_with_invitations(me, kosak, settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SIGN_IN_RATE": "2/hour"}
    pages = [invite(me, kosak).content.decode() for _time in range(3)]
    assert len(mail.outbox) == 2
    assert "Too many attempts" in pages[-1]


def test_the_list_costs_the_same_for_any_number_of_people(me, kosak, django_assert_max_num_queries):
    for number in range(12):
        member(kosak, Role.EDITOR, f"person-{number}")
    me.get(url("people", kosak))
    with django_assert_max_num_queries(26):
        me.get(url("people", kosak))
