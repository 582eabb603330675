"""Views that answer instead of Wagtail's own ones, where it offers no hook.

Wagtail's core mounts its reports before any address of ours. The middleware asks here by the name
of the view that a request was resolved to; the name and the address stay Wagtail's.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

View = Callable[..., HttpResponse]

_stand_ins: dict[str, Callable[..., HttpResponseBase]] = {}


def register(view_name: str, view: View) -> None:
    """Let `view` answer for a view's name, such as "wagtailadmin_reports:aging_pages".

    It asks for permissions itself, a sign-in included: Wagtail's own wrapping is left out.
    """
    # So are Django's check of the token, which comes later in the chain, and Wagtail's own headers.
    _stand_ins[view_name] = never_cache(csrf_protect(view))


def find(request: HttpRequest) -> Callable[..., HttpResponseBase] | None:
    """Return the view that answers a resolved request instead of its own, if there is one."""
    match = request.resolver_match
    return _stand_ins.get(match.view_name) if match else None
