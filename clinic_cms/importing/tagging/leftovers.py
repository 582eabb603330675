"""Traces of a clinic that are left after tagging, which every clinic's readers would see."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from clinic_cms.importing.tagging.matches import END, START, Find, literal, passage_around
from clinic_cms.importing.tagging.people import NAMED
from clinic_cms.importing.tagging.phones import other_phones
from clinic_cms.merge import Facts

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
AROUND = 24
_COMMON_NAMES = (
    "the la el dr back spine spinal joint family clinic clínica center centre centro "
    "chiropractic chiropractor quiropráctica quiropráctico health life wellness care total "
    "active advanced first new pain"
)
COMMON_NAMES = frozenset(_COMMON_NAMES.split())


def leftovers(text: str, finds: list[Find], facts: Facts) -> Iterator[str]:
    """Yield a warning for each trace that a person should check."""
    rest = _without(text, finds)
    own = {facts.clinic.phone, facts.location.phone}
    for phone in other_phones(rest, facts.clinic.country or facts.location.country, own):
        yield _("“%(found)s” is another phone number; it was left unchanged.") % {"found": phone}
    for email in EMAIL.findall(rest):
        yield _("“%(found)s” is an e-mail address; there is no merge tag for it.") % {
            "found": email
        }
    host = urlsplit(facts.clinic.url).hostname or ""
    if host and host in rest:
        yield _("“%(found)s” is the clinic's own website; it was left unchanged.") % {"found": host}
    for match in NAMED.finditer(rest):
        if " " in match["name"]:
            yield _("“%(found)s” is another doctor; the name was left unchanged.") % {
                "found": match.group()
            }
    for name in _names(facts):
        for match in re.finditer(rf"{START}{literal(name)}{END}", rest):
            yield _left(rest, match)


def _names(facts: Facts) -> list[str]:
    location = facts.location
    first = facts.clinic.name.split()[:1]
    short = [word for word in first if word.casefold() not in COMMON_NAMES]
    names = [
        facts.doctor.first_name,
        facts.doctor.last_name,
        location.city,
        *location.service_areas,
        *short,
    ]
    return [name for name in dict.fromkeys(names) if name]


def _left(text: str, match: re.Match[str]) -> str:
    """Return a warning about a name that was left, with the words around it."""
    passage = passage_around(text, *match.span(), width=AROUND).replace("\0", "…")
    message = _(
        "“%(found)s” was left unchanged in “%(passage)s”: check that it is not the clinic's."
    )
    return message % {"found": match.group(), "passage": passage}


def _without(text: str, finds: list[Find]) -> str:
    """Return a text with its finds blanked out."""
    for find in reversed(finds):
        text = f"{text[: find.start]}\0{text[find.end :]}"
    return text
