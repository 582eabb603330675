"""The names of a clinic's locations, as its menu lists them: in no language are two the same."""

from collections import Counter
from collections.abc import Iterable

from clinic_cms.launching.spec.schema import ClinicSpec, LocationTable


def location_titles(spec: ClinicSpec, locale: str) -> dict[str, str]:
    """Return the locations' names in a locale, by key.

    A name is stated for the locale, or for the first one, or else it is the city's. Where two are
    the same, they get what tells them apart.
    """
    names = {place.key: _stated(spec, place, locale) or place.city for place in spec.locations}
    for name in shared_names(names.values()):
        alike = [place for place in spec.locations if names[place.key] == name]
        names |= _told_apart(name, alike)
    return names


def shared_names(names: Iterable[str]) -> list[str]:
    """Return the names that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def stated_names(spec: ClinicSpec) -> list[str]:
    """Return the locations' names in the first locale, before any is told apart."""
    return [_stated(spec, place, spec.default_locale) or place.city for place in spec.locations]


def _stated(spec: ClinicSpec, place: LocationTable, locale: str) -> str:
    title = place.title
    return title.get(locale) or title.get("") or title.get(spec.default_locale, "")


def _told_apart(name: str, places: list[LocationTable]) -> dict[str, str]:
    """Return places of one name with what differs: street, region, postal code, or the slug."""
    for field in ("street", "region", "postal_code"):
        parts = {place.key: getattr(place, field) for place in places}
        if all(parts.values()) and len({*parts.values()}) == len(parts):
            return {key: f"{name} ({part})" for key, part in parts.items()}
    return {place.key: place.key.replace("-", " ").title() for place in places}
