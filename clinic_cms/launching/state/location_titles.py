"""The names of a clinic's locations, as its menu lists them: in no language are two the same."""

from collections import Counter
from collections.abc import Iterable, Mapping

from clinic_cms.launching.spec.schema import ClinicSpec, LocationTable


def location_titles(spec: ClinicSpec, locale: str) -> dict[str, str]:
    """Return the locations' names in a locale, by key.

    A name is stated for the locale, or else it is the city's. Where two are the same, the names of
    the first locale take their place; where these are the same, they get what tells them apart.
    """
    names = {place.key: _stated(place, spec, locale) or place.city for place in spec.locations}
    for place in _of_one_name(names, spec):
        names[place.key] = _stated(place, spec, spec.default_locale) or names[place.key]
    alike = _of_one_name(names, spec)
    for name in {names[place.key] for place in alike}:
        names |= _told_apart(name, [place for place in alike if names[place.key] == name])
    return names


def _of_one_name(names: Mapping[str, str], spec: ClinicSpec) -> list[LocationTable]:
    shared = shared_names(names.values())
    return [place for place in spec.locations if names[place.key] in shared]


def shared_names(names: Iterable[str]) -> list[str]:
    """Return the names that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def stated_names(spec: ClinicSpec) -> list[str]:
    """Return the locations' names in the first locale, before any is told apart."""
    first = spec.default_locale
    return [_stated(place, spec, first) or place.city for place in spec.locations]


def _stated(place: LocationTable, spec: ClinicSpec, locale: str) -> str:
    """Return the title that is stated for a locale; one without a locale is the first locale's."""
    own = place.title.get(locale, "")
    return own or (place.title.get("", "") if locale == spec.default_locale else "")


def _told_apart(name: str, places: list[LocationTable]) -> dict[str, str]:
    """Return places of one name with what differs: street, region, postal code, or the slug."""
    for field in ("street", "region", "postal_code"):
        parts = {place.key: getattr(place, field) for place in places}
        if all(parts.values()) and len({*parts.values()}) == len(parts):
            return {key: f"{name} ({part})" for key, part in parts.items()}
    return {place.key: place.key.replace("-", " ").title() for place in places}
