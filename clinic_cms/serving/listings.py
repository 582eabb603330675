"""What pages list: articles, locations, practitioners."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, prefetch_related_objects
from wagtail.models import Page

from clinic_cms.models import ClinicLocation, PractitionerPage
from clinic_cms.models.base import readable
from clinic_cms.serving import views
from clinic_cms.serving.conditions import ConditionRow
from clinic_cms.serving.context import ClinicContext
from clinic_cms.serving.location_views import (
    LocationView,
    PractitionerView,
    location_view,
    practitioner_view,
)
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.visit import Visit

SIGNS = str.maketrans(dict.fromkeys("‘’‛ʼ′", "'") | dict.fromkeys("“”„‟«»", '"'))
"""Apostrophes and quotation marks as a keyboard has them, for those that printers set."""


def condition_links(context: ClinicContext) -> tuple[views.ConditionLink, ...]:
    """Return links to all articles of the visit."""
    return links_to(context, list(context.conditions.rows))


def links_to(context: ClinicContext, rows: list[ConditionRow]) -> tuple[views.ConditionLink, ...]:
    """Return links to some articles; none where the clinic has no conditions index."""
    index = context.navigation.index_tails.get(context.visit.locale.id)
    if index is None:
        return ()
    return tuple(
        views.ConditionLink(
            title=context.label(row["title"]),
            summary=context.label(row["summary"]),
            url=context.visit.path(f"{index}/{row['slug']}"),
            slug=row["slug"],
            own=row["clinic_id"] is not None,
            modified_at=row["last_published_at"],
        )
        for row in rows
    )


def search_conditions(
    links: Iterable[views.ConditionLink], words: str
) -> Iterator[views.ConditionLink]:
    """Yield the articles whose title and summary contain all words, whatever the case, accents,
    apostrophes and quotation marks."""
    wanted = _plain(words).split()
    for link in links:
        text = _plain(f"{link.title} {link.summary}")
        if all(word in text for word in wanted):
            yield link


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(SIGNS)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def locations(context: ClinicContext) -> tuple[LocationView, ...]:
    """Return the clinic's locations, the primary one first. At most two queries."""
    visit = context.visit
    shown = []
    for row, translated in _default_rows(ClinicLocation, visit, "lead"):
        facts = context.facts_on(row, visit.locale)
        tail = tail_of(translated.url_path)
        title = context.label(translated.title)
        directions = context.rich_label(translated.directions, facts)
        view = location_view(visit, row, title=title, tail=tail, directions=directions, facts=facts)
        shown.append(view)
    primary = visit.clinic.clinic.primary_location_id
    return tuple(sorted(shown, key=lambda location: location.id != primary))


def team(context: ClinicContext) -> tuple[PractitionerView, ...]:
    """Return the clinic's practitioners in the order of the page tree. At most three queries."""
    rows = _default_rows(PractitionerPage, context.visit, "photo")
    prefetch_related_objects([row for row, _ in rows], "photo__renditions")
    return tuple(
        practitioner_view(context.visit, row, tail=tail_of(translated.url_path))
        for row, translated in rows
    )


def _default_rows(model: type[Page], visit: Visit, *related: str) -> list[tuple[Any, Any]]:
    """Return (row with the facts, row in the reader's locale) for each published page."""
    live = model.objects.filter(readable(), clinic_id=visit.clinic.clinic.pk)
    here = {row.translation_key: row for row in live.filter(locale_id=visit.locale.id)}
    default = F("clinic__default_locale_id")
    facts = live.filter(locale_id=default).select_related(*related).order_by("path")
    pairs = ((row, here.get(row.translation_key)) for row in facts)
    return [(row, translated) for row, translated in pairs if translated is not None]
