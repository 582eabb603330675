"""Which clinics will not show what was loaded, for want of a fact that it prints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import ngettext

from clinic_cms.facts import find_gaps
from clinic_cms.importing.library.loading import Outcome, Status
from clinic_cms.importing.library.structure import master_key
from clinic_cms.merge import VOCABULARY
from clinic_cms.models import ConditionPage

MOST_NAMED = 10
LABELS = {variable.name: variable.label for variable in VOCABULARY}


@dataclass(frozen=True)
class Lacking:
    """One article in one locale: how many clinics do not show it, and the first by name.

    `facts` are the variables that any of the named ones lacks.
    """

    article: str
    locale: str
    title: str
    count: int
    clinics: tuple[str, ...]
    facts: tuple[str, ...]

    def __str__(self) -> str:
        more = ["…"] if self.count > len(self.clinics) else []
        values = {
            "count": self.count,
            "title": self.title,
            "locale": self.locale,
            "facts": ", ".join(str(LABELS[name]) for name in self.facts),
            "clinics": ", ".join([*self.clinics, *more]),
        }
        text = ngettext(
            "%(count)d clinic does not show “%(title)s” (%(locale)s), it lacks %(facts)s: "
            "%(clinics)s.",
            "%(count)d clinics do not show “%(title)s” (%(locale)s), they lack %(facts)s: "
            "%(clinics)s.",
            self.count,
        )
        return text % values


def find_lacking(outcomes: Iterable[Outcome]) -> Iterator[Lacking]:
    """Yield what clinics lack for the articles that were just created or updated."""
    for outcome in outcomes:
        if outcome.status not in {Status.CREATED, Status.UPDATED}:
            continue
        page = ConditionPage.objects.get(
            translation_key=master_key(outcome.article),
            locale__language_code=outcome.locale,
            clinic=None,
        )
        gaps, count = find_gaps(page)
        if count:
            yield Lacking(
                article=outcome.article,
                locale=outcome.locale,
                title=outcome.title,
                count=count,
                clinics=tuple(str(gap.clinic) for gap in gaps[:MOST_NAMED]),
                facts=tuple(sorted(frozenset().union(*(gap.missing for gap in gaps)))),
            )
