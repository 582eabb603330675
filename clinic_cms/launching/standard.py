"""The pages that every clinic has, in one locale: home, conditions, about, contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinic_cms.launching.standard_texts import has_texts, texts_for
from clinic_cms.launching.state.values import Fields, Value, html_of
from clinic_cms.models import PageRole

STANDARD_PAGES = ("conditions", "about", "contact")
NEEDED = {
    "home": ("hero_heading", "hero_text"),
    **dict.fromkeys(STANDARD_PAGES, ("title", "intro")),
}
"""The texts without which a page says nothing."""
RICH = {"hero_text", "intro"}


@dataclass(frozen=True)
class StandardPage:
    """A page's fields. English words are never published as another language's.

    Where a language has no standard texts and nobody has stated what is needed, the page starts as
    a draft with the first locale's words, for a translator.
    """

    fields: Fields
    """What the page says, and goes on to say with each launch."""
    starts: Fields = field(default_factory=dict)
    """What a draft starts with; from then on that is its owner's."""


def standard_page(
    kind: str, *, locale: str, first_locale: str, name: str, own: Mapping[str, str]
) -> StandardPage:
    """Return a page of a clinic called `name`; `own` holds texts that a spec states, or ""."""
    stated: Fields = {
        key: html_of(text) if key in RICH else text for key, text in own.items() if text
    }
    fixed = _fixed(kind, name)
    if has_texts(locale):
        return StandardPage({**_texts(kind, locale), **stated, **fixed, "live": True})
    texts = _texts(kind, first_locale)
    if stated.keys() >= {*NEEDED[kind]}:
        # Emptied, not left out: the page may have started as a draft with the first locale's words.
        rest: Fields = {key: [] if key == "body" else "" for key in texts.keys() - {"slug"}}
        slug: Fields = {"slug": texts["slug"]} if "slug" in texts else {}
        return StandardPage({**rest, **slug, **stated, **fixed, "live": True})
    kept = {**stated, **fixed}
    starts = {key: value for key, value in texts.items() if key not in kept}
    return StandardPage(kept, {**starts, "live": False})


def _fixed(kind: str, name: str) -> Fields:
    """Return what needs no translation."""
    if kind == "home":
        return {"title": name}
    fields: Fields = {"show_in_menus": True}
    if kind != "conditions":
        fields["role"] = PageRole.CONTACT.value if kind == "contact" else PageRole.FREE.value
    return fields


def _texts(kind: str, locale: str) -> dict[str, Value]:
    texts = texts_for(locale)
    found = dict(texts.home if kind == "home" else texts.pages[kind])
    for key in RICH & found.keys():
        found[key] = html_of(found[key])
    if kind == "conditions":
        found.pop("body", None)
    return found
