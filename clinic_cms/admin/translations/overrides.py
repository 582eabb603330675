"""What stands in a translation in place of its source's picture, page or document.

wagtail-localize writes down whatever is sent; publishing the translation would refuse it later.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.blocks import ChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation
from wagtail_localize.views.edit_translation import edit_override as edit_any_override

from clinic_cms.blocks.walk import Node
from clinic_cms.tenancy.owners import clinics_of


@transaction.atomic
def edit_override(
    request: HttpRequest, translation_id: int, overridable_segment_id: int
) -> HttpResponse:
    """Save an override, or take it back; refuses what another clinic has as what is not there."""
    response: HttpResponse = edit_any_override(request, translation_id, overridable_segment_id)
    if request.method != "PUT" or not 200 <= response.status_code < 300:
        return response
    segment = get_object_or_404(OverridableSegment, pk=overridable_segment_id)
    translation = get_object_or_404(Translation, pk=translation_id)
    saved = SegmentOverride.objects.get(
        context=segment.context_id, locale=translation.target_locale_id
    )
    model = _chosen_model(translation.source.get_source_instance(), segment.context.path)
    if model is None or _may_stand(model, saved.data, translation.get_target_instance()):
        return response
    transaction.set_rollback(True)
    message = ModelChoiceField.default_error_messages["invalid_choice"]
    return JsonResponse({"value": [str(message)]}, status=400)


def _chosen_model(instance: Model, path: str) -> type[Model] | None:
    """Return the model of the row that stands at a content path; None for what is no row."""
    name, *_rest = path.split(".")
    field: Any = instance._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return field.related_model
    if isinstance(field, StreamField) and isinstance(instance, Page):
        *_above, node = (Node.root(instance, name), *Node.root(instance, name).down_to(path))
        if isinstance(node.block, ChooserBlock):
            chosen: type[Model] = node.block.model_class
            return chosen
    return None


def _may_stand(model: type[Model], key: Any, instance: Any) -> bool:
    """Whether there is such a row, and it is the clinic's whose page it is, or shared."""
    try:
        exists = model._default_manager.filter(pk=key).exists()
    except (ValidationError, ValueError, TypeError):
        return False
    owners = {*clinics_of(model, [key]).values()}
    return exists and owners <= {*clinics_of(type(instance), [instance.pk]).values()}
