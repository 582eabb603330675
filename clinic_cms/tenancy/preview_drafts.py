"""Drafts that front ends show: readable with a token, for as long as their editor may edit.

A token names one draft of one clinic and is signed with its time. It can only read.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, Page

from clinic_cms.conf import get_settings
from clinic_cms.errors import ClinicCMSError
from clinic_cms.models import Clinic, MergePage, PreviewDraft
from clinic_cms.models.front_end import unexpired
from clinic_cms.tenancy.sign_in import may_enter

SALT = "clinic_cms.preview"
SIGNATURE = "signature"
"""The parameter by which a front end opens a picture that only a draft shows."""


class Unreadable(ClinicCMSError):
    """A token is wrong or has expired, or its draft or editor is gone."""


class OtherClinic(ClinicCMSError):
    """A token is valid, but for another clinic."""


def keep_draft(*, user: User, clinic: Clinic, page: MergePage) -> PreviewDraft:
    """Save a page as a user is editing it, in place of an earlier draft; renews its expiry."""
    content = page.serializable_data()
    # Editors' comments are not part of what a page shows.
    content.pop(COMMENTS_RELATION_NAME, None)
    kind = ContentType.objects.get_for_model(type(page), for_concrete_model=False)
    key: dict[str, Any] = {"page_id": page.pk}
    if page.pk is None:
        parent = Page.objects.get(path=page.path[: -Page.steplen])
        key = {"page": None, "parent": parent, "content_type": kind}
    seconds = get_settings().PREVIEW_SECONDS
    draft, _created = PreviewDraft.objects.update_or_create(
        user=user,
        clinic=clinic,
        **key,
        defaults={
            "content_type": kind,
            "content": content,
            "expires_at": timezone.now() + timedelta(seconds=seconds),
        },
    )
    return draft


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
    if draft is None or not _may_still_edit(draft, clinic):
        raise Unreadable
    return draft


def signed_url(url: str) -> str:
    """Return the URL of a picture in a draft as its reader may open it, on a live page or not.

    One of another host, such as an object store's, stays as it is.
    """
    if not url.startswith(settings.MEDIA_URL):
        return url
    name = unquote(url.removeprefix(settings.MEDIA_URL))
    return f"{url}?{urlencode({SIGNATURE: _signer().sign(name).removeprefix(name)[1:]})}"


def opens_file(name: str, signature: str) -> bool:
    """Whether a signature of such a URL is that of the file, and not too old."""
    try:
        _signer().unsign(f"{name}:{signature}", max_age=get_settings().PREVIEW_SECONDS)
    except signing.BadSignature:
        return False
    return True


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{SALT}.file")


def _may_still_edit(draft: PreviewDraft, clinic: Clinic) -> bool:
    """Whether the editor could now open what they were editing."""
    user = draft.user
    if not (user.is_active and may_enter(user, clinic)):
        return False
    if draft.page is not None:
        permissions = draft.page.permissions_for_user(user)
        return bool(permissions.can_edit() or permissions.can_publish())
    return bool(draft.parent and draft.parent.permissions_for_user(user).can_add_subpage())
