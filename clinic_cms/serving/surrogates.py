"""Keys by which caches in front of us purge answers: `Surrogate-Key`, `Cache-Tag`, web hooks."""

from uuid import UUID

LIBRARY = "library"
"""Whatever shows or lists the articles that clinics share."""
CLINICS = "clinics"
"""Whatever lists the clinics of the network, or their hosts."""


def clinic_key(slug: str) -> str:
    """Return the key of all that is of one clinic."""
    return f"clinic-{slug}"


def locale_key(code: str) -> str:
    """Return the key of all that is in one locale."""
    return f"locale-{code}"


def article_key(translation_key: UUID | str) -> str:
    """Return the key of one article, in all its locales."""
    return f"article-{translation_key}"
