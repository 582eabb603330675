"""Beside each entry of Wagtail's log stands from where a change was made, and whose it is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Collection, ModelLogEntry, PageLogEntry

from clinic_cms.models import LogOrigin
from clinic_cms.tenancy.log_origins import (
    add_origins,
    changes_from,
    changes_visible_to,
    forget_addresses,
)
from tests.admin.conftest import make_owner
from tests.factories import make_image

pytestmark = pytest.mark.django_db

ADDRESS = "192.0.2.7"


@pytest.fixture
def visit(kosak):
    return changes_from(RequestFactory().get("/", HTTP_HOST=kosak.host, REMOTE_ADDR=ADDRESS))


def of_sol(sol):
    image = make_image("sol")
    sol.clinic.collection = Collection.get_first_root_node().add_child(name="Sol")
    sol.clinic.save()
    type(image).objects.filter(pk=image.pk).update(collection=sol.clinic.collection)
    return image


def test_a_change_in_a_request_has_its_host_address_and_clinic(visit, kosak, sol):
    with visit:
        entries = [log(page, "wagtail.edit") for page in (sol.contact, sol.contact.page_ptr)]
        entries.append(log(of_sol(sol), "wagtail.edit"))
    add_origins(entries)
    seen = {(entry.host, entry.address, entry.clinic) for entry in entries}
    assert seen == {(kosak.host, ADDRESS, sol.clinic)}


def test_a_change_of_what_is_shared_is_no_clinics(visit, article, admin_user):
    with visit:
        log(article, "wagtail.edit", user=admin_user)
        log(make_image("shared"), "wagtail.edit", user=admin_user)
    assert {*LogOrigin.objects.values_list("clinic", flat=True)} == {None}


def test_what_an_owner_does_to_an_account_is_their_clinics(visit, kosak, sol):
    owner = make_owner(kosak)
    with visit:
        log(User.objects.create_user("colleague"), "wagtail.edit", user=owner)
    assert LogOrigin.objects.get().clinic == kosak.clinic


def test_a_command_leaves_no_origin(kosak):
    entry = log(kosak.contact, "wagtail.edit")
    add_origins([entry])
    assert (entry.host, entry.address, entry.clinic) == ("", "", None)
    assert not LogOrigin.objects.exists()


def test_a_clinics_people_see_what_was_done_to_their_clinics_things(visit, kosak, sol, article):
    owner = make_owner(sol)
    with visit:
        for row in (sol.contact, kosak.contact, article, of_sol(sol), make_image("shared")):
            log(row, "wagtail.edit")
    log(sol.doctor, "wagtail.edit")
    pages, rows = (changes_visible_to(owner, each) for each in (PageLogEntry, ModelLogEntry))
    edits = pages.filter(action="wagtail.edit").values_list("page", flat=True)
    assert {*edits} == {sol.contact.pk, sol.doctor.pk}
    assert [entry.label for entry in rows] == ["sol"]


def test_they_see_the_deletion_of_a_page_too(visit, sol):
    owner = make_owner(sol)
    with visit:
        sol.contact.delete()
    assert changes_visible_to(owner, PageLogEntry).filter(deleted=True).count() == 1


def test_the_agency_sees_all(visit, kosak, sol, article, admin_user):
    with visit:
        for row in (sol.contact, kosak.contact, article):
            log(row, "wagtail.edit")
    entries = changes_visible_to(admin_user, PageLogEntry)
    assert entries.filter(action="wagtail.edit").count() == 3


def test_addresses_are_forgotten_and_the_rest_is_kept(visit, kosak, settings):
    settings.CLINIC_CMS = settings.CLINIC_CMS | {"LOG_ADDRESS_DAYS": 10}
    with visit:
        old, new = (log(kosak.contact, "wagtail.edit") for _ in range(2))
    past = timezone.now() - timedelta(days=11)
    LogOrigin.objects.filter(page_entry=old).update(created_at=past)
    assert forget_addresses() == "1 emptied"
    add_origins([old, new])
    assert [(entry.host, entry.address) for entry in (old, new)] == [
        (kosak.host, ""),
        (kosak.host, ADDRESS),
    ]
