"""Who may keep the API's responses: the header `Cache-Control`, and the keys that purge them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from clinic_cms.conf import get_settings
from clinic_cms.serving.response_cache.representation import MadeOf

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class CachePolicy:
    """Who may keep the responses of an operation, and what they depend on."""

    is_private: bool = False
    """Whether they are for one person: no cache keeps them, and no search engine lists them."""
    keys: tuple[str, ...] = ()
    """Keys by which caches in front of us purge every one of them."""
    unbounded: frozenset[str] = frozenset()
    """Parameters whose values have no end: where one is given, we do not store the response."""

    @property
    def cache_control(self) -> str:
        """The header `Cache-Control`."""
        return "private, no-store" if self.is_private else get_settings().cache_control


PUBLIC = CachePolicy()
PRIVATE = CachePolicy(is_private=True)


def published(view: View) -> View:
    """Let caches keep the responses of a view that is the same for all clinics."""

    @wraps(view)
    def respond_publicly(request: HttpRequest, **values: Any) -> HttpResponse:
        response = view(request, **values)
        response["Cache-Control"] = PUBLIC.cache_control
        return MadeOf().mark(response)

    return respond_publicly
