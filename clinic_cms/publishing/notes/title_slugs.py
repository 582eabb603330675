"""The slug of an article follows its title, and has nothing in it that is one clinic's."""

from collections.abc import Iterable

from clinic_cms.facts.fact_check import Finding, Kind
from clinic_cms.formats.slugs import slug_of_title, slugify
from clinic_cms.models import ConditionPage

TITLE = "title"


def slug_without(title: str, findings: Iterable[Finding]) -> str:
    """Return the slug of a title without what was found in it; "" where nothing is left.

    A claim is a whole sentence and names no clinic by itself: it stays where it is all there is.
    """
    found = [each for each in findings if each.path == TITLE and not each.is_offer]
    every = [span for each in found for span in each.spans]
    facts = [span for each in found if each.kind != Kind.CLAIM for span in each.spans]
    return slug_of_title(title, every) or slug_of_title(title, facts)


def follow_title(
    draft: ConditionPage, before: str, found: Iterable[Finding], left: Iterable[Finding]
) -> None:
    """Set the slug of a draft whose title has changed, if it was made of the title `before`.

    `found` was in that title, and `left` is in the new one. A page that was ever published keeps
    its URL; so does one whose new slug another page has.
    """
    made = {slugify(before), slug_without(before, found)}
    slug = slug_without(draft.title, left)
    if draft.first_published_at or draft.slug not in made or not slug:
        return
    if not draft.get_siblings(inclusive=False).filter(slug=slug).exists():
        draft.slug = slug
