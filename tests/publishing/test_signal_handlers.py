"""Receivers run for the models that they are for, and never for those of a host project."""

import traceback
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection, models
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.test.utils import isolate_apps
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Site
from wagtail.models import pages as wagtail_pages
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

import clinic_cms
from clinic_cms.models import CacheVersion, Clinic, ClinicPage, LibraryPage
from clinic_cms.publishing import signal_handlers as publishing_signals
from clinic_cms.translating import signal_handlers as translating_signals
from tests.factories import locale

OUR_CODE = str(Path(clinic_cms.__file__).parent)
SIGNALS = {
    "pre_save": pre_save,
    "post_save": post_save,
    "pre_delete": pre_delete,
    "post_delete": post_delete,
    "page_published": page_published,
}


def receivers_for(sender) -> set[str]:
    """Our receivers of any signal that this sender sends."""
    return {
        f"{name}: {receiver.__name__}"
        for name, signal in SIGNALS.items()
        for receiver in [*signal._live_receivers(sender)[0], *signal._live_receivers(sender)[1]]
        if receiver.__module__.startswith("clinic_cms.")
    }


@pytest.fixture
def our_queries():
    """The queries that our code runs while the fixture is in use."""
    queries = []

    def note(execute, sql, params, many, context):
        if any(frame.filename.startswith(OUR_CODE) for frame in traceback.extract_stack()):
            queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield queries


@pytest.fixture
def reconnected():
    """Return a function that connects the receivers again beside other models."""
    before = {name: list(signal.receivers) for name, signal in SIGNALS.items()}

    def connect() -> None:
        publishing_signals.connect()
        translating_signals.connect()

    yield connect
    for name, signal in SIGNALS.items():
        signal.receivers = before[name]
        signal.sender_receivers_cache.clear()


@pytest.mark.parametrize("sender", [User, Group, Site, Translation, TranslationSource])
def test_nothing_runs_for_models_of_others(sender):
    assert receivers_for(sender) == set()


@pytest.mark.parametrize(
    "sender",
    [
        Page,
        Locale,
        Image,
        Document,
        Rendition,
        Collection,
        CollectionViewRestriction,
        StringTranslation,
        LibraryPage,
        ClinicPage,
        Clinic,
    ],
)
def test_something_runs_for_each_model_that_matters(sender):
    assert receivers_for(sender)


@isolate_apps("tests")
def test_nothing_runs_for_a_host_project_s_pages_and_snippets(monkeypatch, reconnected):
    # Wagtail lists every model of pages as it is defined.
    monkeypatch.setattr(wagtail_pages, "PAGE_MODEL_CLASSES", [])

    class EventPage(Page):
        class Meta:
            app_label = "tests"

    class Venue(models.Model):
        class Meta:
            app_label = "tests"

        def __str__(self) -> str:
            return "Venue"

    class ClinicEventPage(ClinicPage):
        class Meta:
            app_label = "tests"

    ours = list(apps.get_models())
    monkeypatch.setattr(apps, "get_models", lambda: [*ours, EventPage, Venue, ClinicEventPage])
    reconnected()

    assert receivers_for(EventPage) == set()
    assert receivers_for(Venue) == set()
    assert receivers_for(ClinicEventPage) == receivers_for(ClinicPage)


def test_connecting_again_adds_nothing(reconnected):
    before = {name: len(signal.receivers) for name, signal in SIGNALS.items()}
    reconnected()
    assert {name: len(signal.receivers) for name, signal in SIGNALS.items()} == before


@pytest.mark.django_db
def test_no_query_of_ours_is_run_for_a_plain_page(our_queries):
    root = Page.get_first_root_node()
    event = root.add_child(instance=Page(title="Event", slug="event"))
    other = root.add_child(instance=Page(title="Other", slug="other"))
    event.save_revision().publish()
    event.move(other, pos="last-child")
    event.refresh_from_db()
    event.unpublish()
    event.delete()
    User.objects.create_user("host").delete()

    assert our_queries == []
    assert not CacheVersion.objects.exists()


@pytest.mark.django_db
def test_a_plain_row_of_a_page_of_ours_is_seen(kosak, our_queries):
    Page.objects.get(pk=kosak.contact.pk).save()

    assert any(CacheVersion._meta.db_table in sql for sql in our_queries)


@pytest.mark.django_db
def test_a_host_project_s_own_translations_are_not_judged(our_queries):
    page = Page.get_first_root_node().add_child(instance=Page(title="{{ a }}", slug="event"))
    source, _created = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=locale("es"))
    segment = source.stringsegment_set.get(string__data="{{ a }}")

    row = StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale("es"),
        data="{{ b }}",
    )

    row.refresh_from_db()
    assert not row.has_error
