"""Where a page, picture or document is used: a clinic's people see the uses in their clinic.

Wagtail hides the titles of pages that a user may not edit, and counts them. No save makes such a
use any more; rows from before may have one.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.views.pages.usage import UsageView as PageUsageView
from wagtail.models import ReferenceIndex

from clinic_cms.tenancy.guard import own_clinics
from clinic_cms.tenancy.owners import clinics_of


class UsageInSight(UsageView):
    """The list of uses."""

    def get_queryset(self) -> Any:
        references = ReferenceIndex.get_references_to(self.object)
        clinics = own_clinics(self.request.user)
        foreign = _foreign(references, clinics) if clinics else set()
        return references.exclude(pk__in=foreign).group_by_source_object()


def _foreign(references: QuerySet[ReferenceIndex], clinics: Collection[int]) -> set[Any]:
    """Return the references in what is another clinic's. Two queries for each kind of row."""
    places: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    rows = references.order_by().values_list("pk", "base_content_type", "object_id")
    for pk, kind, key in rows:
        places[kind][key].append(pk)
    foreign: set[Any] = set()
    for kind, named in places.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        owners = clinics_of(model, named) if model else {}
        for key, owner in owners.items():
            foreign.update(named[str(key)] if owner not in clinics else ())
    return foreign


class PageUsage(UsageInSight, PageUsageView):
    """The list of uses of a page."""


EXTENDED = dict.fromkeys(("wagtailimages:image_usage", "wagtaildocs:document_usage"), UsageInSight)
"""The names of stock views with what they are derived from."""
