"""The gate: a master is not published while a finding of the fact check is unanswered."""

from collections.abc import Iterator
from typing import TypeGuard

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinic_cms.errors import error_id, shortened
from clinic_cms.models import ConditionPage, MergePage
from clinic_cms.models.content_paths import locate_field
from clinic_cms.publishing.notes.findings import OpenFinding, check_draft

UNANSWERED = error_id("clinic_cms.F001")
MOST_NAMED = 5


def findings_are_answered(page: MergePage) -> Iterator[ValidationError]:
    """Yield an error that names the open findings for which a master is not published."""
    if not _is_master(page):
        return
    found = check_draft(page, advised=False).blocking()
    if found:
        shown = [describe(page, each) for each in found[:MOST_NAMED]]
        more = ["…"] if len(found) > len(shown) else []
        text = _("Answer what was found, above the article in the editor: %(findings)s")
        params = {"findings": "; ".join([*shown, *more])}
        yield ValidationError(text, code=UNANSWERED, params=params)


def changes_are_answered(page: MergePage) -> Iterator[ValidationError]:
    """Yield the same, unless this text is online already: most rows are written without a new one.

    Publishing does not ask first: it mostly has a new text.
    """
    if not _is_master(page):
        return
    live = ConditionPage.objects.filter(pk=page.pk, live=True).first()
    if live is None or [*live.checked_texts()] != [*page.checked_texts()]:
        yield from findings_are_answered(page)


def _is_master(page: MergePage) -> TypeGuard[ConditionPage]:
    return isinstance(page, ConditionPage) and page.is_master and not page.alias_of_id


def describe(page: ConditionPage, finding: OpenFinding) -> str:
    """Return what was found and where: “Causes › 1. Text: “Mike””."""
    place = locate_field(page, finding.finding.path).label
    return f"{place}: “{shortened(finding.finding.text)}”"
