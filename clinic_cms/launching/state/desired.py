"""The desired state of a clinic: what its spec states, and the standard texts, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from clinic_cms.formats.person_names import parse_name
from clinic_cms.launching.spec.localized_texts import has_texts, html_of, texts_for
from clinic_cms.launching.spec.schema import ClinicSpec, LocationTable, PractitionerTable
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.location_titles import location_titles
from clinic_cms.launching.state.page_fields import degrees_of, digest_of
from clinic_cms.launching.state.values import CLINIC, ClinicState, Fields, Key
from clinic_cms.models import PageRole

NOTHING: Mapping[str, str] = MappingProxyType({})
STANDARD_PAGES = ("conditions", "about", "contact")
NEEDED_TEXTS = {
    "home": ("hero_heading", "hero_text"),
    **dict.fromkeys(STANDARD_PAGES, ("title", "intro")),
}
"""The texts without which a page is empty."""
RICH_TEXTS = {"hero_text", "intro"}
PLAIN_FACTS = {"name", "host", "locales", "owner_email", "language_help", "preview_url"}
"""What a clinic's state has as its table does."""


@dataclass(frozen=True)
class DesiredState:
    """The fields of each object, in the order in which objects are made: that of the menu."""

    objects: dict[Key, Fields]
    pictures: dict[str, Path]
    """Files of pictures by their digest."""
    starts: dict[Key, Fields] = field(default_factory=dict)
    """What drafts start with whose language has no standard texts; later the owner decides."""


@dataclass(frozen=True)
class DesiredPage:
    """A page's fields. English texts are never published as another language's.

    Where a language has no standard texts and the needed ones are not stated, the page starts as
    a draft with the first locale's texts, for a translator.
    """

    fields: Fields
    """What each launch sets."""
    starts: Fields = field(default_factory=dict)
    """What a draft starts with; from then on the owner decides."""


def desired_state(spec: ClinicSpec, conditions: Mapping[str, UUID]) -> DesiredState:
    """Return what a spec asks for; `conditions` gives the translation keys of masters by slug."""
    files = (spec.clinic.logo, *(person.photo for person in spec.practitioners))
    pictures = {digest_of(path): path for path in files if path}
    desired = DesiredState({CLINIC: _clinic(spec, conditions).fields()}, pictures)
    for locale in spec.clinic.locales:
        for key, page in _pages(spec, locale):
            desired.objects[key] = page.fields
            if page.starts:
                desired.starts[key] = page.starts
    return desired


def standard_page(
    kind: str, *, locale: str, first_locale: str, name: str, stated: Mapping[str, str] = NOTHING
) -> DesiredPage:
    """Return a page of a clinic called `name`; `stated` holds texts that a spec states, or ""."""
    own: Fields = {
        key: html_of(text) if key in RICH_TEXTS else text for key, text in stated.items() if text
    }
    fixed = _fixed(kind, name)
    if has_texts(locale):
        return DesiredPage({**_standard_texts(kind, locale), **own, **fixed, "live": True})
    texts = _standard_texts(kind, first_locale)
    if own.keys() >= {*NEEDED_TEXTS[kind]}:
        # Emptied, not left out: the page may have started as a draft with the first locale's texts.
        rest: Fields = {key: [] if key == "body" else "" for key in texts.keys() - {"slug"}}
        slug: Fields = {"slug": texts["slug"]} if "slug" in texts else {}
        return DesiredPage({**rest, **slug, **own, **fixed, "live": True})
    fields = {**own, **fixed}
    starts = {key: value for key, value in texts.items() if key not in fields}
    return DesiredPage(fields, {**starts, "live": False})


def _clinic(spec: ClinicSpec, conditions: Mapping[str, UUID]) -> ClinicState:
    clinic, include = spec.clinic, spec.conditions.include
    return ClinicState(
        **clinic.model_dump(mode="json", include=PLAIN_FACTS),
        other_hosts=sorted(clinic.other_hosts),
        theme=clinic.theme.name,
        primary_color=clinic.theme.primary,
        logo=digest_of(clinic.logo),
        front_ends=sorted(clinic.front_ends),
        conditions=ALL if ALL in include else sorted({str(conditions[slug]) for slug in include}),
        primary_location=spec.locations[0].key,
    )


def _pages(spec: ClinicSpec, locale: str) -> Iterator[tuple[Key, DesiredPage]]:
    for kind in ("home", "conditions", "about"):
        yield _standard(spec, kind, locale)
    for person in spec.practitioners:
        fields = {**_practitioner(spec, person, locale), "live": True}
        yield Key("practitioner", person.key, locale), DesiredPage(fields)
    for place in spec.locations:
        fields = {**_location(spec, place, locale), "live": True}
        yield Key("location", place.key, locale), DesiredPage(fields)
    yield _standard(spec, "contact", locale)


def _standard(spec: ClinicSpec, kind: str, locale: str) -> tuple[Key, DesiredPage]:
    tables = spec.home if kind == "home" else getattr(spec.pages, kind)
    stated = tables[locale].model_dump() if locale in tables else {}
    page = standard_page(
        kind, locale=locale, first_locale=spec.default_locale, name=spec.clinic.name, stated=stated
    )
    return Key(kind, "", locale), page


def _fixed(kind: str, name: str) -> Fields:
    """Return the fields that need no translation."""
    if kind == "home":
        return {"title": name}
    fields: Fields = {"show_in_menus": True}
    if kind != "conditions":
        fields["role"] = PageRole.CONTACT.value if kind == "contact" else PageRole.FREE.value
    return fields


def _standard_texts(kind: str, locale: str) -> Fields:
    standard = texts_for(locale)
    texts: Fields = dict(standard.home if kind == "home" else standard.pages[kind])
    for key in RICH_TEXTS & texts.keys():
        texts[key] = html_of(str(texts[key]))
    if kind == "conditions":
        texts.pop("body", None)
    return texts


def _practitioner(spec: ClinicSpec, person: PractitionerTable, locale: str) -> Fields:
    prose: Fields = {
        "title": person.name,
        "slug": person.key,
        "show_in_menus": False,
        "bio": html_of(_text(spec, person.bio, locale)),
    }
    if locale != spec.default_locale:
        return prose
    facts = person.model_dump(mode="json", exclude={"name", "slug", "was", "photo", "bio"})
    if not (person.first_name or person.last_name):
        parsed = parse_name(person.name)
        facts["first_name"], facts["last_name"] = parsed.given, parsed.family
    return {**prose, **facts, "photo": digest_of(person.photo)}


def _location(spec: ClinicSpec, place: LocationTable, locale: str) -> Fields:
    prose: Fields = {
        "title": location_titles(spec, locale)[place.key],
        "slug": place.key,
        "show_in_menus": len(spec.locations) > 1,
        "intro": html_of(_text(spec, place.intro, locale)),
        "directions": html_of(_text(spec, place.directions, locale)),
    }
    if locale != spec.default_locale:
        return prose
    apart = {"slug", "was", "title", "lead", "intro", "directions"}
    facts = place.model_dump(mode="json", exclude=apart)
    hours = facts.pop("hours")
    return {
        **prose,
        **facts,
        "latitude": degrees_of(place.latitude),
        "longitude": degrees_of(place.longitude),
        "opening_hours": {day: periods for day, periods in hours.items() if periods},
        "special_days": sorted(facts["special_days"], key=itemgetter("date")),
        "lead": spec.lead_of(place),
    }


def _text(spec: ClinicSpec, text: dict[str, str], locale: str) -> str:
    """Return a text in a locale; one without a locale is the first locale's."""
    return text.get(locale) or (text.get("", "") if locale == spec.default_locale else "")
