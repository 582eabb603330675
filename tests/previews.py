"""Drafts as the admin keeps them for front ends, and how these ask for them."""

from django.contrib.auth.models import User

from clinic_cms.models import PreviewDraft
from clinic_cms.tenancy.preview_drafts import keep_draft, token_of

PREVIEW_URL = "https://www.kosak.example/preview"


def edited(page, **fields):
    """A page as its form gives it, not saved."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return page


def token_for(user: User, built, page, **fields) -> str:
    """The token of a draft that somebody previews for a clinic."""
    return token_of(keep_draft(user=user, clinic=built.clinic, page=edited(page, **fields)))


def the_draft() -> PreviewDraft:
    return PreviewDraft.objects.get()
