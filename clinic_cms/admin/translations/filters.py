"""The filters of the matrix: a clinic, a locale, a status."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from clinic_cms.models import Clinic
from clinic_cms.tenancy.locales import locales_visible_to
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to
from clinic_cms.translating.matrix import OF_SOURCES, Status, columns_of, sources_of, with_a


def _clinics(request: HttpRequest) -> QuerySet[Clinic]:
    visible = clinics_visible_to(request.user)
    return visible.filter(retired_at=None).select_related("home").order_by("name")


class MatrixFilters(WagtailFilterSet):
    """Decides both the rows and the columns.

    Where no clinic is chosen, the agency sees the masters, and a clinic's own people their clinic.
    """

    clinic = django_filters.ModelChoiceFilter(label=_("Clinic"), queryset=_clinics)
    locale = django_filters.ChoiceFilter(label=_("Language"))
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[choice for choice in Status.choices if choice[0] not in OF_SOURCES],
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locales = locales_visible_to(self.request.user).order_by("language_code")
        self.filters["locale"].extra["choices"] = [
            (locale.language_code, locale.get_display_name()) for locale in locales
        ]

    @cached_property
    def clinic_shown(self) -> Clinic | None:
        """The clinic whose pages are shown; None for the masters alone."""
        chosen: Clinic | None = self._chosen("clinic")
        if chosen is None and not self.request.user.has_perm(SEE_ALL):
            return _clinics(self.request).first()
        return chosen

    @cached_property
    def locales(self) -> Sequence[Locale]:
        """The columns."""
        locales = columns_of(self.clinic_shown)
        code = self._chosen("locale")
        return list(locales.filter(language_code=code) if code else locales)

    def sources(self) -> PageQuerySet:
        """Return the rows, before filtering."""
        return sources_of(self.clinic_shown)

    def filter_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        """Keep the rows with a translation of the chosen status."""
        status = self._chosen("status")
        return with_a(Status(status), queryset, self.locales) if status else queryset

    def _chosen(self, name: str) -> Any:
        return self.form.cleaned_data.get(name) if self.is_valid() else None
