"""What a machine doubts in an article, above its form: each item with its answers as buttons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from clinic_cms.admin.error_messages import show_errors
from clinic_cms.admin.url_names import answer_url, edit_url
from clinic_cms.errors import Refused
from clinic_cms.facts.fact_check import Kind
from clinic_cms.models import Answer, ArticleNote, ConditionPage, NoteKind, PractitionerPage
from clinic_cms.models.content_paths import locate_field
from clinic_cms.publishing.notes import answers
from clinic_cms.publishing.notes.findings import (
    OpenFinding,
    check_draft,
    draft_of,
    translation_edited,
)
from clinic_cms.tenancy.policies import SEE_ALL

PANEL = "clinic_cms/admin/article_notes.html"
PASSAGES = "clinic_cms/admin/practitioner_passages.html"
AGAIN = "again"
MOST_PASSAGES = 30
PROMOTED = ("seo_title", "search_description")
BLOCK_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Choice:
    """A button: `value` is what it posts, "right:<key of a finding or id of a note>"."""

    value: str
    label: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding as the panel lists it."""

    place: str
    anchor: str
    """The id of its block or field in the form."""
    message: str
    sentence: tuple[str, str, str]
    """The words before what was found, itself, and the words after it."""
    blocks: bool
    choices: Sequence[Choice]


def show_notes(request: HttpRequest, page: Page) -> None:
    """Above the form of an article, list what is to be answered and what has been."""
    if request.method != "GET" or not isinstance(page, ConditionPage):
        return
    draft = draft_of(page)
    checked = check_draft(draft)
    notes = list(page.notes.all())
    if not checked.open and not notes:
        return
    must = {each.key for each in checked.blocking()}
    may_edit = not page.permissions_for_user(request.user).page_locked()
    edits = may_edit and translation_edited(page) is None
    names_clinics = draft.is_master or request.user.has_perm(SEE_ALL)
    context = {
        "findings": [
            _shown(draft, each, must, edits=edits, names_clinics=names_clinics)
            for each in sorted(checked.open, key=lambda each: each.key not in must)
        ],
        "must": len(must),
        "warnings": _open(notes, NoteKind.WARNING),
        "passages": _open(notes, NoteKind.SET_ASIDE),
        "answered": [note for note in notes if note.answer],
        "taken_back": answers.TAKEN_BACK,
        "may_edit": may_edit,
        "answer_url": answer_url(page),
    }
    show = messages.warning if must else messages.info
    show(request, render_to_string(PANEL, context, request))


def _open(notes: Sequence[ArticleNote], kind: NoteKind) -> list[ArticleNote]:
    return [note for note in notes if note.kind == kind and not note.answer]


def _shown(
    draft: ConditionPage, each: OpenFinding, must: set[str], *, edits: bool, names_clinics: bool
) -> ShownFinding:
    finding = each.finding
    message = finding.message
    if not names_clinics and not finding.is_offer:
        message = _("“%(found)s” belongs to another clinic.") % {"found": finding.text}
    before, found, after = each.sentence.partition(finding.text)
    return ShownFinding(
        place=locate_field(draft, finding.path).label,
        anchor=_anchor(finding.path),
        message=message,
        sentence=(before, found, after),
        blocks=each.key in must,
        choices=[*_choices(draft, each, edits)],
    )


def _choices(draft: ConditionPage, each: OpenFinding, edits: bool) -> Iterator[Choice]:
    offered = answers.edits_offered(draft, each) if edits else {}
    if Answer.TAGGED in offered:
        label = _("Make it %(tag)s") % {"tag": each.finding.tag}
        yield Choice(f"{Answer.TAGGED}:{each.key}", label)
    if Answer.REMOVED in offered and not each.finding.is_offer:
        is_claim = each.finding.kind == Kind.CLAIM
        label = _("Set the sentence aside") if is_claim else _("Remove the sentence")
        if not each.sentence_spans:
            label = _("Remove the link")
        yield Choice(f"{Answer.REMOVED}:{each.key}", label)
    yield Choice(f"{Answer.RIGHT}:{each.key}", _("This is right"))


def _anchor(path: str) -> str:
    """Return the id, in Wagtail's form, of the innermost block on a content path, or of a field.

    "" for a field on another tab: no link leads there.
    """
    ids = BLOCK_ID.findall(path)
    if ids:
        return f"block-{ids[-1]}-section"
    return "" if path in PROMOTED else f"id_{path}"


def show_passages(request: HttpRequest, page: Page) -> None:
    """Above a practitioner's form, offer what imports took out of the clinic's articles."""
    if request.method != "GET" or not isinstance(page, PractitionerPage):
        return
    passages = list(answers.passages_for(page).select_related("page")[:MOST_PASSAGES])
    if passages:
        context = {"passages": passages, "answer_url": answer_url(page)}
        messages.info(request, render_to_string(PASSAGES, context, request))


@require_POST
def answer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take the answer of the button that was pressed, and return to the form.

    Raises PermissionDenied to who may not edit the page, or while it is locked.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    rights = page.permissions_for_user(request.user)
    if not rights.can_edit() or rights.page_locked():
        raise PermissionDenied
    choice, _sign, subject = request.POST.get("answer", "").partition(":")
    try:
        _answer(page, choice, subject, request.user)
    except Refused as refused:
        show_errors(request, [mistake.text for mistake in refused.mistakes])
    return redirect(edit_url(page))


def _answer(page: Page, choice: str, subject: str, user: Any) -> None:
    note_id = int(subject) if subject.isdecimal() else 0
    if isinstance(page, PractitionerPage) and choice == Answer.MOVED:
        answers.move_to_practitioner(page=page, note_id=note_id, user=user)
    elif not isinstance(page, ConditionPage) or choice not in {*Answer, AGAIN}:
        raise Http404
    elif choice == AGAIN:
        answers.ask_again(page=page, note_id=note_id)
    elif choice in answers.FINDING_ANSWERS:
        answers.answer_finding(page=page, key=subject, answer=Answer(choice), user=user)
    else:
        answers.answer_note(page=page, note_id=note_id, answer=Answer(choice), user=user)
