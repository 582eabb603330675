"""Lists of a clinic's own pictures and documents; Wagtail's show those of all clinics."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Query
from ninja.pagination import paginate
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import register_exception_handlers
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.schemas.params import APIFieldFilterSchema, OrderingSchema, SearchSchema
from wagtail.documents.api.v3 import router as documents
from wagtail.images.api.v3 import router as images
from wagtail.models import Collection

from clinic_cms.models import Clinic
from clinic_cms.tenancy.api_tokens import clinic_of

api = NinjaAPI(urls_namespace="clinic_cms_lists", docs_url=None, openapi_url=None)
register_exception_handlers(api)
PAGED = partial(paginate, WagtailLimitOffsetPagination, pass_parameter="pagination_info")  # noqa: S106 - no password
Ordering = Annotated[OrderingSchema, Query(...)]
Search = Annotated[SearchSchema, Query(...)]


@api.get("/images/", response=list[images.ImageDetailSchema], auth=BearerTokenAuth())
@PAGED()
def list_images(
    request: HttpRequest,
    ordering: Ordering,
    search: Search,
    **paging: Any,
) -> QuerySet[Any]:
    """Return the pictures of the token's clinic, as asked for."""
    fields = images.BASE_IMAGE_READ_FIELDS
    return _asked(images.Image, fields, request, ordering, search, **paging)


@api.get("/documents/", response=list[documents.DocumentDetailSchema], auth=BearerTokenAuth())
@PAGED()
def list_documents(
    request: HttpRequest,
    ordering: Ordering,
    search: Search,
    **paging: Any,
) -> QuerySet[Any]:
    """Return the documents of the token's clinic, as asked for."""
    fields = documents.BASE_DOCUMENT_READ_FIELDS
    return _asked(documents.Document, fields, request, ordering, search, **paging)


def _asked(
    model: type[Model],
    fields: list[str],
    request: HttpRequest,
    ordering: OrderingSchema,
    search: SearchSchema,
    pagination_info: Any,
) -> QuerySet[Any]:
    """Return a clinic's rows, filtered, ordered and searched by Wagtail's own rules."""
    rows = model._default_manager.filter(collection__in=_collections(clinic_of(request.user)))
    filters = APIFieldFilterSchema.with_exclude_schemas(
        raw_params=request.GET, schemas=(OrderingSchema, SearchSchema), base_fields=fields
    )
    rows = filters.filter_queryset(rows.prefetch_related("tags").order_by("pk"))
    rows = ordering.order_queryset(rows, pagination_info, base_fields=fields)
    found: QuerySet[Any] = search.search_queryset(request, rows)
    return found


def _collections(clinic: int | None) -> list[int]:
    """Return a clinic's collection and those below it; a search filters by their keys."""
    own = Clinic.objects.filter(pk=clinic or 0).values("collection")
    roots = Collection.objects.filter(pk__in=own)
    return [each.pk for root in roots for each in root.get_descendants(inclusive=True)]


def views() -> Mapping[str, Callable[..., HttpResponse]]:
    """Return the views by their routes, such as "images/"."""
    patterns, _app, _namespace = api.urls
    return {
        str(each.pattern): each.callback
        for each in patterns
        if isinstance(each, URLPattern) and each.name != "api-root"
    }
