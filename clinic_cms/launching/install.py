"""What all clinics of a run share, and none of them changes."""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from uuid import UUID

from wagtail.models import Locale

from clinic_cms.facts import Master, published_masters
from clinic_cms.launching.search_entries import SearchIndex
from clinic_cms.launching.spec.validation_context import install_context
from clinic_cms.models import Clinic, ClinicOwnedPage
from clinic_cms.tenancy.roles import Granted


class Install:
    """What stays the same for a run, and is read once."""

    def __init__(self) -> None:
        self.context = install_context()
        self.search_index = SearchIndex()
        self.collections_are_in_order = False
        """Whether they were found to be, in this run: each batch leaves them so."""
        self._blank_pages: dict[tuple[type[ClinicOwnedPage], str], ClinicOwnedPage] = {}

    @property
    def conditions(self) -> Mapping[str, UUID]:
        """The translation keys of masters by slug."""
        return self.context.conditions

    @cached_property
    def known(self) -> set[str]:
        """The slugs of the clinics that there are, of those that specs name, as last read."""
        return {*self.context.default_locales}

    def read_known(self, slugs: Iterable[str]) -> None:
        """Read which of some clinics there are by now."""
        rows = Clinic.objects.filter(slug__in=slugs)
        self.known.update(rows.values_list("slug", flat=True))

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The slugs of masters by translation key; those of the first locale win."""
        return {str(key): slug for slug, key in reversed([*self.conditions.items()])}

    @cached_property
    def masters(self) -> list[Master]:
        """The published masters."""
        return published_masters()

    @cached_property
    def locales(self) -> dict[str, Locale]:
        """The locales' rows by code; `prepare_network` has made them."""
        return {locale.language_code: locale for locale in Locale.objects.all()}

    def blank_page(self, model: type[ClinicOwnedPage], locale: str) -> ClinicOwnedPage:
        """Return a page that says nothing yet; to copy it is faster than to make one."""
        key = (model, locale)
        if key not in self._blank_pages:
            self._blank_pages[key] = model(locale=self.locales[locale], live=False)
        return copy(self._blank_pages[key])

    @cached_property
    def granted(self) -> Granted:
        """What each role may do."""
        return Granted()
