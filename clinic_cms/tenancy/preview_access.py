"""Who may read a draft that a front end shows: whoever has its token, while its editor may edit.

A token names one draft of one clinic and is signed with its time; only reading asks for it.
"""

from django.core import signing

from clinic_cms.conf import get_settings
from clinic_cms.errors import ClinicCMSError
from clinic_cms.models import Clinic, PreviewDraft
from clinic_cms.models.preview import unexpired
from clinic_cms.tenancy.policies import clinics_visible_to

SALT = "clinic_cms.preview"
ENTER = "wagtailadmin.access_admin"


class Unreadable(ClinicCMSError):
    """A token opens nothing: it is wrong or too old, or its draft or editor is gone."""


class OtherClinic(ClinicCMSError):
    """A token is right, and for another clinic."""


def token_of(draft: PreviewDraft) -> str:
    """Return the token with which a front end reads a draft; without padding, fit for a URL."""
    return signing.dumps([draft.pk, draft.clinic.slug], salt=SALT)


def draft_of(token: str, clinic: Clinic) -> PreviewDraft:
    """Return the draft that a token opens for a clinic; raises Unreadable or OtherClinic."""
    try:
        pk, slug = signing.loads(token, salt=SALT, max_age=get_settings().PREVIEW_SECONDS)
    except signing.BadSignature as error:
        raise Unreadable from error
    if slug != clinic.slug:
        raise OtherClinic
    rows = PreviewDraft.objects.filter(unexpired(), pk=pk, clinic=clinic)
    draft = rows.select_related("user", "page", "parent").first()
    if draft is None or not _may_edit_still(draft):
        raise Unreadable
    return draft


def _may_edit_still(draft: PreviewDraft) -> bool:
    """Whether the editor could open now what they were editing."""
    user = draft.user
    if not (user.is_active and user.has_perm(ENTER)):
        return False
    if not clinics_visible_to(user).filter(pk=draft.clinic_id).exists():
        return False
    if draft.page is not None:
        permissions = draft.page.permissions_for_user(user)
        return bool(permissions.can_edit() or permissions.can_publish())
    return bool(draft.parent and draft.parent.permissions_for_user(user).can_add_subpage())
