"""The edits that a finding's answers would make in a draft, and why one is not offered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from clinic_cms.blocks.condition import CauseBlock
from clinic_cms.blocks.walk import Node
from clinic_cms.errors import shortened
from clinic_cms.facts.fact_check import Kind
from clinic_cms.facts.fact_check.plain_text import PlainText, plain_text
from clinic_cms.facts.fact_check.written_contacts import phones_in
from clinic_cms.merge import check
from clinic_cms.merge.agreement import agreeing_before
from clinic_cms.models import SECTIONS, Answer, ConditionPage
from clinic_cms.models.content_paths import MergeText, locate_field, may_be_empty
from clinic_cms.publishing.notes.findings import OpenFinding, positions_in
from clinic_cms.publishing.notes.phrases import alternative, last_clause, phrase_around, reads_well
from clinic_cms.publishing.notes.placed_sentences import words_in
from clinic_cms.publishing.notes.removals import Removal, removal_of
from clinic_cms.publishing.notes.safety import (
    is_safety_sentence,
    tells_when_to_get_help,
)
from clinic_cms.publishing.notes.text_edits import (
    Span,
    remove_links,
    remove_words,
    replace_words,
)

OPENING, HEADING = "opening.", "_heading"
"""How the path of a text in the opening begins, and that of a section's heading ends."""
ELIDED = re.compile(r"(?<!\w)(?:d|\w*qu)['\u2019]$", re.I)


class Phrase(Protocol):
    """Returns the span of a phrase around words of a sentence; None if it needs them."""

    def __call__(
        self, text: str, start: int, end: int, *, first: int, last: int
    ) -> Span | None: ...


@dataclass(frozen=True)
class NamedCause:
    """A cause in an article: its content path, and its name as it is stored."""

    path: str
    name: str


@dataclass
class Offer:
    """The answers that would edit a draft, each with the text that would result.

    `hints` say why an answer is missing, and what to do instead. `left` is what a sentence would
    say if only the words go: one that tells when to get help is never removed as a whole. `also`
    are the sentences that go with it, and `removed` are the offsets of all that goes. `cause` is a
    cause that goes as a whole: its name would stand there without the explanation.
    """

    edits: dict[Answer, str] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)
    left: str = ""
    also: tuple[str, ...] = ()
    removed: tuple[Span, ...] = ()
    cause: NamedCause | None = None


def offer_of(page: ConditionPage, finding: OpenFinding) -> Offer:
    """Return what the answers to a finding would do to a page's draft."""
    item = next(text for text in page.checked_texts() if text.path == finding.finding.path)
    if finding.finding.kind is Kind.EMERGENCY:
        return Offer(hints=[_("Name each country's number, or write “the emergency number”.")])
    if not finding.sentence_spans:
        return Offer({Answer.REMOVED: remove_links(item.text, finding.spans)})
    offer = Offer()
    if finding.finding.tag:
        tagged = _tagged(item.text, finding, page.locale.language_code)
        _add(offer, page, item, Answer.TAGGED, tagged)
    elif _is_longer_than_own_number(page, finding):
        hint = _(
            "“%(found)s” is the clinic's number with digits that no merge tag prints: store the "
            "extension with the clinic's number, or write {{ clinic.phone }} alone."
        )
        offer.hints.append(hint % {"found": finding.finding.text})
    if finding.finding.is_offer or finding.finding.is_advice:
        return offer
    if is_safety_sentence(page, item, finding.sentence):
        if _offer_words(offer, page, item, finding):
            return offer
        if tells_when_to_get_help(page, item, finding.sentence):
            offer.hints.append(
                _("The sentence tells when to get help: change its words in the text.")
            )
            return offer
    _offer_sentence(offer, page, item, finding)
    return offer


def _offer_words(
    offer: Offer,
    page: ConditionPage,
    item: MergeText,
    finding: OpenFinding,
    phrase_of: Phrase = phrase_around,
) -> bool:
    """Offer to remove the smallest phrases, and return whether a sentence is left then."""
    words, offer.left = _smallest(item, finding, phrase_of)
    if offer.left:
        offer.removed = tuple(words)
        _add(offer, page, item, Answer.REMOVED, remove_words(item.text, words))
    return bool(offer.left)


def _offer_sentence(
    offer: Offer, page: ConditionPage, item: MergeText, finding: OpenFinding
) -> None:
    """Offer to remove the sentence with what goes with it, or its words if others need it."""
    is_whole = finding.finding.kind in {Kind.CLAIM, Kind.TESTIMONIAL}
    if not is_whole and any(
        _offer_words(offer, page, item, finding, phrase_of)
        for phrase_of in (last_clause, alternative)
    ):
        return
    plain = plain_text(item)
    removal = removal_of(
        plain,
        [positions_in(plain, span) for span in finding.sentence_spans],
        rich=item.rich,
        language=page.locale.language_code,
        keeps=lambda sentence: is_safety_sentence(page, item, sentence),
        leads_on=item.path.startswith(OPENING),
    )
    is_whole = is_whole or _goes_on_about(removal, finding)
    # Rather the words alone than other sentences, too.
    if removal.also and not is_whole and _offer_words(offer, page, item, finding):
        return
    if removal.spans:
        offer.also = removal.also
        offer.removed = tuple(plain.stored_span(*span) for span in removal.spans)
        edited = remove_words(item.text, offer.removed)
        if reads_well(item.text, edited):
            offer.cause = None if edited else _cause_of(page, item)
            if offer.cause:
                offer.also = (offer.cause.name, *offer.also)
            _add(offer, page, item, Answer.REMOVED, edited)
            return
    if not is_whole and _offer_words(offer, page, item, finding):
        return
    if removal.is_unended:
        hint = _("No full stop shows where the sentence ends: change its words in the text.")
    elif removal.hangs:
        hint = _("“%(sentence)s” needs this sentence: change the words in the text.")
    else:
        hint = _("What is around the sentence needs it: change the words in the text.")
    offer.hints.append(hint % {"sentence": shortened(removal.hangs)})


