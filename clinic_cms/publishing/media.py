"""A picture or document that changes, changes the pages that hold it."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from clinic_cms.models import SHARED, Clinic
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.publishing.page_changes import page_models, report_same_state
from clinic_cms.publishing.webhooks.outbox import note_changed


@transaction.atomic
def follow_changed_media(media: Model) -> None:
    """Compile the pages that hold a picture or document again, and report their change."""
    # Before any row is locked: see `cache_versions`.
    bump([SHARED])
    holders = _pages_that_hold(media)
    for model in page_models() if holders else ():
        pages = model._default_manager.filter(pk__in=holders)
        pages.update(saved_at=timezone.now())
        for page in pages.select_related("locale"):
            report_same_state(page)
    if isinstance(media, get_image_model()):
        for clinic in Clinic.objects.filter(logo=media):
            note_changed(clinic)


def _pages_that_hold(media: Model) -> set[int]:
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(media).filter(base_content_type=pages)
    return {int(pk) for pk in references.values_list("object_id", flat=True)}
