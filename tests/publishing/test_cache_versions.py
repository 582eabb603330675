"""What changes a response writes a cache version in the same transaction; nothing else does."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from clinic_cms.models import SHARED, CacheVersion, ClinicHost, ClinicPage, clinic_scope
from clinic_cms.models.cache_version import HOSTS, InvalidatesResponses
from clinic_cms.publishing import run_due
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.publishing.translations import carry_title
from tests.factories import make_image

pytestmark = pytest.mark.django_db
UNSEEN = {
    *("ArticleNote", "ClinicFact", "DueJob", "PreviewDraft", "CacheVersion", "TranslationRecord"),
    *("WebhookDelivery", "WebhookEndpoint", "WebhookEvent"),
    *("Approval", "ClinicRole", "Invitation", "LogOrigin", "NetworkRole", "TokenScope"),
    # Written in the transaction that writes the page.
    "EarlierSlug",
}
"""Models of which no response shows anything; the others derive from `InvalidatesResponses`."""


def versions():
    return dict(CacheVersion.objects.values_list("name", "version"))


def bumped(before):
    """The scopes that have another version than before."""
    return {scope for scope, version in versions().items() if before.get(scope) != version}


def test_each_model_says_whether_answers_show_it():
    known = {
        model.__name__
        for model in apps.get_app_config("clinic_cms").get_models()
        if not issubclass(model, (Page, InvalidatesResponses))
    }
    assert known == UNSEEN


def test_a_clinic_s_change_concerns_only_that_clinic(kosak, sol):
    before = versions()
    kosak.location.save()
    assert bumped(before) == {clinic_scope(kosak.clinic.pk)}


def test_a_change_of_the_library_concerns_all_clinics(kosak, article):
    before = versions()
    article.save()
    assert bumped(before) == {SHARED}


def test_a_page_that_is_moved_as_a_page_is_still_its_clinics(kosak):
    before = versions()
    Page.objects.get(pk=kosak.contact.pk).save()
    assert bumped(before) == {clinic_scope(kosak.clinic.pk)}


def test_a_host_that_moves_concerns_both_clinics(kosak, sol):
    host = ClinicHost.objects.create(clinic=kosak.clinic, hostname="spare.example")
    before = versions()
    host.clinic = sol.clinic
    host.save()
    assert bumped(before) == {
        clinic_scope(kosak.clinic.pk),
        clinic_scope(sol.clinic.pk),
        HOSTS,
    }


def test_drafts_new_pictures_and_jobs_change_nothing(kosak, article):
    before = versions()
    article.title = "A draft"
    article.save_revision()
    make_image("new")
    list(run_due())
    assert bumped(before) == set()


def test_row_and_version_are_written_in_one_transaction(kosak):
    seen, outside = [], len(connection.savepoint_ids)

    def look(**_):
        seen.append(len(connection.savepoint_ids) > outside)

    senders = (type(kosak.clinic), ClinicHost, type(kosak.contact))
    for sender in senders:
        post_save.connect(look, sender=sender)
    try:
        kosak.clinic.save()
        kosak.clinic.hosts.get().save()
        kosak.contact.save()
    finally:
        for sender in senders:
            post_save.disconnect(look, sender=sender)
    assert seen == [True, True, True]


CHANGES = {
    "page": lambda kosak: kosak.contact.save(),
    "new page": lambda kosak: kosak.home.add_child(instance=ClinicPage(title="New", slug="new")),
    "deleted page": lambda kosak: kosak.contact.delete(),
    "clinic": lambda kosak: kosak.clinic.save(),
    "host": lambda kosak: kosak.clinic.hosts.get().save(),
    "deleted host": lambda kosak: kosak.clinic.hosts.get().delete(),
    "names": lambda kosak: carry_title(kosak.doctor),
    "locale": lambda kosak: Locale.get_active().save(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_row_is_held_while_the_version_is_waited_for(kosak, change):
    with CaptureQueriesContext(connection) as asked:
        change(kosak)
    writes = re.compile(r"UPDATE|DELETE|INSERT", re.IGNORECASE)
    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    version = next(n for n, sql in enumerate(statements) if CacheVersion._meta.db_table in sql)
    row = next(n for n, sql in enumerate(statements) if writes.match(sql))
    assert version <= row


def test_the_next_page_to_expire_ends_its_scope(kosak, sol, article):
    soon, later = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    for page, moment in ((kosak.contact, later), (kosak.location, soon), (article, later)):
        page.expire_at = moment
        page.save()
    ends = dict(CacheVersion.objects.values_list("name", "valid_until"))
    assert ends[clinic_scope(kosak.clinic.pk)] == soon
    assert ends[SHARED] == later
    assert ends[clinic_scope(sol.clinic.pk)] is None
    kosak.location.expire_at = None
    kosak.location.save()
    assert CacheVersion.objects.get(pk=clinic_scope(kosak.clinic.pk)).valid_until == later


def test_versions_never_repeat(db):
    seen = set()
    for _time in range(3):
        bump([SHARED])
        seen.add(versions()[SHARED])
    assert len(seen) == 3
