"""What a clinic is now: its rows, found by the names that a spec gives them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from clinic_cms.launching.spec.fields import ALL
from clinic_cms.launching.standard_texts import texts_for
from clinic_cms.launching.state.page_fields import MODELS, read_fields
from clinic_cms.launching.state.values import CLINIC, Fields, Key, Value
from clinic_cms.models import Clinic, ClinicOwnedPage, ClinicPage, PageRole


@dataclass
class Found:
    """A clinic's rows; all empty where there is no such clinic yet."""

    clinic: Clinic | None = None
    pages: dict[Key, ClinicOwnedPage] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    """Names of pages by translation key: "location:fairfield"."""
    hosts: list[tuple[str, bool]] = field(default_factory=list)
    locales: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)

    def applied(self, key: Key) -> Fields | None:
        """Return the values that a launch set last on an object; None if it never did."""
        if self.clinic is None:
            return None
        return self.clinic.applied.get("values", {}).get(str(key))

    def applied_keys(self) -> Iterator[Key]:
        """Yield the objects that a launch has made or changed."""
        if self.clinic is not None:
            yield from (Key.parse(text) for text in self.clinic.applied.get("values", {}))

    def fields(self, key: Key, names: Fields) -> Fields | None:
        """Return some of an object's fields as they are now; None if there is no such object."""
        if key == CLINIC:
            return None if self.clinic is None else self._clinic_fields(self.clinic)
        page = self.pages.get(key)
        if page is None:
            return None
        found = read_fields(page, names)
        if found.get("lead"):
            found["lead"] = self._name_of(UUID(str(found["lead"])))
        return found

    def _clinic_fields(self, clinic: Clinic) -> Fields:
        location = clinic.primary_location
        chosen = clinic.subscriptions.values_list("condition_key", flat=True)
        conditions: Value = (
            ALL if clinic.subscribes_to_all else sorted(str(condition) for condition in chosen)
        )
        return {
            "name": clinic.name,
            "host": next((host for host, canonical in self.hosts if canonical), ""),
            "other_hosts": sorted(host for host, canonical in self.hosts if not canonical),
            "locales": list(self.locales),
            "theme": clinic.theme,
            "primary_color": clinic.primary_color,
            "owner_email": clinic.owner_email,
            "logo": clinic.logo.file_hash if clinic.logo else "",
            "language_help": list(clinic.language_help),
            "front_ends": list(self.origins),
            "preview_url": clinic.preview_url,
            "conditions": conditions,
            "primary_location": self._name_of(location.translation_key) if location else "",
        }

    def _name_of(self, key: UUID) -> str:
        """Return "fairfield" for a location's or practitioner's key; the key if it has no name."""
        return self.names.get(key, f":{key}").partition(":")[2]


def find(slug: str) -> Found:
    """Read a clinic and its pages; a fixed number of queries."""
    clinic = (
        Clinic.objects.select_related("default_locale", "logo", "primary_location", "site")
        .select_related("group", "collection")
        .filter(slug=slug)
        .first()
    )
    if clinic is None:
        return Found()
    found = Found(
        clinic,
        hosts=list(clinic.hosts.values_list("hostname", "is_canonical")),
        locales=list(clinic.locales.values_list("locale__language_code", flat=True)),
        origins=list(clinic.origins.values_list("origin", flat=True)),
        names={UUID(key): name for name, key in clinic.applied.get("pages", {}).items()},
    )
    pages = [page for model in dict.fromkeys(MODELS.values()) for page in _pages(model, clinic)]
    default = clinic.default_locale.language_code
    for page in sorted(pages, key=lambda page: page.locale.language_code != default):
        name = found.names.get(page.translation_key) or _guess(page, default)
        if name and found.names.setdefault(page.translation_key, name) == name:
            kind, _, rest = name.partition(":")
            found.pages.setdefault(Key(kind, rest, page.locale.language_code), page)
    return found


def _pages(model: type[ClinicOwnedPage], clinic: Clinic) -> Any:
    own = model.objects.filter(clinic=clinic, alias_of=None)
    rows = own.select_related("locale").order_by("path")
    return rows.select_related("locale", "lead") if hasattr(model, "lead") else rows


def _guess(page: ClinicOwnedPage, default: str) -> str:
    """Name a page that no launch has made, so that one made by hand is not made again."""
    kinds = {model: kind for kind, model in MODELS.items() if model is not ClinicPage}
    kind = kinds.get(type(page), "")
    if kind in {"home", "conditions"}:
        return kind
    if isinstance(page, ClinicPage):
        if page.role == PageRole.CONTACT:
            return "contact"
        return "about" if page.slug == texts_for(default).pages["about"]["slug"] else ""
    return f"{kind}:{page.slug}" if page.locale.language_code == default else ""
