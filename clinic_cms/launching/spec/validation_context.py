"""What a spec is checked against, besides its own shape."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from pydantic import ValidationInfo
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site

from clinic_cms.conf import get_settings
from clinic_cms.formats.countries import country_called
from clinic_cms.models import Clinic, ClinicHomePage, ClinicHost, ConditionPage
from clinic_cms.routing import host_of


@dataclass(frozen=True)
class ValidationContext:
    """The install, its other clinics, the specs read earlier, and the lists of the file itself.

    A validator sees one field at a time. What it needs from the rest of the file is read before
    validation and kept here, so that one mistake never hides another.
    """

    languages: Mapping[str, str] = field(default_factory=dict)
    """WAGTAIL_CONTENT_LANGUAGES: code to name."""
    network_hosts: Collection[str] = ()
    hosts: dict[str, str] = field(default_factory=dict)
    """Hosts in use: host to clinic slug, or to a description of who else has it. Of the install's,
    here and below, only those that specs name: see `read_named`."""
    specs: dict[str, str] = field(default_factory=dict)
    """Specs read earlier in the run: clinic slug to file name."""
    root_slugs: set[str] = field(default_factory=set)
    """Slugs of the pages below Wagtail's root that belong to no clinic."""
    default_locales: dict[str, str] = field(default_factory=dict)
    """Existing clinics: slug to default locale."""
    conditions: Mapping[str, UUID] = field(default_factory=dict)
    """Masters: slug to translation key."""
    folder: Path = Path()
    """The file's folder; paths of pictures are relative to it."""
    slug: str = ""
    """The slug that this file states."""
    locales: Collection[str] = ()
    """The locales that this file states."""
    practitioners: Collection[str] = ()
    """The names and slugs of the practitioners that this file states."""
    meant_countries: Mapping[str, str] = field(default_factory=dict)
    """By phone number of this file: the code of the country that its location means ("UK": GB)."""

    def for_file(self, path: Path, raw: Mapping[str, Any]) -> "ValidationContext":
        """Return the context of one file, with the file's own lists, right or wrong."""
        people = raw.get("practitioners")
        return replace(
            self,
            folder=path.parent,
            slug="".join(_texts_at(raw, "clinic", "slug")),
            locales=_texts_at(raw, "clinic", "locales"),
            practitioners=[*_texts_at(people, "name"), *_texts_at(people, "slug")],
            meant_countries={
                phone: country_called(country)
                for place in _tables_at(raw, "locations")
                for phone in _texts_at(place, "phone")
                for country in _texts_at(place, "country")
            },
        )

    def read_named(self, files: Iterable[Mapping[str, Any]]) -> None:
        """Read who has the slugs and hosts that some files name. Four queries."""
        files = [*files]
        slugs = {slug for raw in files for slug in _texts_at(raw, "clinic", "slug")}
        hosts = {host for raw in files for host in _hosts_in(raw)}
        taken = ClinicHost.objects.filter(hostname__in=hosts, is_earlier=False)
        owners = dict(taken.values_list("hostname", "clinic__slug"))
        of_clinic = Clinic.objects.filter(site=OuterRef("pk"))
        others = Site.objects.filter(~Exists(of_clinic), hostname__in=hosts)
        for host in others.values_list("hostname", flat=True):
            owners.setdefault(host, _("a Wagtail site"))
        for host, owner in owners.items():
            self.hosts.setdefault(host, owner)  # A file that was read before has it.
        homes = ClinicHomePage.objects.filter(pk=OuterRef("pk"))
        pages = Page.objects.filter(~Exists(homes), depth=2, slug__in=slugs).order_by()
        self.root_slugs.update(pages.values_list("slug", flat=True))
        clinics = Clinic.objects.filter(slug__in=slugs.union(owners.values())).order_by()
        locales = clinics.values_list("slug", "default_locale__language_code")
        self.default_locales.update(locales)

    def note_file(self, path: Path, raw: Mapping[str, Any]) -> None:
        """Note that the slug and hosts of a file are taken, for the files that come next."""
        owner = _("the spec %(path)s") % {"path": path.name}
        self.hosts.update(dict.fromkeys(_hosts_in(raw), owner))
        for slug in _texts_at(raw, "clinic", "slug"):
            self.specs.setdefault(slug, path.name)


def context_of(info: ValidationInfo) -> ValidationContext:
    """Return the context that a validator was called with."""
    return info.context if isinstance(info.context, ValidationContext) else ValidationContext()


def install_context() -> ValidationContext:
    """Return the context of the install, which knows nothing of its clinics yet. One query."""
    masters = ConditionPage.objects.masters().order_by("locale_id")
    return ValidationContext(
        languages=get_content_languages(),
        network_hosts=get_settings().NETWORK_HOSTS,
        conditions=dict(masters.values_list("slug", "translation_key")),
    )


def _hosts_in(raw: Mapping[str, Any]) -> list[str]:
    """Return the hosts that a file states, as they are kept."""
    hosts = [*_texts_at(raw, "clinic", "host"), *_texts_at(raw, "clinic", "other_hosts")]
    return [*map(host_of, hosts)]


def _tables_at(raw: Mapping[str, Any], name: str) -> list[object]:
    tables = raw.get(name)
    return tables if isinstance(tables, list) else []


def _texts_at(value: object, *path: str) -> list[str]:
    """Return the texts at a path of a raw file, through lists; what has another type is skipped."""
    if isinstance(value, list):
        return [text for each in value for text in _texts_at(each, *path)]
    if path:
        return _texts_at(value.get(path[0]), *path[1:]) if isinstance(value, dict) else []
    return [value.strip()] if isinstance(value, str) else []
