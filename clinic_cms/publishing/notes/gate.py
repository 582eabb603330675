"""The gate: a master is not published while a finding of the fact check is unanswered."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinic_cms.errors import error_id
from clinic_cms.models import ConditionPage, MergePage
from clinic_cms.models.content_paths import locate_field
from clinic_cms.publishing.notes.findings import OpenFinding, blocking, open_findings

UNANSWERED = error_id("clinic_cms.F001")


def findings_are_answered(page: MergePage) -> Iterator[ValidationError]:
    """Yield a reason for each open finding that keeps a master from being published.

    A text that is online already is not checked again: most pages are written without a new one.
    """
    if not isinstance(page, ConditionPage) or not page.is_master or page.alias_of_id:
        return
    live = ConditionPage.objects.filter(pk=page.pk, live=True).first()
    if live is not None and [*live.merge_texts()] == [*page.merge_texts()]:
        return
    for each in blocking(page, open_findings(page)):
        yield ValidationError(describe(page, each), code=UNANSWERED)


def describe(page: ConditionPage, finding: OpenFinding) -> str:
    """Return what was found, with its place and how to answer it."""
    text = _("%(place)s: %(finding)s Answer it above the article in the editor.")
    place = locate_field(page, finding.finding.path).label
    return text % {"place": place, "finding": finding.finding.message}
