"""What texts require of a clinic, and what of it a clinic lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_cms.facts.build import build_facts
from clinic_cms.merge import BrokenTags, Facts, MissingFact, compile_texts, fill, present, required
from clinic_cms.models import Clinic, ClinicLocation, ConditionPage, MergePage
from clinic_cms.models.content_paths import MergeText

ANY_URL = "https://clinic.example/"
"""Stands for URLs where it only matters whether there is one."""


def facts_for(
    clinic: Clinic, location: ClinicLocation | None, *, language: str, has_contact: bool = True
) -> Facts:
    """Return a clinic's facts for finding gaps: of URLs, only whether there is one."""
    return build_facts(
        name=clinic.name,
        primary=location,
        language=language,
        url=ANY_URL,
        appointment_url=ANY_URL if has_contact else "",
    )


def missing_facts(page: MergePage, facts: Facts) -> frozenset[str]:
    """Return the variables without which a page cannot be filled; broken tags are no gaps."""
    try:
        compile_texts(*page.plain_and_rich_texts()).fill(facts)
    except MissingFact as error:
        return error.variables
    except BrokenTags:
        return frozenset()
    return frozenset()


def missing_by_text(page: MergePage, facts: Facts) -> Iterator[tuple[MergeText, frozenset[str]]]:
    """Yield the texts of a page that print missing facts, with the variables."""
    known = present(facts)
    for item in page.merge_texts():
        if required([item.text], rich=item.rich) <= known:
            continue
        try:
            fill(item.text, facts, as_html=item.rich)
        except MissingFact as error:
            yield item, error.variables
        except BrokenTags:
            continue


def missing_in_article(article: ConditionPage, facts: Facts) -> frozenset[str]:
    """Return what `missing_facts` does for a saved article; cheap where nothing is missing."""
    if present(facts).issuperset(article.required_facts):
        return frozenset()
    return missing_facts(article, facts)


@dataclass(frozen=True)
class Master:
    """A published master in one locale, and the variables that it prints without a condition."""

    id: int
    slug: str
    key: str
    locale: str
    required_facts: frozenset[str]

    def missing(self, facts: Facts) -> frozenset[str]:
        """Return the variables without which it cannot be filled. One query, or none."""
        if present(facts) >= self.required_facts:
            return frozenset()
        return missing_facts(ConditionPage.objects.get(pk=self.id), facts)


def published_masters() -> list[Master]:
    """Return all published masters, without their texts. One query."""
    rows = (
        ConditionPage.objects.masters()
        .published()
        .order_by("slug")
        .values_list("pk", "slug", "translation_key", "locale__language_code", "required_facts")
    )
    return [
        Master(pk, slug, str(key), code, frozenset(required))
        for pk, slug, key, code, required in rows
    ]
