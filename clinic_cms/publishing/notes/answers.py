"""A person's answers to findings, warnings and passages set aside; an answer may edit the draft.

The functions raise Refused if the draft has changed so that an answer no longer fits.
"""

from collections.abc import Collection, Iterable
from html import unescape
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.facts.fact_check import Finding, Kind
from clinic_cms.merge import MERGE_TAG
from clinic_cms.models import (
    Answer,
    ArticleNote,
    ConditionPage,
    MergePage,
    NoteKind,
    PractitionerPage,
)
from clinic_cms.models.cache_version import lock
from clinic_cms.models.content_paths import write_text
from clinic_cms.publishing.notes.adjacent_passages import join_neighbours
from clinic_cms.publishing.notes.edits import Offer, offer_of
from clinic_cms.publishing.notes.findings import (
    CheckedDraft,
    OpenFinding,
    check_draft,
    draft_of,
    findings_of,
    translation_edited,
)
from clinic_cms.publishing.notes.passage_places import END, Place, as_paragraph, place_of, put_back
from clinic_cms.publishing.notes.placed_sentences import PRINTS
from clinic_cms.publishing.notes.title_slugs import follow_title

GONE = error_id("clinic_cms.F002")

FINDING_ANSWERS = (Answer.RIGHT, Answer.TAGGED, Answer.REMOVED)
NOTE_ANSWERS = {
    NoteKind.WARNING: (Answer.READ,),
    NoteKind.SET_ASIDE: (Answer.RESTORED, Answer.DROPPED),
}
"""What may be answered to the notes of an import."""
TAKEN_BACK = (Answer.RIGHT, Answer.READ, Answer.DROPPED)
"""Answers that left the text as it was."""


@transaction.atomic
def answer_finding(*, page: ConditionPage, key: str, answer: Answer, user: Any) -> None:
    """Record an answer to a finding in a page's draft, and edit the draft as it says.

    A claim that is taken out stays beside the draft, as a passage set aside.
    """
    draft = _lock(page)
    checked = check_draft(draft)
    finding = next((each for each in checked.open if each.key == key), None)
    if finding is None:
        raise _gone()
    if answer != Answer.RIGHT:
        offer = offer_of(draft, finding)
        if answer not in offer.edits or translation_edited(page) is not None:
            raise _gone()
        if answer == Answer.REMOVED and finding.finding.kind == Kind.CLAIM:
            _set_aside(draft, finding, offer)
        path = finding.finding.path
        if answer == Answer.REMOVED and offer.cause:
            path = offer.cause.path
        _write(checked, finding, path, offer.edits[answer], user)
    _sign(_note_of(page, finding), answer, user)


def accept_words(*, page: ConditionPage, words: Collection[str], answerer: str, file: str) -> None:
    """Record what a page's file says to be right; what it said before no longer counts."""
    page.notes.filter(kind=NoteKind.FINDING, reason=file).delete()
    now = timezone.now()
    for finding in findings_of(page) if words else ():
        if finding.finding.text in words:
            note = _note_of(page, finding)
            note.answer, note.answerer, note.answered_at = Answer.RIGHT, answerer, now
            note.reason = file
            note.save()


@transaction.atomic
def answer_note(*, page: ConditionPage, note_id: int, answer: Answer, user: Any) -> bool:
    """Record an answer to a note of the import; a restored passage goes back to its place.

    Returns False if its place was not found: then it stands at the end of its section.
    """
    draft = _lock(page)
    note = ArticleNote.objects.filter(page=page, pk=note_id, answer="").first()
    if note is None or answer not in NOTE_ANSWERS[NoteKind(note.kind)]:
        raise _gone()
    is_placed = True
    if answer == Answer.RESTORED:
        place = Place(note.before, note.after, note.stood_as)
        is_placed = put_back(draft, note.path, note.text, place)
        _save(draft, user)
    _sign(note, answer, user)
    return is_placed


