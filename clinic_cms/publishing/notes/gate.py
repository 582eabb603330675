"""The gate: a master is not published while a finding of the fact check is unanswered."""

from collections.abc import Iterator
from typing import TypeGuard

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinic_cms.errors import error_id, shortened
from clinic_cms.models import ConditionPage, MergePage
from clinic_cms.models.content_paths import locate_field
from clinic_cms.publishing.notes.findings import (
    OpenFinding,
    changed_texts,
    check_draft,
    row_online,
)

UNANSWERED = error_id("clinic_cms.F001")
MOST_NAMED = 5


def findings_are_answered(page: MergePage) -> Iterator[ValidationError]:
    """Yield an error that names the open findings for which a master is not published, or written.

    Only texts that it has not got online are checked: what is online never blocks.
    """
    if not _is_master(page):
        return
    online = row_online(page)
    changed = None if online is None else changed_texts(page, online)
    if online is not None and online.locale_id == page.locale_id:
        page.locale = online.locale  # saves a query
    found = check_draft(page, advised=False, only=changed).blocking() if changed != set() else []
    if found:
        shown = [describe(page, each) for each in found[:MOST_NAMED]]
        more = ["…"] if len(found) > len(shown) else []
        text = _("Answer what was found, above the article in the editor: %(findings)s")
        params = {"findings": "; ".join([*shown, *more])}
        yield ValidationError(text, code=UNANSWERED, params=params)


def _is_master(page: MergePage) -> TypeGuard[ConditionPage]:
    return isinstance(page, ConditionPage) and page.is_master and not page.alias_of_id


def describe(page: ConditionPage, finding: OpenFinding) -> str:
    """Return what was found and where: “Causes › 1. Text: “Mike””."""
    place = locate_field(page, finding.finding.path).label
    return f"{place}: “{shortened(finding.finding.text)}”"
