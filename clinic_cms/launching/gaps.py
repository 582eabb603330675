"""What a launched clinic would still lack: facts that articles print, texts in its languages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.coreutils import get_content_languages

from clinic_cms.launching.facts import planned_facts
from clinic_cms.launching.holes import hole_warnings, stated_texts
from clinic_cms.launching.naming import kind_label
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.spec.fields import ALL
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.standard_texts import has_catalogue
from clinic_cms.launching.state.current import Found
from clinic_cms.launching.state.values import CLINIC
from clinic_cms.merge import Facts, MissingFact, present
from clinic_cms.models import ConditionPage
from clinic_cms.serving.compiled import compile_page

SHOWN = 4
"""How many articles a warning names."""


@dataclass(frozen=True)
class Master:
    """A published master in one locale, and the variables that it prints without a condition."""

    id: int
    slug: str
    key: str
    locale: str
    required_facts: frozenset[str]


def published_masters() -> list[Master]:
    """Return all published masters. One query."""
    rows = (
        ConditionPage.objects.masters()
        .published()
        .order_by("slug")
        .values_list("pk", "slug", "translation_key", "locale__language_code", "required_facts")
    )
    return [
        Master(pk, slug, str(key), code, frozenset(facts)) for pk, slug, key, code, facts in rows
    ]


def warnings_of(
    spec: ClinicSpec, plan: Plan, found: Found, masters: Iterable[Master], url: str
) -> list[str]:
    """Return what a launch of this plan would leave to be mended, a sentence each."""
    return [
        *texts_unused(spec),
        *texts_missing(plan),
        *hole_warnings(plan, found, url),
        *_facts_missing(plan, found, masters, url),
    ]


def texts_unused(spec: ClinicSpec) -> Iterator[str]:
    """Yield a sentence if a spec has texts in languages that it does not offer, or not now."""
    stated = {key.locale for key, _field in stated_texts(spec)} - {*spec.clinic.locales}
    languages = [str(name) for code, name in get_content_languages().items() if code in stated]
    if languages:
        yield _(
            "Texts in %(languages)s are not used: to offer a language, add it to “locales”."
        ) % {"languages": get_text_list(languages, _("and"))}


def texts_missing(plan: Plan) -> Iterator[str]:
    """Yield a sentence for each locale whose pages, or buttons and labels, nobody translated."""
    locales: Any = plan.state[CLINIC]["locales"]
    names = get_content_languages()
    for code in locales:
        language = f"{names.get(code, code)} ({code})"
        drafts = [kind_label(key.kind) for key in plan.drafts if key.locale == code]
        if drafts:
            yield _(
                "There are no standard texts in %(language)s: %(pages)s stay drafts, which "
                "patients do not see, until somebody translates and publishes them."
            ) % {"language": language, "pages": get_text_list(drafts, _("and"))}
        if not has_catalogue(code):
            yield _(
                "Buttons and labels are not translated into “%(locale)s”: there they are in "
                "English. Add a message catalogue in LOCALE_PATHS."
            ) % {"locale": code}


def _facts_missing(plan: Plan, found: Found, masters: Iterable[Master], url: str) -> Iterator[str]:
    """Yield one warning for each fact that published articles of the clinic print and it lacks."""
    clinic: dict[str, Any] = plan.state[CLINIC]
    lacking: dict[str, list[str]] = {}
    facts = {code: planned_facts(plan, found, code, url) for code in clinic["locales"]}
    for master in masters:
        chosen = clinic["conditions"] == ALL or master.key in clinic["conditions"]
        if chosen and master.locale in facts:
            for variable in _missing(master, facts[master.locale]):
                lacking.setdefault(variable, []).append(f"{master.slug} ({master.locale})")
    for variable, slugs in sorted(lacking.items()):
        names = ", ".join(slugs[:SHOWN]) + (" …" if len(slugs) > SHOWN else "")
        yield ngettext(
            "%(count)s article stays hidden until the clinic has %(fact)s: %(names)s.",
            "%(count)s articles stay hidden until the clinic has %(fact)s: %(names)s.",
            len(slugs),
        ) % {"count": len(slugs), "fact": variable, "names": names}


def _missing(master: Master, facts: Facts) -> frozenset[str]:
    """Return the facts without which a master cannot be shown; the sieve is only a first look."""
    if present(facts).issuperset(master.required_facts):
        return frozenset()
    try:
        compile_page(ConditionPage.objects.get(pk=master.id)).texts.fill(facts)
    except MissingFact as error:
        return frozenset(error.variables)
    return frozenset()
