"""Towns in one list with the clinic's own: no merge tag prints them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from babel import Locale
from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.matches import (
    AND,
    CAPITALISED,
    Find,
    Leftover,
    blanked,
    one_of,
    passage_around,
    starts_sentence,
)
from clinic_cms.importing.tagging.place_names import world
from clinic_cms.importing.wordings import base_language

LISTED = {"location.place", "location.city", "location.service_areas"}
NO_TOWN = ("Dr", "Drs", "Dra", "Mr", "Mrs", "Ms", "Prof", "USA", "U.S", "UK")
AROUND = 24
ENDS_LIST = re.compile(rf"\s{AND}\s", re.IGNORECASE)


def neighbours(text: str, finds: Sequence[Find], language: str) -> Iterator[Leftover]:
    """Yield a warning for each other town in a list with a tagged one: "Vacaville and Davis"."""
    after, before, town = _patterns(base_language(language))
    message = _("“%(found)s” stands beside the clinic's towns in “%(passage)s”; no tag prints it.")
    rest = blanked(text, finds)
    for find in finds:
        if LISTED.isdisjoint(find.variables):
            continue
        passage = passage_around(text, find.start, find.end, width=AROUND)
        for span in (before.search(rest[: find.start]), after.match(rest, find.end)):
            # Where all is in capitals, only a list that ends in “and” is one of names.
            if span and text.isupper() and not ENDS_LIST.search(span.group()):
                continue
            for name in town.finditer(span.group()) if span else ():
                # The first word of a sentence has a capital too: "Today, Fairfield …".
                if span and not starts_sentence(text, span.start() + name.start()):
                    yield Leftover(
                        name.group(), message % {"found": name.group(), "passage": passage}
                    )


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns of names after a town, of names before one, and of one name."""
    locale = Locale.parse(language)
    calendar = {
        name
        for words in (locale.days, locale.months)
        for width in ("wide", "abbreviated")
        for name in words["format"][width].values()
    }
    others = one_of({*NO_TOWN, *calendar, *world()})
    town = rf"(?!(?:{others}|(?i:{AND}))(?!\w)){CAPITALISED}(?:\s+{CAPITALISED}){{0,2}}(?!\w)"
    joined = rf"(?:\s*,\s*(?:(?i:{AND})\s+)?|\s+(?i:{AND})\s+)"
    return (
        re.compile(rf"(?:{joined}{town})+"),
        re.compile(rf"(?:(?<!\w){town}{joined})+$"),
        re.compile(rf"(?<!\w){town}"),
    )
