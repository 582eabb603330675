"""Views that replace Wagtail's own ones where it offers no hook.

Wagtail's core mounts its reports before any URL of ours. The middleware looks here by the name of
the view to which a request was resolved; the name and the URL stay Wagtail's.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

View = Callable[..., HttpResponse]

_views: dict[str, Callable[..., HttpResponseBase]] = {}


def register(view_name: str, view: View) -> None:
    """Let `view` replace the view of that name, such as "wagtailadmin_reports:aging_pages".

    It checks permissions itself, a sign-in included: Wagtail's own decorators are left out.
    """
    # So are Wagtail's headers and Django's check of the CSRF token, which comes later.
    _views[view_name] = never_cache(csrf_protect(view))


def find(request: HttpRequest) -> Callable[..., HttpResponseBase] | None:
    """Return the view that replaces the one to which a request was resolved, if there is one."""
    match = request.resolver_match
    return _views.get(match.view_name) if match else None
