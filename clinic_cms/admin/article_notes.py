"""What a machine doubts in an article, above its form: each item with its answers as buttons."""

from dataclasses import replace
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
from clinic_cms.admin.shown_notes import AGAIN, finding_entry, note_groups
from clinic_cms.admin.url_names import answer_url, edit_url
from clinic_cms.errors import Refused
from clinic_cms.models import Answer, ConditionPage, PractitionerPage
from clinic_cms.publishing.notes import answers
from clinic_cms.publishing.notes.findings import check_draft, draft_of, translation_edited
from clinic_cms.publishing.notes.safety import NO_HELP, says_when_to_get_help
from clinic_cms.tenancy.policies import SEE_ALL

PANEL = "clinic_cms/admin/article_notes.html"
PASSAGES = "clinic_cms/admin/practitioner_passages.html"
MOST_PASSAGES = 30


def show_notes(request: HttpRequest, page: Page) -> None:
    """Above the form of an article, list what is to be answered and what has been."""
    if request.method != "GET" or not isinstance(page, ConditionPage):
        return
    draft = draft_of(page)
    checked = check_draft(draft)
    notes = list(page.notes.all())
    is_said = any(note.text == NO_HELP and not note.answer for note in notes)
    lacks_help = draft.is_master and not is_said and not says_when_to_get_help(draft)
    if not checked.open and not notes and not lacks_help:
        return
    must = {each.key for each in checked.blocking()}
    may_edit = not page.permissions_for_user(request.user).page_locked()
    edits = may_edit and translation_edited(page) is None
    names_clinics = draft.is_master or request.user.has_perm(SEE_ALL)
    findings = [
        finding_entry(
            draft, each, blocks=each.key in must, edits=edits, names_clinics=names_clinics
        )
        for each in sorted(checked.open, key=lambda each: each.key not in must)
    ]
    if not may_edit:
        findings = [replace(entry, choices=()) for entry in findings]
    context = {
        "findings": findings,
        "must": len(must),
        "no_help": NO_HELP if lacks_help else "",
        "groups": note_groups(notes, may_edit=may_edit),
        "answer_url": answer_url(page),
    }
    show = messages.warning if must or lacks_help else messages.info
    show(request, render_to_string(PANEL, context, request))


def warn_of_no_help(request: HttpRequest, page: Page) -> None:
    """After publishing a master, say so if nothing in it tells when to get help."""
    if isinstance(page, ConditionPage) and page.is_master and not says_when_to_get_help(page):
        messages.warning(request, f"“{page.title}”: {NO_HELP}")


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
    choice, _colon, subject = request.POST.get("answer", "").partition(":")
    try:
        if not _answer(page, choice, subject, request.user):
            text = _("Its place was not found: the passage is at the end of its section.")
            messages.info(request, text)
    except Refused as refused:
        show_errors(request, [mistake.text for mistake in refused.mistakes])
    return redirect(edit_url(page))


def _answer(page: Page, choice: str, subject: str, user: Any) -> bool:
    """Take an answer; return False if a passage did not go back to its place."""
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
        return answers.answer_note(page=page, note_id=note_id, answer=Answer(choice), user=user)
    return True
