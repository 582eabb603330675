"""The filters of Wagtail's page listings: locales in sight, and choosers in place of long lists."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.models import PageLogEntry, get_page_content_types
from wagtail.query import PageQuerySet

from clinic_cms.admin.choosers import ClinicFilter, PersonFilter
from clinic_cms.models import Clinic, ClinicHomePage, LibraryPage
from clinic_cms.models.tree_paths import in_trees
from clinic_cms.tenancy.locales import visible_locales
from clinic_cms.tenancy.policies import SEE_ALL

STOCK = GenericPageFilterSet.base_filters


class FiltersInSight:
    """A filter set whose filters by locale offer the locales in sight, if there are two or more."""

    locale_filters: tuple[str, ...] = ("locale",)
    filters: dict[str, Any]
    request: HttpRequest | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.locale_filters:
            if name not in self.filters or self.request is None:
                continue
            codes = {*visible_locales(self.request).values()}
            extra = self.filters[name].extra
            choices = extra["choices"]() if callable(extra["choices"]) else extra["choices"]
            extra["choices"] = [choice for choice in choices if choice[0] in codes]
            if len(extra["choices"]) < 2:
                del self.filters[name]


class PagesOfClinicFilter(ClinicFilter):
    """Keeps the pages in a clinic's trees, in all its locales."""

    def filter(self, pages: PageQuerySet, clinic: Clinic | None) -> PageQuerySet:
        if clinic is None:
            return pages
        homes = ClinicHomePage.objects.filter(clinic=clinic).values_list("path", flat=True)
        return pages.filter(in_trees(homes))


class EditedByFilter(PersonFilter):
    """Keeps the pages that a user has edited."""

    def filter(self, pages: PageQuerySet, user: Any) -> PageQuerySet:
        if user is None:
            return pages
        edits = PageLogEntry.objects.filter(action="wagtail.edit", user=user)
        return pages.filter(pk__in=edits.order_by().values("page"))


def page_types_of_clinics() -> QuerySet[ContentType]:
    """Return the types of pages that a clinic can have."""
    types: QuerySet[ContentType] = get_page_content_types(include_base_page_type=False)
    library = ContentType.objects.get_for_model(LibraryPage)
    return types.exclude(pk=library.pk)


class PageFilters(FiltersInSight, GenericPageFilterSet):
    """The filters of page listings: by clinic in place of by site, and people are chosen."""

    owner = PersonFilter(label=STOCK["owner"].label)
    edited_by = EditedByFilter(label=STOCK["edited_by"].label)
    clinic = PagesOfClinicFilter(label=_("Clinic"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["site"]
        if self.request is None or not self.request.user.has_perm(SEE_ALL):
            del self.filters["clinic"]
            # A clinic's pages are of other types; what its people look through has no Library.
            self.filters["content_type"].queryset = page_types_of_clinics()
