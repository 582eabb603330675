"""The panel above an article's form: what is to be answered, and what was, in groups of entries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clinic_cms.facts.fact_check import Kind
from clinic_cms.models import Answer, ArticleNote, ConditionPage, NoteKind
from clinic_cms.models.content_paths import locate_field
from clinic_cms.publishing.notes.answers import TAKEN_BACK
from clinic_cms.publishing.notes.edits import Offer, offer_of
from clinic_cms.publishing.notes.findings import OpenFinding
from clinic_cms.publishing.notes.passage_places import END

AGAIN = "again"
BLOCK_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Choice:
    """A button: `value` is what it posts, "right:<key of a finding or id of a note>"."""

    value: str
    label: str


@dataclass(frozen=True)
class Entry:
    """A finding or a note as the panel lists it."""

    message: str
    choices: Sequence[Choice] = ()
    place: str = ""
    anchor: str = ""
    """The id of its block or field in the form."""
    sentence: tuple[str, str, str] = ("", "", "")
    """The words before what was found, itself, and the words after it."""
    hints: Sequence[str] = ()
    """Why an answer is missing, or what one would leave."""
    signature: str = ""
    """What was answered, by whom, and when."""
    blocks: bool = False


@dataclass(frozen=True)
class Group:
    """Entries of one kind, below a title."""

    title: str
    entries: Sequence[Entry]
    is_open: bool = True


def finding_entry(
    draft: ConditionPage, each: OpenFinding, *, blocks: bool, edits: bool, names_clinics: bool
) -> Entry:
    """Return a finding with its answers; `edits` says whether they may edit the draft."""
    finding = each.finding
    message = finding.message
    if not names_clinics and not finding.is_offer:
        message = _("“%(found)s” belongs to another clinic.") % {"found": finding.text}
    offer = offer_of(draft, each) if edits else Offer()
    hints = [*offer.hints]
    if offer.left and Answer.REMOVED in offer.edits:
        hints.append(_("Without the words: “%(sentence)s”") % {"sentence": offer.left})
    if offer.also and Answer.REMOVED in offer.edits:
        also = " ".join(offer.also)
        hints.append(_("This goes with the sentence: “%(sentence)s”") % {"sentence": also})
    return Entry(
        message,
        [*_choices(each, offer)],
        place=locate_field(draft, finding.path).label,
        anchor=_anchor(finding.path),
        sentence=each.sentence.partition(finding.text),
        hints=hints,
        blocks=blocks,
    )


def _choices(each: OpenFinding, offer: Offer) -> Iterator[Choice]:
    if Answer.TAGGED in offer.edits:
        label = _("Make it %(tag)s") % {"tag": each.finding.tag}
        yield Choice(f"{Answer.TAGGED}:{each.key}", label)
    if Answer.REMOVED in offer.edits:
        yield Choice(f"{Answer.REMOVED}:{each.key}", _removal(each, offer))
    yield Choice(f"{Answer.RIGHT}:{each.key}", _("This is right"))


def _removal(each: OpenFinding, offer: Offer) -> str:
    if not each.sentence_spans:
        return _("Remove the link")
    if offer.left:
        return _("Remove the words")
    is_claim = each.finding.kind == Kind.CLAIM
    return _("Set the sentence aside") if is_claim else _("Remove the sentence")


def note_groups(notes: Sequence[ArticleNote], *, may_edit: bool) -> list[Group]:
    """Return the open notes of an import, and all that was answered; no group is empty."""
    passages = [_passage(note, may_edit) for note in _open(notes, NoteKind.SET_ASIDE)]
    warnings = [_warning(note, may_edit) for note in _open(notes, NoteKind.WARNING)]
    answered = [_answered(note, may_edit) for note in notes if note.answer]
    groups = (
        Group(_("Set aside"), passages),
        Group(_("Warnings of the import"), warnings),
        Group(_("Answered"), answered, is_open=False),
    )
    return [group for group in groups if group.entries]


def _open(notes: Sequence[ArticleNote], kind: NoteKind) -> list[ArticleNote]:
    return [note for note in notes if note.kind == kind and not note.answer]


def _passage(note: ArticleNote, may_edit: bool) -> Entry:
    label = _("Put it in") if note.stood_as == END else _("Put it back")
    restore = Choice(f"{Answer.RESTORED}:{note.pk}", label)
    drop = Choice(f"{Answer.DROPPED}:{note.pk}", _("Drop it"))
    choices = [restore, drop] if may_edit else []
    return Entry(note.reason, choices, sentence=(_without_markup(note.text), "", ""))


def _warning(note: ArticleNote, may_edit: bool) -> Entry:
    choice = Choice(f"{Answer.READ}:{note.pk}", _("Tick off"))
    return Entry(note.text, [choice] if may_edit else [])


def _answered(note: ArticleNote, may_edit: bool) -> Entry:
    values = {
        "answer": note.get_answer_display(),
        "name": note.answerer,
        "day": date_format(localtime(note.answered_at), "DATETIME_FORMAT")
        if note.answered_at
        else "",
    }
    again = Choice(f"{AGAIN}:{note.pk}", _("Ask again"))
    return Entry(
        _without_markup(note.text),
        [again] if may_edit and note.answer in TAKEN_BACK else [],
        signature=_("%(answer)s: %(name)s, %(day)s") % values,
    )


def _without_markup(text: str) -> str:
    """Return a note's text; only a passage that begins with an element is HTML."""
    return unescape(strip_tags(text)) if text.startswith("<") else text


def _anchor(path: str) -> str:
    """Return the id, in Wagtail's form, of the innermost block on a content path, or of a field."""
    ids = BLOCK_ID.findall(path)
    return f"block-{ids[-1]}-section" if ids else f"id_{path}"
