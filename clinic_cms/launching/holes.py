"""Facts that a clinic's own pages would print and the clinic lacks: such a page is not shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake
from clinic_cms.launching.facts import planned_facts
from clinic_cms.launching.naming import label
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.spec.loader import SpecFile, where
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.spec.toml_lines import KeyPath
from clinic_cms.launching.standard import STANDARD_PAGES
from clinic_cms.launching.state.current import Found
from clinic_cms.launching.state.desired import Wanted
from clinic_cms.launching.state.page_fields import MODELS, NO_SOURCES, write_fields
from clinic_cms.launching.state.values import CLINIC, Fields, Key
from clinic_cms.merge import BrokenTags, CompiledTexts, MissingFact, compile_texts
from clinic_cms.models.texts import MergeText

NOTHING = compile_texts((), ())


@dataclass(frozen=True)
class Hole:
    """A field of a page whose text prints facts that are not there."""

    key: Key
    field: str
    missing: frozenset[str]


def holes_of(plan: Plan, found: Found, url: str) -> Iterator[Hole]:
    """Yield the holes that a launch of this plan would leave in the clinic's own pages."""
    for key, fields in plan.state.items():
        if key == CLINIC or not fields.get("live"):
            continue
        facts = planned_facts(plan, found, key.locale, url, page=key)
        for item in _texts(key, fields):
            try:
                _compiled(item.text, rich=item.rich).fill(facts)
            except MissingFact as error:
                yield Hole(key, item.place.partition(".")[0], error.variables)


def hole_warnings(plan: Plan, found: Found, url: str) -> Iterator[str]:
    """Yield a sentence for each hole."""
    for hole in holes_of(plan, found, url):
        yield _("Patients cannot see the %(page)s until the clinic has %(facts)s: %(field)s.") % {
            "page": label(hole.key),
            "facts": ", ".join(sorted(hole.missing)),
            "field": hole.field,
        }


def hole_mistakes(
    file: SpecFile, plan: Plan, wanted: Wanted, found: Found, url: str
) -> Iterator[Mistake]:
    """Yield a mistake for each text of a spec that would leave a hole.

    What stands in the pages by now instead of a spec's text is its owner's, and no mistake.
    """
    paths = stated_texts(file.spec)
    for hole in holes_of(plan, found, url):
        place = paths.get((hole.key, hole.field))
        text = wanted.objects.get(hole.key, {}).get(hole.field)
        if place is not None and plan.state[hole.key][hole.field] == text:
            names = sorted(hole.missing)
            message = _(
                "This prints %(facts)s, which the clinic lacks: nobody would see the %(page)s."
            )
            hint = _("State the fact, or ask for it: {%% if %(fact)s %%} … {%% endif %%}.")
            yield Mistake(
                "clinic_cms.L020",
                where(file.path, file.places, place),
                message % {"facts": ", ".join(names), "page": label(hole.key)},
                hint % {"fact": names[0]},
            )


def stated_texts(spec: ClinicSpec) -> dict[tuple[Key, str], KeyPath]:
    """Return where a spec states the texts of pages, by page and field."""
    return {**dict(_of_standard_pages(spec)), **dict(_of_people_and_places(spec))}


def _of_standard_pages(spec: ClinicSpec) -> Iterator[tuple[tuple[Key, str], KeyPath]]:
    for code, home in spec.home.items():
        for name in home.model_fields_set:
            yield (Key("home", "", code), name), ("home", code, name)
    for page in STANDARD_PAGES:
        for code, table in getattr(spec.pages, page).items():
            for name in table.model_fields_set:
                yield (Key(page, "", code), name), ("pages", page, code, name)


def _of_people_and_places(spec: ClinicSpec) -> Iterator[tuple[tuple[Key, str], KeyPath]]:
    tables = [
        (Key("practitioner", person.key), ("practitioners", index, "bio"), person.bio)
        for index, person in enumerate(spec.practitioners)
    ] + [
        (Key("location", place.key), ("locations", index, name), getattr(place, name))
        for index, place in enumerate(spec.locations)
        for name in ("title", "intro", "directions")
    ]
    for key, path, texts in tables:
        for code in texts:
            here = replace(key, locale=code or spec.default_locale)
            yield (here, str(path[-1])), (*path, code) if code else path


def _texts(key: Key, fields: Fields) -> Iterator[MergeText]:
    page = MODELS[key.kind]()
    names = {*page.plain_fields, *page.rich_fields, *page.stream_fields}
    write_fields(page, {name: fields[name] for name in names & fields.keys()}, NO_SOURCES)
    return page.merge_texts()


@lru_cache(maxsize=512)
def _compiled(text: str, *, rich: bool) -> CompiledTexts:
    """Compile a text; the standard ones are the same for every clinic. Broken ones make no hole."""
    try:
        return compile_texts(() if rich else (text,), (text,) if rich else ())
    except BrokenTags:
        return NOTHING
