"""The room's receivers of signals: each is connected to the models that it is for.

None of them runs for what a host project translates of its own.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from wagtail.models import Revision
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation, TranslationContext, TranslationSource

from clinic_cms.models import MergePage
from clinic_cms.publishing.page_changes import page_models
from clinic_cms.translating.memory import remember_publication
from clinic_cms.translating.strings import flag_wrong_text


def connect() -> None:
    """Connect each receiver to its senders. Another call changes nothing."""
    uid = "clinic_cms.translating.signal_handlers"
    post_save.connect(after_string_save, sender=StringTranslation, dispatch_uid=uid)
    for model in page_models():
        page_published.connect(after_publication, sender=model, dispatch_uid=uid)


def after_string_save(instance: StringTranslation, **_: Any) -> None:
    if _is_of_our_page(instance):
        flag_wrong_text(instance)


def _is_of_our_page(row: StringTranslation) -> bool:
    """Whether a string belongs to a page of ours. One query."""
    context = TranslationContext.objects.filter(pk=row.context_id)
    sources = TranslationSource.objects.filter(object_id__in=context.values("object_id"))
    type_id = sources.values_list("specific_content_type_id", flat=True).first()
    model = ContentType.objects.get_for_id(type_id).model_class() if type_id else None
    return model is not None and issubclass(model, MergePage)


def after_publication(instance: MergePage, revision: Revision | None = None, **_: Any) -> None:
    remember_publication(instance, user=revision.user if revision else None)
