"""What is left to fix once a plan is applied: missing facts, texts in no language of the clinic."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.coreutils import get_content_languages

from clinic_cms.errors import Mistake, error_id
from clinic_cms.facts import Master, missing_by_text
from clinic_cms.launching.doubts import doubts_of
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.planned_facts import PlannedFacts
from clinic_cms.launching.spec.loader import SpecFile
from clinic_cms.launching.spec.localized_texts import has_catalogue
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.spec.toml_lines import KeyPath
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.desired import STANDARD_PAGES, DesiredState
from clinic_cms.launching.state.page_fields import MODELS, NO_SOURCES, write_fields
from clinic_cms.launching.state.values import CLINIC, Fields, Key, kind_label, label
from clinic_cms.merge import present
from clinic_cms.models import ClinicOwnedPage

MISSING_FACT = error_id("clinic_cms.L020")

MOST_NAMED = 4
"""How many articles a warning names."""


Row = TypeVar("Row", bound=ClinicOwnedPage)


@dataclass(frozen=True)
class PageGap:
    """A field of a planned page whose text prints facts that the clinic lacks."""

    key: Key
    field: str
    missing: frozenset[str]


def page_gaps(plan: Plan, facts: PlannedFacts) -> Iterator[PageGap]:
    """Yield the gaps that a plan leaves in the clinic's own pages."""
    for key, fields in plan.state.items():
        if key == CLINIC or not fields.get("live"):
            continue
        if required_by(key.kind, _texts_with_tags(key.kind, fields)) <= present(facts.of(key)):
            continue
        for text, missing in missing_by_text(_page_of(key.kind, fields), facts.of(key)):
            yield PageGap(key, text.path.partition(".")[0], missing)


@lru_cache(maxsize=256)
def required_by(kind: str, texts: str) -> frozenset[str]:
    """Return the variables that texts of a page print, in JSON: most clinics have the same."""
    return _page_of(kind, json.loads(texts)).facts_required()


def _texts_with_tags(kind: str, fields: Fields) -> str:
    """Return the fields of a page that may hold merge tags, in JSON."""
    page = MODELS[kind]
    names = (*page.plain_fields, *page.rich_fields, *page.stream_fields)
    texts = {name: fields[name] for name in names if name in fields}
    plain = {name for name, text in texts.items() if isinstance(text, str) and "{" not in text}
    return json.dumps({name: texts[name] for name in texts if name not in plain})


def page_gap_mistakes(
    file: SpecFile, plan: Plan, desired: DesiredState, gaps: Iterable[PageGap]
) -> Iterator[Mistake]:
    """Yield a mistake for each text of a spec that prints a fact which the clinic will lack.

    A text that an owner has written since in place of the spec's is not a mistake of the spec.
    """
    paths = stated_texts(file.spec)
    for gap in gaps:
        path = paths.get((gap.key, gap.field))
        text = desired.objects.get(gap.key, {}).get(gap.field)
        if path is not None and plan.state[gap.key][gap.field] == text:
            names = sorted(gap.missing)
            message = _(
                "This prints %(facts)s, which the clinic lacks: no one would see the %(page)s."
            ) % {"facts": ", ".join(names), "page": label(gap.key)}
            hint = _("State the fact, or ask for it: {%% if %(fact)s %%} … {%% endif %%}.")
            yield Mistake(MISSING_FACT, file.where(path), message, hint % {"fact": names[0]})


def warnings_of(
    spec: ClinicSpec,
    plan: Plan,
    current: CurrentState,
    masters: Iterable[Master],
    gaps: Iterable[PageGap],
    facts: PlannedFacts,
) -> list[str]:
    """Return what a launch of this plan would leave to fix, a sentence each."""
    return [
        *texts_unused(spec),
        *texts_missing(plan),
        *doubts_of(spec, plan, current),
        *_hidden_pages(gaps),
        *_hidden_articles(plan, masters, facts),
    ]


