"""The dashboard's number of translations that are out of date."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.site_summary import SummaryItem

from clinic_cms.admin.translations.url_names import report_url
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to
from clinic_cms.translating.matrix import Status, stale_translations


class StaleTranslations(SummaryItem):
    """Of the whole install for the agency, of their clinic's own pages for others. One query."""

    order = 400
    template_name = "clinic_cms/admin/translations/stale_summary.html"

    @cached_property
    def count(self) -> int:
        user = self.request.user
        clinics = None if user.has_perm(SEE_ALL) else clinics_visible_to(user)
        return stale_translations(clinics).count()

    def is_shown(self) -> bool:
        return self.count > 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": self.count, "url": report_url(status=Status.STALE)}


def add_stale_translations(request: HttpRequest, items: list[Any]) -> None:
    """Add the number to the dashboard's summary."""
    items.append(StaleTranslations(request))
