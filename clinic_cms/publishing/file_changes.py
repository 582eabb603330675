"""A CDN forgets a picture or document that has become private, moved or deleted.

What a host sends of a file names the scope of its owner, as pages do: a clinic's, or the shared
one. So what a page, a logo or a closed clinic changes is purged with the pages. Here are the
changes that concern files alone.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from clinic_cms.models import Clinic, clinic_scope
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.serving.surrogate_keys import file_scope
from clinic_cms.tenancy.owners import clinics_of

MOVING = "add_to_collection"
"""Wagtail's bulk action, which saves no row that a signal would be sent of."""


def connect() -> None:
    """Connect the receivers. Another call changes nothing."""
    for signal, receiver, senders in (
        (pre_save, before_file_write, (get_image_model(), get_document_model())),
        (pre_delete, before_file_write, (get_image_model(), get_document_model())),
        (pre_save, before_collection_write, (Collection,)),
        (post_save, on_restriction, (CollectionViewRestriction,)),
        (pre_delete, on_restriction, (CollectionViewRestriction,)),
    ):
        for sender in senders:
            signal.connect(receiver, sender=sender, dispatch_uid=f"{__name__}.{receiver.__name__}")


def before_file_write(instance: Any, **_: Any) -> None:
    """Purge a file from where it lay so far: it may be about to leave."""
    if not instance._state.adding:
        owners = clinics_of(type(instance), [instance.pk])
        bump([file_scope(owners.get(instance.pk))])


def before_collection_write(instance: Collection, **_: Any) -> None:
    """Purge the files of a collection from where it lay so far."""
    if not instance._state.adding:
        _purge([instance.pk])


def on_restriction(instance: CollectionViewRestriction, **_: Any) -> None:
    """Purge the files that are no longer for everyone."""
    _purge([instance.collection_id])


def after_bulk_action(
    _request: Any, action_type: str, objects: Iterable[Any], _action: Any
) -> None:
    """Purge files from the collections out of which Wagtail has moved them."""
    if action_type == MOVING:
        _purge({each.collection_id for each in objects})


def _purge(collections: Iterable[int]) -> None:
    """Purge the files in some collections, at any depth."""
    rows = Collection.objects.in_bulk([*collections])
    owners = clinics_of(Collection, rows)
    scopes = {file_scope(owners.get(pk)) for pk in rows}
    # Those of clinics lie below shared ones.
    below = Q(pk=None)
    for pk in rows.keys() - owners.keys():
        below |= Q(collection__path__startswith=rows[pk].path)
    clinics = Clinic.objects.filter(below).values_list("pk", flat=True)
    bump(scopes | {clinic_scope(pk) for pk in clinics})
