"""Conditions around facts that a clinic may lack, so that the article reads well without them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clinic_cms.importing.tagging.matches import ABBREVIATION, Find

OPTIONAL = (
    "location.service_areas",
    "location.street",
    "location.postal_code",
    "location.region",
)
"""Facts that a clinic may lack: a sentence that prints one is shown only with the fact."""

CREDENTIALS = "doctor.credentials"
ENDS = re.compile(r"[.!?…؟۔][\"”\u2019')\]]*\s+|[。！？][\"”\u2019）」』]*\s*|\n")


@dataclass(frozen=True)
class Guard:
    """A passage that is shown only for clinics that have these facts."""

    start: int
    end: int
    variables: tuple[str, ...]

    @property
    def opening(self) -> str:
        """The tag before the passage."""
        return f"{{% if {' and '.join(self.variables)} %}}"

    closing = "{% endif %}"


def guards_of(text: str, finds: list[Find]) -> list[Guard]:
    """Return the guards that a text needs, in order and without overlaps."""
    guards: list[Guard] = []
    for start, end in sentences_of(text, finds):
        inside = [find for find in finds if start <= find.start < end]
        names = {name for find in inside for name in find.variables}
        needed = tuple(name for name in OPTIONAL if name in names)
        if needed:
            before = guards[-1].end if guards else 0
            # The last sentence takes the space before it, so that none is left.
            space = int(end == len(text) and start > before)
            guards.append(Guard(start - space, end, needed))
            continue
        guards += [_credentials(text, find) for find in inside if CREDENTIALS in find.variables]
    return guards


def sentences_of(text: str, finds: Sequence[Find]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text, each with the white space after it."""
    start = 0
    for match in ENDS.finditer(text):
        in_find = any(find.start < match.end() - 1 < find.end for find in finds)
        if not in_find and not ABBREVIATION.search(text[start : match.end()]):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _credentials(text: str, find: Find) -> Guard:
    """Guard credentials together with the commas or brackets around them."""
    before = re.search(r",?\s*\(?$", text[: find.start])
    start = before.start() if before else find.start
    after = re.match(r"\)|,", text[find.end :])
    opened = text[start : find.start].strip()
    paired = after and (after.group() == ")") == opened.endswith("(") and opened
    return Guard(start, find.end + (1 if paired else 0), (CREDENTIALS,))
