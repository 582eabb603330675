"""The admin's own API of pages, which its sidebar and its choosers read.

Wagtail documents the hook that mounts it, not the classes: this module holds to those of 8.0, and
`tests/admin/test_stock.py` tells when they change.
"""

from typing import Any

from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from clinic_cms.tenancy.locales import locales_in_sight


class TranslationsInSightField(PageTranslationsField):
    """A page's translations into the locales that the user meets."""

    def to_representation(self, page: Page) -> list[Any]:
        shown: list[Any] = super().to_representation(page)
        codes = {*locales_in_sight(self.context["request"]).values()}
        return [item for item in shown if item["meta"]["locale"] in codes]


class PageSerializer(AdminPageSerializer):
    """A page in the admin's API."""

    translations = TranslationsInSightField(read_only=True)


class PagesViewSet(PagesAdminAPIViewSet):
    """Pages that the user may explore. None is made an alias from here."""

    base_serializer_class = PageSerializer
    actions = {
        name: action
        for name, action in PagesAdminAPIViewSet.actions.items()
        if name != "create_alias"
    }


def mount(router: WagtailAPIRouter) -> None:
    """Take the place of the stock pages of the API."""
    router.register_endpoint("pages", PagesViewSet)