def _goes_on_about(removal: Removal, finding: OpenFinding) -> bool:
    """Whether other sentences go on about the person or place that is found."""
    kind = finding.finding.kind
    is_place = kind in {Kind.TOWN, Kind.STREET, Kind.NAME}
    return (removal.person and kind is Kind.PRACTITIONER) or (removal.place and is_place)


def _cause_of(page: ConditionPage, item: MergeText) -> NamedCause | None:
    """Return the cause that a text explains; None for any other text."""
    for name in page.stream_fields:
        nodes = [*Node.root(page, name).down_to(item.path)]
        cause, text = nodes[-2:] if len(nodes) > 1 else (None, None)
        if cause and text and isinstance(cause.block, CauseBlock) and text.name == "explanation":
            return NamedCause(cause.path, cause.value["name"])
    return None


def _tagged(text: str, finding: OpenFinding, language: str) -> str:
    """Return a text with the merge tag, and with an article that fits any doctor's gender.

    “La Dra. Núñez” becomes a condition before the tag.
    """
    names_doctor = finding.finding.kind is Kind.PRACTITIONER
    for start, end in sorted(finding.spans, reverse=True):
        elided = ELIDED.search(text, 0, start) if language.startswith("fr") else None
        if elided and finding.finding.tag:
            # An elided "de Hélène" would become an elided "de Marie".
            text = f"{text[: elided.end() - 1]}e {text[start:]}"
            start, end = start + 1, end + 1
        led = agreeing_before(text, start, language.partition("-")[0]) if names_doctor else None
        first, condition = (led[0].start(), led[1]) if led else (start, "")
        text = replace_words(text, [(first, end)], f"{condition}{finding.finding.tag}")
    return text


def _is_longer_than_own_number(page: ConditionPage, finding: OpenFinding) -> bool:
    """Whether it is the number of the article's clinic with an extension, or another's end."""
    is_own = page.source_clinic_id and finding.finding.clinic_id == page.source_clinic_id
    is_phone = finding.finding.kind is Kind.PHONE
    return bool(is_own and is_phone and any(it.more for it in phones_in(finding.finding.text)))


def _add(offer: Offer, page: ConditionPage, item: MergeText, answer: Answer, text: str) -> None:
    """Offer an edit, or say why the draft could not be published with it."""
    place = locate_field(page, item.path)
    if not text and (not may_be_empty(page, item.path) or _heads_a_section(page, item.path)):
        hint = _("“%(place)s” must not be empty: write something else there.")
    elif place.most and len(text) > max(place.most, len(item.text)):
        hint = _("The merge tag is too long for “%(place)s”: shorten the text first.")
    elif len(check(text, rich=item.rich)) > len(check(item.text, rich=item.rich)):
        hint = _("A merge tag in “%(place)s” would break: change its text by hand.")
    else:
        offer.edits[answer] = text
        return
    offer.hints.append(hint % {"place": place.label})


def _heads_a_section(page: ConditionPage, path: str) -> bool:
    """Whether a text is the heading of a section that has a text."""
    section = path.removesuffix(HEADING)
    return path.endswith(HEADING) and section in SECTIONS and bool(getattr(page, section))


def _smallest(item: MergeText, finding: OpenFinding, phrase_of: Phrase) -> tuple[list[Span], str]:
    """Return the spans of the smallest phrases, and what is left: "" if that is no sentence."""
    plain = plain_text(item)
    sentences = [positions_in(plain, span) for span in finding.sentence_spans]
    phrases = []
    for span in finding.spans:
        start, end = positions_in(plain, span)
        first, last = next(it for it in sentences if it[0] <= start and end <= it[1])
        phrase = phrase_of(plain.text, start, end, first=first, last=last)
        if phrase is None:
            return [], ""
        phrases.append(phrase)
    left = [_without(plain, sentence, phrases) for sentence in sentences]
    says_something = all(any(sign.isalpha() for sign in words) for words in left)
    return [plain.stored_span(*each) for each in phrases], left[0] if says_something else ""


def _without(plain: PlainText, sentence: Span, phrases: Iterable[Span]) -> str:
    cut = {at for start, end in phrases for at in range(start, end)}
    kept = "".join(plain.text[at] for at in range(*sentence) if at not in cut)
    return words_in(kept)
