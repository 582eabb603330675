"""The findings of the fact check that are open, each in its sentence, and those that block.

Rows hold answers only. What is open is found again in each draft, so it is never out of date.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from wagtail_localize.models import Translation

from clinic_cms.facts.fact_check import Finding, Kind, check_texts
from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.install_facts import InstallFacts
from clinic_cms.facts.fact_check.lookup_keys import anchors_in
from clinic_cms.facts.fact_check.plain_text import PlainText, plain_text
from clinic_cms.formats.sentences import bare_sentences_of
from clinic_cms.models import Answer, ArticleNote, ConditionPage
from clinic_cms.models.content_paths import MergeText
from clinic_cms.models.translation import managed_translation
from clinic_cms.publishing.notes.advice import advice_on
from clinic_cms.publishing.notes.placed_sentences import words_in
from clinic_cms.publishing.notes.text_edits import Span, is_in_markup

Identity = tuple[str, str, str, str]
"""By what an answer is known again: kind, content path, text and sentence."""


@dataclass(frozen=True)
class OpenFinding:
    """What was found in one sentence of a text; `spans` and `sentence_spans` are offsets in it.

    Without `sentence_spans`, the target of a link was found.
    """

    finding: Finding
    sentence: str
    spans: tuple[Span, ...]
    sentence_spans: tuple[Span, ...]

    @property
    def identity(self) -> Identity:
        """By what an answer to it is known again."""
        return self.finding.kind, self.finding.path, self.finding.text, self.sentence

    @property
    def key(self) -> str:
        """Names it in a form."""
        return sha256("\0".join(self.identity).encode()).hexdigest()[:32]


def translation_edited(page: ConditionPage) -> Translation | None:
    """Return the translation that a page renders, if its texts are edited in wagtail-localize."""
    managed = managed_translation(page)
    return managed if managed is not None and managed.enabled else None


def draft_of(page: ConditionPage) -> ConditionPage:
    """Return an article as it would be published: its latest revision, or its translated texts."""
    translation = translation_edited(page)
    draft: ConditionPage = (
        page.get_latest_revision_as_object()
        if translation is None
        else translation.source.get_ephemeral_translated_instance(
            translation.target_locale, fallback=True
        )
    )
    return draft


def row_online(page: ConditionPage) -> ConditionPage | None:
    """Return an article as patients read it; None if they do not."""
    rows = ConditionPage.objects.filter(pk=page.pk, live=True)
    return rows.select_related("locale").first()


def changed_texts(page: ConditionPage, online: ConditionPage) -> set[str]:
    """Return the paths of the texts that an article has not got online."""
    return {item.path for item in {*page.checked_texts()} - {*online.checked_texts()}}


def findings_of(
    page: ConditionPage,
    *,
    known: InstallFacts | None = None,
    advised: bool = True,
    only: Container[str] | None = None,
) -> list[OpenFinding]:
    """Return every finding in a page as it is given, answered or not, by sentence.

    A master is checked against all clinics; a clinic's own article against the others, and its own
    facts are offered as merge tags. Advice, which never blocks, comes last. `only` are the paths of
    the texts that are checked.
    """
    texts = {item.path: item for item in page.checked_texts() if item.text}
    findings = check_texts(
        texts.values(),
        language=page.locale.language_code,
        source=page.source_clinic if page.is_master else None,
        owner=page.clinic,
        known=known,
        only=only,
    )
    if advised:
        findings += advice_on(page, (item for item in texts.values() if item.is_filled))
    return [one for finding in findings for one in _by_sentence(finding, texts[finding.path])]


@dataclass(frozen=True)
class CheckedDraft:
    """An article with all its findings, and those of them that no one has answered."""

    page: ConditionPage
    found: list[OpenFinding]
    open: list[OpenFinding]
    known: InstallFacts
    """The facts that it was checked with."""

    def blocking(self) -> list[OpenFinding]:
        """Return those of a master's that must be answered before it is published.

        What is online already was no finding when it was published: a clinic has come since, or its
        facts have changed. It is reported, and never blocks a correction.
        """
        blocking = [each for each in self.open if not each.finding.is_advice]
        if not self.page.is_master or not blocking:
            return []
        live = row_online(self.page)
        if live is None:
            return blocking
        changed = changed_texts(self.page, live)
        live.source_clinic = self.page.source_clinic
        online = findings_of(live, known=self.known, advised=False, only=changed)
        sentences = Counter({each.identity: len(each.spans) for each in online})
        here, there = _count(self.found), _count(online)
        return [
            each
            for each in blocking
            if each.finding.path in changed
            and len(each.spans) > sentences[each.identity]
            and here[each.identity[:3]] > there[each.identity[:3]]
        ]


def check_draft(
    page: ConditionPage,
    *,
    known: InstallFacts | None = None,
    answered: set[Identity] | None = None,
    advised: bool = True,
    only: Container[str] | None = None,
) -> CheckedDraft:
    """Check a page as it is given; `answered` saves a query if it is at hand.

    `only` are the paths of the texts that are checked.
    """
    known = known or InstallFacts()
    found = findings_of(page, known=known, advised=advised, only=only)
    if found and answered is None:
        answered = answers_to([page]).get(page.translation_key, set())
    unanswered = [one for one in found if one.identity not in (answered or ())]
    return CheckedDraft(page, found, _outermost(unanswered), known)


def _outermost(findings: Iterable[OpenFinding]) -> list[OpenFinding]:
    """Return findings without the names and places in a claim or review that is open itself.

    They are asked about once it is said to be right; where it is removed, they are gone with it.
    """
    findings = list(findings)
    wide = {
        (each.finding.path, span)
        for each in findings
        if each.finding.kind in {Kind.CLAIM, Kind.TESTIMONIAL}
        for span in each.spans
    }

    def is_covered(each: OpenFinding) -> bool:
        return all(
            any(
                path == each.finding.path and start <= first and last <= end
                for path, (start, end) in wide
                if (start, end) != (first, last)
            )
            for first, last in each.spans
        )

    return [each for each in findings if each.finding.is_advice or not is_covered(each)]


def facts_about(pages: Iterable[ConditionPage]) -> InstallFacts:
    """Return the facts of all clinics that may occur in the texts of some pages."""
    texts = (plain_text(item) for page in pages for item in page.checked_texts())
    known = InstallFacts()
    known.look_up(anchor for text in texts for anchor in anchors_in(Context(text)))
    return known


def answers_to(pages: Iterable[ConditionPage]) -> dict[object, set[Identity]]:
    """Return what was said to be right, by translation key. One query.

    What a translation left as it was has the answers of its original.
    """
    keys = {page.translation_key for page in pages}
    notes = ArticleNote.objects.filter(page__translation_key__in=keys, answer=Answer.RIGHT)
    answers: dict[object, set[Identity]] = {}
    for key, *identity in notes.values_list(
        "page__translation_key", "finding_kind", "path", "text", "passage"
    ):
        kind, path, text, passage = identity
        answers.setdefault(key, set()).add((kind, path, text, passage))
    return answers


def _count(findings: Iterable[OpenFinding]) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for each in findings:
        counts[each.identity[:3]] += len(each.spans)
    return counts


def _by_sentence(finding: Finding, item: MergeText) -> Iterator[OpenFinding]:
    plain = plain_text(item)
    links = tuple(it for it in finding.spans if item.rich and is_in_markup(item.text, it))
    if links:
        yield OpenFinding(finding, finding.passage, links, ())
    by_sentence: dict[str, list[tuple[Span, Span]]] = {}
    for span in finding.spans:
        if span not in links:
            words, sentence = sentence_around(plain, span)
            by_sentence.setdefault(words, []).append((span, sentence))
    for words, pairs in by_sentence.items():
        spans = tuple(span for span, _ in pairs)
        yield OpenFinding(finding, words, spans, tuple(dict.fromkeys(it for _, it in pairs)))


def sentence_around(plain: PlainText, span: Span) -> tuple[str, Span]:
    """Return the sentence, or sentences, around a span of the stored text, and its own span."""
    first, last = positions_in(plain, span)
    around = [
        (start, end) for start, end in bare_sentences_of(plain.text) if start < last and first < end
    ]
    first = min([first, *(start for start, _ in around)])
    last = max([last, *(end for _, end in around)])
    return words_in(plain.text[first:last]), plain.stored_span(first, last)


def positions_in(plain: PlainText, span: Span) -> Span:
    """Return where in a plain text a span of its stored text is."""
    inside = [
        at for at, (start, end) in enumerate(plain.offsets) if end > span[0] and start < span[1]
    ]
    return inside[0], inside[-1] + 1
