"""Conditions around facts that a clinic may lack, so that the article reads well without them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clinic_cms.formats.sentences import sentences_of
from clinic_cms.importing.tagging.matches import Find
from clinic_cms.importing.tagging.phrases import POINTS_BACK, Sentence, phrase_around

OPTIONAL = frozenset(
    {
        "location.service_areas",
        "location.street",
        "location.postal_code",
        "location.region",
    }
)
"""Facts that a clinic may lack: a phrase that prints one is shown only with the fact."""

CREDENTIALS = "doctor.credentials"


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


def guards_of(text: str, finds: Sequence[Find]) -> tuple[list[Guard], list[str]]:
    """Return the guards that a text needs, outer ones first, and its sentences that need a fact.

    A guard has the smallest phrase that its sentence can do without, or else the sentence.
    """
    guards: list[Guard] = []
    unguarded: list[str] = []
    spans = list(sentences_of(text, unbroken=[(it.start, it.end) for it in finds]))
    for index, (start, end) in enumerate(spans):
        inside = tuple(find for find in finds if start <= find.start < end)
        sentence = Sentence(text, start, end, inside)
        optional = [find for find in inside if not OPTIONAL.isdisjoint(find.variables)]
        phrases = [(find, phrase_around(find, sentence)) for find in optional]
        if all(span for _find, span in phrases):
            guards += _merged(phrases, optional)
        elif _can_be_left_out(sentence, spans, index):
            before = max((guard.end for guard in guards), default=0)
            guards.append(_whole(sentence, optional, before))
        else:
            unguarded.append(" ".join(text[start:end].split()))
        guards += [_credentials(text, find) for find in inside if CREDENTIALS in find.variables]
    return guards, unguarded


def _merged(
    phrases: Sequence[tuple[Find, tuple[int, int] | None]], optional: Sequence[Find]
) -> list[Guard]:
    """Return a guard for each phrase, and one for those that overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for _find, span in phrases if span):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [Guard(start, end, _needed(optional, start, end)) for start, end in merged]


def _whole(sentence: Sentence, optional: Sequence[Find], first: int) -> Guard:
    """Return the guard of a whole sentence; it begins at `first` or later."""
    # The last sentence takes the space before it, so that none is left.
    before = sentence.text[: sentence.start]
    is_last = sentence.end == len(sentence.text)
    space = len(before) - len(before.rstrip()) if is_last else 0
    start = max(sentence.start - space, min(first, sentence.start))
    return Guard(start, sentence.end, _needed(optional, start, sentence.end))


def _needed(finds: Sequence[Find], start: int, end: int) -> tuple[str, ...]:
    """Return the optional variables within a span, in the order in which they stand."""
    names = (name for find in finds if start <= find.start < end for name in find.variables)
    return tuple(dict.fromkeys(name for name in names if name in OPTIONAL))


def _can_be_left_out(sentence: Sentence, spans: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether the sentences around one read well without it.

    Not the answer to a question, and not the first of several that says who the clinic is.
    """
    if index:
        start, end = spans[index - 1]
        return not sentence.text[start:end].rstrip(' \n"”\u2019)').endswith(("?", ":", "？", "؟"))
    if len(spans) == 1:
        return True
    follows = sentence.text[sentence.end :]
    names_clinic = any(not OPTIONAL.issuperset(find.variables) for find in sentence.finds)
    return not names_clinic and not POINTS_BACK.match(follows)


def _credentials(text: str, find: Find) -> Guard:
    """Guard credentials together with the commas or brackets around them."""
    before = re.search(r",?\s*\(?$", text[: find.start])
    start = before.start() if before else find.start
    after = re.match(r"\)|,(?!\s+(?:\w+ly\s+|also\s+)*(?:\w+ing|who|whose)\b)", text[find.end :])
    opened = text[start : find.start].strip()
    paired = after and (after.group() == ")") == opened.endswith("(") and opened
    return Guard(start, find.end + (1 if paired else 0), (CREDENTIALS,))
