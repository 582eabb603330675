"""A picture or document that changes, changes the pages that hold it, compiled with it."""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from clinic_cms.models import SHARED, MergePage
from clinic_cms.publishing.stamps import bump


def _saved(instance: Model, created: bool, **_: Any) -> None:
    # No page shows a new one yet.
    if not created:
        _changed(instance)


def _changed(instance: Model, **_: Any) -> None:
    with transaction.atomic():
        # Before any row is locked: see `stamps`.
        bump([SHARED])
        found = ReferenceIndex.get_references_to(instance).values_list("object_id", flat=True)
        holders = {int(pk) for pk in found if pk.isdigit()}
        for model in apps.get_models():
            if holders and issubclass(model, MergePage):
                pages = model._default_manager.filter(pk__in=holders)
                pages.update(saved_at=timezone.now())


def _lost_file(**_: Any) -> None:
    bump([SHARED])


def connect() -> None:
    """Listen to the changes of pictures and documents."""
    uid = "clinic_cms.publishing.media"
    image, document = get_image_model(), get_document_model()
    for model in (image, document):
        post_save.connect(_saved, sender=model, dispatch_uid=uid)
        post_delete.connect(_changed, sender=model, dispatch_uid=uid)
    # Answers name the files of a picture; those that are made anew, nobody has named yet.
    post_delete.connect(_lost_file, sender=image.get_rendition_model(), dispatch_uid=uid)
