"""Wagtail's admin API, which the sidebar and the choosers read: what is in sight, at once.

Wagtail documents the hook that mounts it, not its classes, which are those of 8.0;
`docs/internals.md` lists them.
"""

from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from wagtail.admin.api.serializers import (
    AdminPageSerializer,
    PageAncestorsField,
    PageChildrenField,
    PageTranslationsField,
    get_model_listing_url,
)
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageParentField
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from clinic_cms.serving.page_urls import read_addresses
from clinic_cms.tenancy.locales import visible_locales
from clinic_cms.tenancy.site_names import name_root, site_name
from clinic_cms.tenancy.visibility import media_visible_to

PARENT, CHILDREN = "_clinic_cms_parent", "_clinic_cms_children"
"""Attributes of a listed page: its parent, if the user may explore it, and how many children."""


class TranslationsInSightField(PageTranslationsField):
    """A page's translations into the locales that the user sees."""

    def to_representation(self, page: Page) -> list[Any]:
        translations: list[Any] = super().to_representation(page)
        codes = {*visible_locales(self.context["request"]).values()}
        return [item for item in translations if item["meta"]["locale"] in codes]


class ListedParentField(PageParentField):
    """The parent: read, and written down, once for all pages of a list."""

    def get_attribute(self, page: Page) -> Page | None:
        if hasattr(page, PARENT):
            parent: Page | None = getattr(page, PARENT)
            return parent
        return super().get_attribute(page)

    def to_representation(self, parent: Page) -> Any:
        known = self.context.setdefault(PARENT, {})
        if parent.pk not in known:
            name_root(parent, self.context["request"].user)
            known[parent.pk] = super().to_representation(parent)
        return known[parent.pk]


class ListedChildrenField(PageChildrenField):
    """The number of children: counted once for all pages of a list."""

    def to_representation(self, page: Page) -> Any:
        if not hasattr(page, CHILDREN):
            return super().to_representation(page)
        url = get_model_listing_url(self.context, Page)
        return {"count": getattr(page, CHILDREN), "listing_url": f"{url}?child_of={page.pk}"}


class NamedAncestorsField(PageAncestorsField):
    """The pages above one, of which the first is the root."""

    def to_representation(self, page: Page) -> list[Any]:
        above: list[Any] = super().to_representation(page)
        name = site_name(self.context["request"].user)
        if above and name:
            above[0] |= {"title": name, "admin_display_title": name}
        return above


class PageInSightSerializer(AdminPageSerializer):
    """A page in the admin's API."""

    translations = TranslationsInSightField(read_only=True)
    parent = ListedParentField(read_only=True)
    children = ListedChildrenField(read_only=True)
    ancestors = NamedAncestorsField(read_only=True)

    def to_representation(self, page: Page) -> Any:
        return super().to_representation(name_root(page, self.context["request"].user))


class PagesAPIViewSet(PagesAdminAPIViewSet):
    """Pages that the user may explore; without the action that makes an alias."""

    base_serializer_class = PageInSightSerializer
    actions = PagesAdminAPIViewSet.actions.copy()
    actions.pop("create_alias", None)

    def paginate_queryset(self, queryset: PageQuerySet) -> list[Page]:
        """Return the pages of a list, with what they show read at once."""
        if isinstance(queryset, PageQuerySet):  # What a search found is none.
            queryset = queryset.prefetch_related("locale").prefetch_workflow_states()
            queryset = queryset.annotate_approved_schedule()
        pages = [*super().paginate_queryset(queryset)]
        read_addresses(pages)
        self._read_parents(pages)
        self._count_children(pages)
        return pages

    def _read_parents(self, pages: list[Page]) -> None:
        paths = {page.path[: -Page.steplen] for page in pages}
        parents = {each.path: each for each in self.get_base_queryset().filter(path__in=paths)}
        for page in pages:
            setattr(page, PARENT, parents.get(page.path[: -Page.steplen]))

    def _count_children(self, pages: list[Page]) -> None:
        """Count the children that the user may explore; one query for each depth."""
        counts: dict[str, int] = {}
        for depth in {page.depth for page in pages}:
            paths = [page.path for page in pages if page.depth == depth and page.numchild]
            below = self.get_base_queryset().filter(depth=depth + 1).order_by()
            above = below.annotate(above=Substr("path", 1, depth * Page.steplen))
            rows = above.filter(above__in=paths).values_list("above")
            counts |= dict(rows.annotate(Count("pk")))
        for page in pages:
            setattr(page, CHILDREN, counts.get(page.path, 0))


class ImagesAPIViewSet(ImagesAdminAPIViewSet):
    """Images that the user may choose or change. Wagtail lists all."""

    def get_queryset(self) -> QuerySet[Any]:
        return media_visible_to(self.request.user, self.model)


class DocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    """Documents that the user may choose or change. Wagtail lists all."""

    def get_queryset(self) -> QuerySet[Any]:
        return media_visible_to(self.request.user, self.model)


def replace_endpoints(router: WagtailAPIRouter) -> None:
    """Replace the stock endpoints of the admin's API."""
    router.register_endpoint("pages", PagesAPIViewSet)
    router.register_endpoint("images", ImagesAPIViewSet)
    router.register_endpoint("documents", DocumentsAPIViewSet)
