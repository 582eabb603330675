"""Keys by which a CDN purges responses: `Surrogate-Key`, `Cache-Tag`, and in webhooks.

A response that is kept also names the scopes of cache versions on which it depends ("shared",
"clinic:12"): we purge by these. The others are for those who purge by our webhooks.
"""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponseBase

from clinic_cms.models import SHARED, ConditionPage, MergePage, clinic_scope
from clinic_cms.serving.visit import Visit

LIBRARY = "library"
"""Responses that show or list the articles that clinics share."""
CLINICS = "clinics"
"""Responses that list the clinics of the network, or their hosts."""


def clinic_key(slug: str) -> str:
    """Return the key of a clinic's responses."""
    return f"clinic-{slug}"


def locale_key(code: str) -> str:
    """Return the key of the responses in a locale."""
    return f"locale-{code}"


def article_key(translation_key: UUID | str) -> str:
    """Return the key of an article's responses, in all its locales."""
    return f"article-{translation_key}"


def visit_keys(visit: Visit) -> tuple[str, ...]:
    """Return the keys of all responses to a visit."""
    return clinic_key(visit.clinic.clinic.slug), locale_key(visit.locale.code)


def page_keys(page: MergePage) -> tuple[str, ...]:
    """Return a page's keys besides its visit's: any page may list articles, or link to some."""
    is_article = isinstance(page, ConditionPage)
    return (LIBRARY, article_key(page.translation_key)) if is_article else (LIBRARY,)


def file_scope(owner: int | None) -> str:
    """Return the scope on which a file depends: that of the clinic whose it is, or the shared one.

    A clinic's pages depend on both. A correction of a shared article need not send all files again.
    """
    return SHARED if owner is None else clinic_scope(owner)


def set_keys(response: HttpResponseBase, keys: Iterable[str]) -> None:
    """Name keys in a response, in place of those that it has."""
    for name, value in _headers(keys).items():
        response[name] = value


def add_keys(headers: dict[str, str], keys: Iterable[str]) -> None:
    """Name further keys in a response's headers."""
    headers.update(_headers([*headers.get("Surrogate-Key", "").split(), *keys]))


def _headers(keys: Iterable[str]) -> dict[str, str]:
    """Return the headers as Fastly and Varnish, and as Cloudflare and Akamai read them."""
    names = [*keys]
    return {"Surrogate-Key": " ".join(names), "Cache-Tag": ",".join(names)}