def texts_unused(spec: ClinicSpec) -> Iterator[str]:
    """Yield a sentence if a spec has texts in languages that the clinic does not offer."""
    stated = {key.locale for key, _field in stated_texts(spec)} - {*spec.clinic.locales}
    languages = [str(name) for code, name in get_content_languages().items() if code in stated]
    if languages:
        yield _(
            "Texts in %(languages)s are not used: to offer a language, add it to “locales”."
        ) % {"languages": get_text_list(languages, _("and"))}


def texts_missing(plan: Plan) -> Iterator[str]:
    """Yield a sentence for each locale whose pages, or buttons and labels, are not translated."""
    names = get_content_languages()
    for code in plan.clinic.locales:
        language = f"{names.get(code, code)} ({code})"
        drafts = [kind_label(key.kind) for key in plan.drafts if key.locale == code]
        if drafts:
            yield _(
                "There are no standard texts in %(language)s: %(pages)s stay drafts, which "
                "patients do not see, until they are translated and published."
            ) % {"language": language, "pages": get_text_list(drafts, _("and"))}
        if not has_catalogue(code):
            yield _(
                "Buttons and labels are not translated into “%(locale)s”; they are shown in "
                "English. Add a message catalogue in LOCALE_PATHS."
            ) % {"locale": code}


def _hidden_pages(gaps: Iterable[PageGap]) -> Iterator[str]:
    for gap in gaps:
        yield _("Patients cannot see the %(page)s until the clinic has %(facts)s: %(field)s.") % {
            "page": label(gap.key),
            "facts": ", ".join(sorted(gap.missing)),
            "field": gap.field,
        }


def _hidden_articles(plan: Plan, masters: Iterable[Master], facts: PlannedFacts) -> Iterator[str]:
    """Yield one warning for each fact that the clinic lacks and its published articles print."""
    clinic = plan.clinic
    hidden: dict[str, list[str]] = {}
    known = {code: facts.of(Key("home", "", code)) for code in clinic.locales}
    for master in masters:
        chosen = clinic.conditions == ALL or master.key in clinic.conditions
        if chosen and master.locale in known:
            for variable in master.missing(known[master.locale]):
                hidden.setdefault(variable, []).append(f"{master.slug} ({master.locale})")
    for variable, slugs in sorted(hidden.items()):
        names = ", ".join(slugs[:MOST_NAMED]) + (" …" if len(slugs) > MOST_NAMED else "")
        yield ngettext(
            "%(count)s article stays hidden until the clinic has %(fact)s: %(names)s.",
            "%(count)s articles stay hidden until the clinic has %(fact)s: %(names)s.",
            len(slugs),
        ) % {"count": len(slugs), "fact": variable, "names": names}


def stated_texts(spec: ClinicSpec) -> dict[tuple[Key, str], KeyPath]:
    """Return the paths at which a spec states the texts of pages, by page and field."""
    paths: dict[tuple[Key, str], KeyPath] = {}
    standard = {page: getattr(spec.pages, page) for page in STANDARD_PAGES}
    for page, tables in {"home": spec.home, **standard}.items():
        path: KeyPath = ("home",) if page == "home" else ("pages", page)
        for code, table in tables.items():
            for name in table.model_fields_set:
                paths[Key(page, "", code), name] = (*path, code, name)
    people = [(Key("practitioner", it.key), it, ("bio",)) for it in spec.practitioners]
    places = [
        (Key("location", it.key), it, ("title", "intro", "directions")) for it in spec.locations
    ]
    for rows in (people, places):
        for index, (key, table, names) in enumerate(rows):
            for name in names:
                for code in getattr(table, name):
                    localized = replace(key, locale=code or spec.default_locale)
                    path = (f"{key.kind}s", index, name)
                    paths[localized, name] = (*path, code) if code else path
    return paths


def _page_of(kind: str, fields: Fields) -> ClinicOwnedPage:
    """Return a planned page with its texts."""
    page = MODELS[kind]()
    names = {*page.plain_fields, *page.rich_fields, *page.stream_fields}
    write_fields(page, {name: fields[name] for name in names & fields.keys()}, NO_SOURCES)
    return page
