"""Locales and their Library pages, made when they are first needed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page

from clinic_cms.conf import get_settings
from clinic_cms.importing.library.files import default_language
from clinic_cms.models import LibraryPage


def is_library_slug_taken() -> bool:
    """Whether a page that is no Library lies where the Library belongs."""
    at_root = Page.objects.child_of(Page.get_first_root_node())
    return at_root.filter(slug=get_settings().LIBRARY_SLUG).not_type(LibraryPage).exists()


@transaction.atomic
def ensure_libraries(*, languages: Iterable[str]) -> dict[str, LibraryPage]:
    """Return the Library of each language; the default locale has one, others translate it."""
    original = _original_library()
    libraries = {}
    for language in languages:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        library = original.get_translation_or_none(locale)
        if library is None:
            library = original.copy_for_translation(locale)
            library.title = library.draft_title = _title(language)
            library.save_revision().publish()
        libraries[language] = library
    return libraries


def _original_library() -> LibraryPage:
    language = default_language()
    locale, _created = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    slug = get_settings().LIBRARY_SLUG
    library = LibraryPage.objects.child_of(root).filter(slug=slug).first()
    if library is None:
        library = LibraryPage(title=_title(language), slug=slug, locale=locale, live=False)
        root.add_child(instance=library)
        library.save_revision().publish()
    return library


def _title(language: str) -> str:
    with override(language):
        return gettext("Library")
