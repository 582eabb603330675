"""The Library pages in which the masters of each locale are put."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from clinic_cms.conf import get_settings
from clinic_cms.launching import ensure_library, ensure_locale
from clinic_cms.models import LibraryPage


def is_library_slug_taken() -> bool:
    """Whether a page that is no Library lies where the Library belongs."""
    at_root = Page.objects.child_of(Page.get_first_root_node())
    return at_root.filter(slug=get_settings().LIBRARY_SLUG).not_type(LibraryPage).exists()


@transaction.atomic
def ensure_libraries(*, languages: Iterable[str]) -> dict[str, LibraryPage]:
    """Return the Library of each language, made where it is missing."""
    return {language: ensure_library(ensure_locale(language)) for language in languages}