@transaction.atomic
def ask_again(*, page: ConditionPage, note_id: int) -> None:
    """Take back an answer that left the text as it was."""
    _lock(page)
    note = ArticleNote.objects.filter(page=page, pk=note_id, answer__in=TAKEN_BACK).first()
    if note is None:
        raise _gone()
    if note.kind == NoteKind.FINDING:
        note.delete()
    else:
        _sign(note, "", None)


def passages_for(page: PractitionerPage) -> QuerySet[ArticleNote]:
    """Return the passages of a clinic's articles that were set aside: they may be its doctors'.

    What belongs at the end of a section is none of theirs: it tells when to get help.
    """
    if page.clinic_id is None or not page.holds_facts:
        return ArticleNote.objects.none()
    return ArticleNote.objects.filter(
        page__source_clinic=page.clinic_id, kind=NoteKind.SET_ASIDE, answer=""
    ).exclude(stood_as=END)


@transaction.atomic
def move_to_practitioner(*, page: PractitionerPage, note_id: int, user: Any) -> None:
    """Add a passage that was set aside to the draft of a practitioner's own page."""
    lock(page.scope)
    note = passages_for(page).filter(pk=note_id).first()
    if note is None:
        raise _gone()
    draft = page.get_latest_revision_as_object()
    draft.bio = f"{draft.bio}{as_paragraph(note.text)}"
    _save(draft, user)
    _sign(note, Answer.MOVED, user)


def _note_of(page: ConditionPage, finding: OpenFinding) -> ArticleNote:
    kind, path, text, passage = finding.identity
    return ArticleNote(
        page=page,
        kind=NoteKind.FINDING,
        finding_kind=kind,
        path=path,
        text=text,
        passage=passage,
    )


def _set_aside(page: ConditionPage, finding: OpenFinding, offer: Offer) -> None:
    """Keep what is removed of a finding's text; markup goes, merge tags stay."""
    item = next(text for text in page.checked_texts() if text.path == finding.finding.path)
    words = " ".join(item.text[start:end] for start, end in offer.removed)
    words = unescape(strip_tags(words)) if item.rich else words
    cause = offer.cause
    place = place_of(page, item, offer.removed, within=cause.path if cause else "")
    note = ArticleNote(
        page=page,
        kind=NoteKind.SET_ASIDE,
        path=item.path,
        text=f"{cause.name}: {words}" if cause else words,
        before=place.before,
        after=place.after,
        stood_as=place.stood_as,
        reason=finding.finding.message,
    )
    join_neighbours(note)
    note.save()


def _lock(page: ConditionPage) -> ConditionPage:
    """Return the draft as it is now: another answer may have been given since `page` was read."""
    lock(page.scope)
    return draft_of(ConditionPage.objects.get(pk=page.pk))


def _write(checked: CheckedDraft, finding: OpenFinding, path: str, text: str, user: Any) -> None:
    """Save a text of the draft; answers to the same sentence stay answers to what it says now."""
    draft, title = checked.page, checked.page.title
    write_text(draft, path, text)
    if draft.title != title:
        left = check_draft(draft).found
        follow_title(draft, title, _findings(checked.found), _findings(left))
    _save(draft, user)
    printed = MERGE_TAG.sub(PRINTS, finding.finding.tag)
    notes = draft.notes.filter(path=finding.finding.path, passage=finding.sentence)
    notes.update(passage=finding.sentence.replace(finding.finding.text, printed))


def _save(draft: MergePage, user: Any) -> None:
    # A draft may be incomplete: it is checked when it is published.
    draft.save_revision(user=user, log_action=True, clean=False)


def _findings(found: Iterable[OpenFinding]) -> list[Finding]:
    return [each.finding for each in found]


def _sign(note: ArticleNote, answer: str, user: Any) -> None:
    note.answer, note.answered_by = answer, user
    note.answerer = (user.get_full_name() or user.get_username()) if user else ""
    note.answered_at = timezone.now() if user else None
    note.save()


def _gone() -> Refused:
    message = _("The draft has changed in the meantime.")
    return Refused([Mistake(GONE, "", message, _("Read the list again."))])
