"""To which URLs of a route requests go, and what they carry besides."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.coreutils import get_content_languages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.canaries import WORD
from clinic_cms.isolation_audit.parameters import assignments
from clinic_cms.isolation_audit.routes import Route


def urls(route: Route, own: AuditedClinic, other: AuditedClinic, *, most: int) -> Iterator[str]:
    """Yield URLs of a route that name what is the other clinic's, in the path or the query."""
    for values in assignments(route, own, other, most=most):
        path = route.path(values)
        yield path
        if not route.parameters or "action" in route.parameters:
            yield from (f"{path}?{query}" for query in queries(other))


def json_body(clinic: AuditedClinic) -> dict[str, Any]:
    """Return what programs send to change, copy, move or add a page, with a clinic's ids in it."""
    page, revision, image = (
        clinic.all_keys(model)[0] for model in (Page, Revision, get_image_model())
    )
    return {
        "title": "An example",
        "slug": "an-example",
        "destination_id": page,
        "destination_page_id": page,
        "parent_id": page,
        "revision_id": revision,
        "hero_image": image,
        "collection": clinic.clinic.collection_id,
        "locale": [*get_content_languages()][-1],
        "recursive": False,
        "meta": {"type": "clinic_cms.ClinicPage", "parent": page, "parent_id": page},
    }


def urls_of_forms(route: Route, clinic: AuditedClinic, *, most: int) -> Iterator[str]:
    """Yield URLs of a clinic's own pages; in a bulk action, the query names the rows."""
    for url in urls(route, clinic, clinic, most=most):
        if "?" not in url or "action" in route.parameters:
            yield url


def queries(other: AuditedClinic) -> Iterator[str]:
    """Yield queries: searches, exports, and ids under the names that views take them by."""
    yield f"q={WORD}&term={WORD.lower()[:4]}"
    yield "export=csv"
    media = (get_image_model(), get_document_model())
    names: dict[str, Iterable[type[Any]]] = {
        "id": (Page, *media, get_user_model()),
        "collection_id": (Collection,),
        "child_of": (Page,),
        "descendant_of": (Page,),
        "parent_page_id": (Page,),
    }
    for name, models in names.items():
        for model in models:
            yield from (f"{name}={key}" for key in other.all_keys(model)[:1])
