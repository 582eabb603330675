"""The current state of a clinic: its rows, by the names that a spec gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Page

from clinic_cms.launching.spec.localized_texts import texts_for
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.page_fields import MODELS, read_fields
from clinic_cms.launching.state.values import CLINIC, COLUMNS, ClinicState, Fields, Key
from clinic_cms.models import Clinic, ClinicOwnedPage, ClinicPage, PageRole
from clinic_cms.models.cache_version import OF_CLINIC
from clinic_cms.serving.response_cache.versions import version_of


@dataclass
class CurrentState:
    """A clinic's rows; all empty if the clinic does not exist yet."""

    clinic: Clinic | None = None
    pages: dict[Key, ClinicOwnedPage] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    """Names of pages by translation key: "location:fairfield"."""
    hosts: list[tuple[str, bool]] = field(default_factory=list)
    locales: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    """Names of groups by role."""

    version: str | None = None
    """The version of all that readers see of the clinic."""
    renames: dict[str, str] = field(default_factory=dict)
    """New names of pages by their old ones, which `Clinic.applied` still has."""

    def is_outdated(self, slug: str) -> bool:
        """Whether the clinic has changed since it was read, drafts included. At most 2 queries."""
        versions = _clinics(slug).values_list("version", flat=True)
        if [*versions] != ([] if self.clinic is None else [self.version]):
            return True
        pages = [*self.pages.values()]
        drafts = Page.objects.filter(pk__in=[page.pk for page in pages]).order_by()
        revisions = dict(drafts.values_list("pk", "latest_revision_id"))
        return any(revisions.get(page.pk) != page.latest_revision_id for page in pages)

    @property
    def all_applied(self) -> dict[str, Fields]:
        """The values that a launch set last, by object and field."""
        values = self.clinic.applied.get("values", {}) if self.clinic else {}
        return {self._renamed(key): self._with_new_names(values[key]) for key in values}

    def rename(self, renames: Mapping[str, str]) -> None:
        """Call pages by their new names from now on, in all locales."""
        self.renames = {**renames}
        self.names = {key: renames.get(name, name) for key, name in self.names.items()}
        pages = {Key.parse(self._renamed(str(key))): page for key, page in self.pages.items()}
        self.pages = pages

    def _renamed(self, key: str) -> str:
        page, sign, locale = key.partition("@")
        return f"{self.renames.get(page, page)}{sign}{locale}"

    def _with_new_names(self, fields: Fields) -> Fields:
        """Return applied values, in which the lead and the primary location are names too."""
        fields = {**fields}
        for field_name, kind in (("lead", "practitioner"), ("primary_location", "location")):
            if isinstance(name := fields.get(field_name), str):
                fields[field_name] = Key.parse(self._renamed(f"{kind}:{name}")).name
        return fields

    def applied(self, key: Key) -> Fields | None:
        """Return the values that a launch set last on an object; None if it never did."""
        return self.all_applied.get(str(key))

    def fields(self, key: Key, names: Iterable[str]) -> Fields | None:
        """Return some of an object's fields as they are now; None if there is no such object."""
        if key == CLINIC:
            return None if self.clinic is None else self._clinic_state(self.clinic).fields()
        page = self.pages.get(key)
        if page is None:
            return None
        fields = read_fields(page, names)
        if fields.get("lead"):
            fields["lead"] = self._name_of(UUID(str(fields["lead"])))
        return fields

    def _clinic_state(self, clinic: Clinic) -> ClinicState:
        location = clinic.primary_location
        chosen = clinic.subscriptions.values_list("condition_key", flat=True)
        return ClinicState(
            **{name: getattr(clinic, name) for name in COLUMNS},
            host=next((host for host, canonical in self.hosts if canonical), ""),
            other_hosts=sorted(host for host, canonical in self.hosts if not canonical),
            locales=list(self.locales),
            logo=clinic.logo.file_hash if clinic.logo else "",
            front_ends=list(self.origins),
            conditions=ALL if clinic.subscribes_to_all else sorted(map(str, chosen)),
            primary_location=self._name_of(location.translation_key) if location else "",
        )

    def _name_of(self, key: UUID) -> str:
        """Return "fairfield" for a location's or practitioner's key; the key if it has no name."""
        return self.names.get(key, f":{key}").partition(":")[2]


def read_current_state(slug: str) -> CurrentState:
    """Read a clinic and its pages; the number of queries does not depend on the pages'."""
    clinic = (
        _clinics(slug)
        .select_related("default_locale", "logo", "primary_location", "site", "collection")
        .first()
    )
    if clinic is None:
        return CurrentState()
    current = CurrentState(
        clinic,
        version=clinic.version,
        hosts=list(clinic.hosts.filter(is_earlier=False).values_list("hostname", "is_canonical")),
        locales=list(clinic.locales.values_list("locale__language_code", flat=True)),
        origins=list(clinic.origins.values_list("origin", flat=True)),
        groups=dict(clinic.roles.order_by("pk").values_list("role", "group__name")),
        names={UUID(key): name for name, key in clinic.applied.get("pages", {}).items()},
    )
    pages = [page for model in dict.fromkeys(MODELS.values()) for page in _pages(model, clinic)]
    default = clinic.default_locale.language_code
    for page in sorted(pages, key=lambda page: page.locale.language_code != default):
        name = current.names.get(page.translation_key) or _guess_name(page, default)
        if name and current.names.setdefault(page.translation_key, name) == name:
            kind, _sign, rest = name.partition(":")
            current.pages.setdefault(Key(kind, rest, page.locale.language_code), page)
    return current


def _clinics(slug: str) -> QuerySet[Any]:
    """Return the clinic's row with its version, read at the same moment."""
    scope = Concat(Value(OF_CLINIC), Cast(OuterRef("pk"), CharField()))
    return Clinic.objects.filter(slug=slug).annotate(version=version_of(scope))


def _pages(model: type[ClinicOwnedPage], clinic: Clinic) -> QuerySet[ClinicOwnedPage]:
    own = model.objects.filter(clinic=clinic, alias_of=None)
    rows = own.select_related("locale").order_by("path")
    return rows.select_related("locale", "lead") if hasattr(model, "lead") else rows


def _guess_name(page: ClinicOwnedPage, default: str) -> str:
    """Name a page that no launch has made, so that a page made by hand is not made again."""
    kinds = {model: kind for kind, model in MODELS.items() if model is not ClinicPage}
    kind = kinds.get(type(page), "")
    if kind in {"home", "conditions"}:
        return kind
    if isinstance(page, ClinicPage):
        if page.role == PageRole.CONTACT:
            return "contact"
        return "about" if page.slug == texts_for(default).pages["about"]["slug"] else ""
    return f"{kind}:{page.slug}" if page.locale.language_code == default else ""
