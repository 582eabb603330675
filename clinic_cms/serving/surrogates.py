"""Keys by which a CDN purges responses: `Surrogate-Key`, `Cache-Tag`, and in webhooks."""

from uuid import UUID

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
