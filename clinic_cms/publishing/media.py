"""A picture or document that changes, changes the pages that hold it: told, and compiled, anew."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from clinic_cms.models import SHARED, Clinic, MergePage
from clinic_cms.models.page_changes import tell_seen_anew
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.publishing.webhooks import note_changed


def _saved(instance: Model, created: bool, **_: Any) -> None:
    # No page shows a new one yet.
    if not created:
        _changed(instance)


def _changed(instance: Model, **_: Any) -> None:
    with transaction.atomic():
        # Before any row is locked: see `stamps`.
        bump([SHARED])
        holders = _pages_that_hold(instance)
        for model in apps.get_models():
            if holders and issubclass(model, MergePage):
                pages = model._default_manager.filter(pk__in=holders)
                pages.update(saved_at=timezone.now())
                for page in pages.select_related("locale"):
                    tell_seen_anew(page)
        if isinstance(instance, get_image_model()):
            for clinic in Clinic.objects.filter(logo=instance):
                note_changed(clinic)


def _pages_that_hold(instance: Model) -> set[int]:
    kind = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.get_references_to(instance).filter(base_content_type=kind)
    return {int(pk) for pk in found.values_list("object_id", flat=True)}


def _lost_file(**_: Any) -> None:
    bump([SHARED])


def connect() -> None:
    """Listen to the changes of pictures and documents."""
    uid = "clinic_cms.publishing.media"
    image, document = get_image_model(), get_document_model()
    for model in (image, document):
        post_save.connect(_saved, sender=model, dispatch_uid=uid)
        # In the transaction that deletes it, and while rows still name it.
        pre_delete.connect(_changed, sender=model, dispatch_uid=uid)
    # Answers name the files of a picture; those that are made anew, nobody has named yet.
    post_delete.connect(_lost_file, sender=image.get_rendition_model(), dispatch_uid=uid)
