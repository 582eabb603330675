"""What is left of a clinic after tagging, and will not fit another clinic."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.doctor_names import named_in
from clinic_cms.importing.tagging.matches import (
    END,
    START,
    WORDS,
    Find,
    Leftover,
    blanked,
    literal,
    passage_around,
)
from clinic_cms.importing.tagging.neighbours import neighbours
from clinic_cms.importing.tagging.phones import Phones
from clinic_cms.importing.tagging.place_names import is_code
from clinic_cms.merge import Facts

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
AROUND = 24


def leftovers(text: str, finds: list[Find], facts: Facts) -> Iterator[Leftover]:
    """Yield each trace that a person should check."""
    rest = blanked(text, finds)
    yield from Phones(facts).others(rest)
    message = _("“%(found)s” is an e-mail address; there is no merge tag for it.")
    for email in EMAIL.findall(rest):
        yield Leftover(email, message % {"found": email})
    host = urlsplit(facts.clinic.url).hostname or ""
    if host and host in rest:
        message = _("“%(found)s” is the clinic's own website; it was left unchanged.")
        yield Leftover(host, message % {"found": host})
    others = list(named_in(rest))
    message = _("“%(found)s” is another doctor; the name was left unchanged.")
    for match in others:
        found = " ".join(match.group().split())
        yield Leftover(found, message % {"found": found})
    known = _names(facts)
    yield from (it for it in neighbours(text, finds, facts.language) if it.found not in known)
    message = _(
        "“%(found)s” was left unchanged in “%(passage)s”: check that it is not the clinic's."
    )
    for name in known:
        for match in re.finditer(rf"{START}{literal(name)}{END}", rest):
            if any(other.start() <= match.start() < other.end() for other in others):
                continue
            passage = passage_around(text, *match.span(), width=AROUND)
            yield Leftover(match.group(), message % {"found": match.group(), "passage": passage})


def _names(facts: Facts) -> list[str]:
    doctor, location = facts.doctor, facts.location
    first = facts.clinic.name.split()[:1]
    short = [word for word in first if word.casefold() not in WORDS["common_names"]]
    places = [location.city, *location.service_areas]
    if not is_code(location.region):
        places.append(location.region)
    names = [doctor.first_name, doctor.last_name, *places, *short]
    return [name for name in dict.fromkeys(names) if name]
