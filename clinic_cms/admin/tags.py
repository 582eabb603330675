"""Tags, which the whole install shares: a user is offered those of what they may know of."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag, TagBase
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT

from clinic_cms.tenancy.visibility import media_visible_to, tags_visible_to

MOST_POPULAR = 10


def autocomplete(
    request: HttpRequest, app_name: str | None = None, model_name: str | None = None
) -> HttpResponse:
    """Return the names of tags that begin with what was typed, as JSON."""
    model: Any = Tag
    if app_name and model_name:
        kind = ContentType.objects.filter(app_label=app_name, model=model_name).first()
        model = kind and kind.model_class()
    if not model or not issubclass(model, TagBase):
        raise Http404
    term = request.GET.get("term", "")
    found = tags_visible_to(request.user, model).filter(name__istartswith=term)
    names = found.order_by("name").values_list("name", flat=True) if term else ()
    return JsonResponse([*names[:TAGS_AUTOCOMPLETE_LIMIT]], safe=False)


def popular_tags(user: Any, model: type[Model]) -> list[str]:
    """Return the most used tags of the pictures or documents that a user may know of. One query."""
    tagged = media_visible_to(user, model).filter(tags__isnull=False).order_by()
    names = tagged.values_list("tags__name").annotate(uses=Count("pk")).order_by("-uses", "tags")
    return [name for name, _uses in names[:MOST_POPULAR]]


VIEWS = {
    "wagtailadmin_tag_autocomplete": require_admin_access(autocomplete),
    "wagtailadmin_tag_model_autocomplete": require_admin_access(autocomplete),
}
"""The names of stock views with ours, which replace them."""
