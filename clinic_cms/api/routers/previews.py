"""A draft, for the front end to which the admin sent its token."""

from django.http import HttpRequest
from django.utils import translation
from ninja import Router

from clinic_cms.api.authentication import bearer_of, refusal
from clinic_cms.api.pages import page_of
from clinic_cms.api.parameters import ClinicSlug, Fields
from clinic_cms.api.problems import NO_TOKEN, OTHER_CLINIC, UNFILLED_DRAFT, WRONG_TOKEN, Refusal
from clinic_cms.api.request_context import about
from clinic_cms.api.schemas.pages import AnyPage, Page
from clinic_cms.api.visits import clinic_here, refuse_unopened
from clinic_cms.errors import Withheld
from clinic_cms.models import MergePage
from clinic_cms.serving import ClinicSite, page_view
from clinic_cms.serving.preview_visit import visit_of_draft
from clinic_cms.tenancy.preview_drafts import OtherClinic, Unreadable, draft_of

router = Router(tags=["Previews"])


@router.get(
    "/clinics/{slug:clinic}/preview",
    response=Page,
    operation_id="getPreview",
    openapi_extra={"security": [{"previewToken": []}]},
)
def get_preview(request: HttpRequest, clinic: ClinicSlug, fields: Fields = None) -> AnyPage:
    """Get the page that an editor is previewing, as patients would read it.

    The token comes with the address at which the admin opens the front end.
    """
    served = clinic_here(request, clinic)
    try:
        page = _drafted(request, served)
    except Refusal:
        # Without its token, nobody learns that a clinic is about to open.
        refuse_unopened(request, served)
        raise
    visit = visit_of_draft(page, served)
    about(request).note_locale(visit.locale)
    with translation.override(visit.locale.code):
        try:
            return page_of(page_view(visit, page, draft=True))
        except Withheld as error:
            raise Refusal(UNFILLED_DRAFT, f"It cannot be filled: {error.reason}.") from error


def _drafted(request: HttpRequest, clinic: ClinicSite) -> MergePage:
    """Return the page that the request's token opens; raises Refusal."""
    token = bearer_of(request)
    if token is None:
        raise refusal(NO_TOKEN, "Drafts are read with a token.")
    try:
        page = draft_of(token, clinic.clinic).as_page()
    except Unreadable as error:
        raise _wrong_token() from error
    except OtherClinic as error:
        detail = f"This token is not for “{clinic.clinic.slug}”."
        raise refusal(OTHER_CLINIC, detail, "insufficient_scope") from error
    if not isinstance(page, MergePage):
        raise _wrong_token()
    return page


def _wrong_token() -> Refusal:
    return refusal(WRONG_TOKEN, "This token opens no draft, or no longer.", "invalid_token")
