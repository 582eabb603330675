"""Pictures, documents and portraits, to those who may read them on the host that is asked."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, re_path, reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served
from wagtail.documents.views.serve import authenticate_with_password
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import Collection, CollectionViewRestriction

from clinic_cms.models import Clinic
from clinic_cms.routing import host_of
from clinic_cms.serving.surrogate_keys import file_scope
from clinic_cms.tenancy.file_access import StoredFile, find_document, find_file, is_restriction_of
from clinic_cms.tenancy.preview_drafts import SIGNATURE, opens_file
from clinic_cms.tenancy.second_factor import lacks_second_factor
from clinic_cms.tenancy.sign_in import user_on_host
from clinic_cms.web.file_paths import media_route
from clinic_cms.web.file_responses import Sending, send

INLINE = "inline"
MOST_DIGITS = 18
"""Of a number that every database can compare with."""
STOCK_HOOKS = "wagtail.documents.wagtail_hooks"
FORM_TEMPLATE = "wagtaildocs/password_required.html"


def urls() -> list[URLPattern]:
    """Return the URL of files by their names in the storage."""
    route = media_route()
    return [re_path(rf"^{route}(?P<path>.+)$", serve_media, name="media")] if route else []


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a file by its name in the storage: a picture, one of its smaller versions, a portrait.

    A document, where a project links to it directly, is sent as by its own URL.
    """
    # No database has a name with NUL.
    found = None if "\0" in path else find_file(path, host_of(request.get_host()))
    if found is None:
        return not_found()
    stored: Any = found.model._meta.get_field("avatar" if found.is_portrait else "file")
    sent = Sending(stored.storage, path, found.is_public, file_scope(found.owner))
    if issubclass(found.model, get_document_model()):
        sent = _document(found.model(file=path, collection_id=found.key), found)
    signature = request.GET.get(SIGNATURE, "")
    if signature and opens_file(path, signature):
        return send(request, sent) or not_found()
    return _refusal(request, found) or send(request, sent) or not_found()


@require_safe
def serve_document(
    request: HttpRequest, document_id: str, document_filename: str
) -> HttpResponseBase:
    """Serve a document by its number and name, as Wagtail's own view does, where it may be read."""
    if len(document_id) > MOST_DIGITS:
        return not_found()
    found = find_document(int(document_id), host_of(request.get_host()))
    if found is None or found[0].filename != document_filename:
        return not_found()
    document, file = found
    if refusal := _refusal(request, file):
        return refusal
    for hook in hooks.get_hooks("before_serve_document"):
        # Wagtail's own asks again what was answered above.
        response = None if hook.__module__ == STOCK_HOOKS else hook(document, request)
        if isinstance(response, HttpResponse):
            return response
    document_served.send(sender=type(document), instance=document, request=request)
    return send(request, _document(document, file)) or not_found()


def authenticate(request: HttpRequest, restriction_id: int) -> HttpResponseBase:
    """Take the password of a collection whose files the host serves."""
    rows = CollectionViewRestriction.objects.select_related("collection")
    restriction = rows.filter(pk=restriction_id).first()
    if restriction is None or not is_restriction_of(restriction, host_of(request.get_host())):
        return not_found()
    response: HttpResponseBase = authenticate_with_password(request, restriction_id)
    return response


def not_found() -> HttpResponse:
    """Return what is said of a file that is not there, and of one that is not for the reader."""
    response = HttpResponseNotFound("Not found.\n", content_type="text/plain")
    response["Cache-Control"] = "no-cache"
    # As of what is for someone who is signed in: else its absence would tell.
    patch_vary_headers(response, ["Cookie"])
    return response


def _refusal(request: HttpRequest, file: StoredFile) -> HttpResponse | None:
    """Return the response to someone who may not read a file."""
    if file.is_public:
        return None
    clinic = None if file.host_clinic is None else Clinic(pk=file.host_clinic)
    request.user = user_on_host(request.user, clinic)
    if lacks_second_factor(request.user):
        request.user = AnonymousUser()
    if file.is_read_by_staff(request.user):
        return None
    if not file.is_shown:
        return not_found()
    for restriction in Collection.objects.get(pk=file.key).get_view_restrictions():
        if not restriction.accept_request(request):
            if restriction.restriction_type == restriction.PASSWORD:
                return _ask_password(request, restriction)
            return not_found() if request.user.is_authenticated else _sign_in(request)
    return None


def _ask_password(request: HttpRequest, restriction: CollectionViewRestriction) -> HttpResponse:
    """Return Wagtail's form for the password of a collection."""
    template = getattr(settings, "WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE", FORM_TEMPLATE)
    initial = {"return_url": request.get_full_path()}
    context = {
        "form": PasswordViewRestrictionForm(instance=restriction, initial=initial),
        "action_url": reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk]),
    }
    response = TemplateResponse(request, template, context)
    add_never_cache_headers(response)
    return response


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the form in which a project's readers sign in, or else to the admin's."""
    form = getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or reverse("wagtailadmin_login")
    response = redirect_to_login(request.get_full_path(), form)
    add_never_cache_headers(response)
    return response


def _document(document: Any, file: StoredFile) -> Sending:
    headers = {}
    if document.content_disposition != INLINE:
        headers["Content-Disposition"] = document.content_disposition
    else:
        headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(document.filename)}"
    return Sending(
        document.file.storage,
        document.file.name,
        file.is_public,
        file_scope(file.owner),
        content_type=document.content_type,
        headers=headers,
        etag=document.file_hash,
    )
