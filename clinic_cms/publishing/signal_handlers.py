"""The room's receivers of signals: each is connected to the models that it is for.

None of them runs for a host project's own models or pages. Wagtail saves a page that it moves or
unpublishes as a plain `Page`: receivers for that sender look at the page's own type first.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, ModelLogEntry, Page, PageLogEntry, PageViewRestriction, Revision
from wagtail.signals import page_published

from clinic_cms.models import (
    SHARED,
    Clinic,
    ClinicHost,
    ClinicLocation,
    ClinicOwnedPage,
    LibraryPage,
    MergePage,
    PractitionerPage,
    clinic_scope,
)
from clinic_cms.models.cache_version import InvalidatesResponses, lock
from clinic_cms.publishing.cache_versions import (
    bump,
    bump_former_clinic,
    scope_of,
    scopes_of,
)
from clinic_cms.publishing.clinic_facts import forget_removed, renew
from clinic_cms.publishing.earlier_slugs import keep_earlier_slug, lead_to_parent
from clinic_cms.publishing.page_changes import (
    is_unseen,
    note_state_before,
    page_models,
    register,
    report_changed_media,
    report_deleted,
    report_saved,
)
from clinic_cms.publishing.search_index import after_indexed_delete, after_indexed_save
from clinic_cms.publishing.translations import carry_title, follow_publication
from clinic_cms.publishing.webhooks.outbox import note_changed, note_page
from clinic_cms.serving.site_redirects import redirect_model
from clinic_cms.tenancy.log_origins import keep_origin

Receiver = Callable[..., None]
Fields = frozenset[str] | None


def connect() -> None:
    """Connect each receiver to its senders. Another call changes nothing."""
    register(note_page)
    register(keep_earlier_slug)
    for signal, receiver, senders in _connections():
        uid = f"{receiver.__module__}.{receiver.__name__}"
        for sender in senders:
            signal.connect(receiver, sender=sender, dispatch_uid=uid)


def _connections() -> Iterator[tuple[Signal, Receiver, Iterable[type[Model]]]]:
    pages = [*page_models()]
    yield pre_save, before_page_save, [*pages, Page]
    yield post_save, after_page_save, [*pages, Page]
    yield pre_delete, before_location_delete, [ClinicLocation]
    yield post_delete, after_page_delete, pages
    yield page_published, after_publication, pages
    yield post_save, after_indexed_save, pages
    yield post_delete, after_indexed_delete, pages

    media = [get_image_model(), get_document_model()]
    yield post_save, after_media_save, media
    # In the transaction that deletes it, and while rows still name it.
    yield pre_delete, report_media, media
    yield post_delete, after_rendition_delete, [get_image_model().get_rendition_model()]

    tables = [model for model in apps.get_models() if issubclass(model, InvalidatesResponses)]
    versioned = [*pages, LibraryPage, Page, PageViewRestriction, Locale, *tables]
    yield pre_save, before_versioned_write, versioned
    yield pre_delete, before_versioned_write, versioned
    yield post_save, after_versioned_save, versioned
    yield post_delete, after_versioned_delete, versioned
    yield pre_save, before_table_save, [model for model in tables if model is not Clinic]

    yield post_save, after_facts_save, [Clinic, ClinicHost, ClinicLocation, PractitionerPage]
    yield post_delete, after_host_delete, [ClinicHost]
    if (redirects := redirect_model()) is not None:
        for signal in (pre_save, post_save, pre_delete):
            yield signal, around_redirect_write, [redirects]
    yield post_save, keep_origin, [PageLogEntry, ModelLogEntry]


def _is_ours(page: Page) -> bool:
    """Whether a page, perhaps loaded as a plain one, is of a type of ours."""
    model = type(page) if isinstance(page, MergePage) else page.specific_class
    return model is not None and issubclass(model, MergePage)


def before_page_save(
    instance: Page, raw: bool = False, update_fields: Fields = None, **_: Any
) -> None:
    if not raw and not is_unseen(update_fields) and _is_ours(instance):
        note_state_before(instance)


def after_page_save(instance: Page, **_: Any) -> None:
    report_saved(instance)


def before_location_delete(instance: ClinicLocation, **_: Any) -> None:
    lead_to_parent(instance)


def after_page_delete(instance: MergePage, **_: Any) -> None:
    report_deleted(instance)


def after_publication(instance: MergePage, revision: Revision | None = None, **_: Any) -> None:
    carry_title(instance)
    follow_publication(instance, revision)


def after_media_save(instance: Model, created: bool, **_: Any) -> None:
    # No page shows a new one yet.
    if not created:
        report_media(instance)


@transaction.atomic
def report_media(instance: Model, **_: Any) -> None:
    """Report the pages that show a picture or a document, and the clinics whose logo it is."""
    report_changed_media(instance)
    if isinstance(instance, get_image_model()):
        for clinic in Clinic.objects.filter(logo=instance):
            note_changed(clinic)


def after_rendition_delete(**_: Any) -> None:
    """Responses name the files of a picture; no response can name one that was just made."""
    bump([SHARED])


def _is_versioned(instance: Model, update_fields: Fields) -> bool:
    """Whether responses depend on what a save writes."""
    if not isinstance(instance, Page):
        return True
    is_ours = isinstance(instance, LibraryPage) or _is_ours(instance)
    return is_ours and not is_unseen(update_fields)


def before_versioned_write(instance: Model, update_fields: Fields = None, **_: Any) -> None:
    """Lock the scope before the row, as every writer does.

    A writer that held a row while it waited for the cache version could hold up a launch that has
    the version and needs that row next: PostgreSQL would refuse one of them. No one waits for a
    row that is new.
    """
    if not instance._state.adding and _is_versioned(instance, update_fields):
        lock(scope_of(instance))


def after_versioned_save(instance: Model, update_fields: Fields = None, **_: Any) -> None:
    if _is_versioned(instance, update_fields):
        bump(scopes_of(instance), may_expire=getattr(instance, "expire_at", None) is not None)


def after_versioned_delete(instance: Model, **_: Any) -> None:
    if _is_versioned(instance, None):
        bump(scopes_of(instance))


def before_table_save(instance: Model, **_: Any) -> None:
    bump_former_clinic(instance)


@transaction.atomic
def around_redirect_write(instance: Any, **_: Any) -> None:
    """What was said of a path where nothing lies is said no more: on the site's old clinic too."""
    sites = type(instance)._base_manager.filter(pk=instance.pk).values_list("site", flat=True)
    named = {*sites, instance.site_id}
    clinics = Clinic.objects.filter(site__in=named - {None}).values_list("pk", flat=True)
    bump([*map(clinic_scope, clinics), *([SHARED] if None in named else [])])


def after_facts_save(
    instance: Clinic | ClinicHost | ClinicOwnedPage, update_fields: Fields = None, **_: Any
) -> None:
    if isinstance(instance, Clinic):
        renew([instance.pk])
    elif instance.clinic_id is not None and not is_unseen(update_fields):
        renew([instance.clinic_id])


def after_host_delete(instance: ClinicHost, **_: Any) -> None:
    forget_removed(instance.clinic_id)
