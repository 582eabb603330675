"""Bearer tokens (RFC 6750): ours for previews, and those of Wagtail's API v3.

Wagtail calls its API v3 a preview in 8.0; `sign_in_by` is all that knows it. Its tokens are rows
of Wagtail's core, made under Settings in the admin where `wagtail.api.v3` is installed.
"""

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from clinic_cms.api.problems import ProblemError, ProblemKind
from clinic_cms.tenancy.api_tokens import is_refused

SCHEME = "bearer"
V3 = "wagtail.api.v3"
FENCED = "is_fenced"
"""The attribute of v3's views behind our tokens, by which a system check knows them."""


def bearer_token(request: HttpRequest) -> str | None:
    """Return the token in a request's `Authorization`, if it is a bearer token."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME else None


def token_error(problem_type: ProblemKind, detail: str, error: str = "") -> ProblemError:
    """Return a problem with a challenge: the scheme, and the error code of the token (3.1)."""
    challenge = f'Bearer realm="clinic_cms", error="{error}"' if error else "Bearer"
    return ProblemError(problem_type, detail, headers={"WWW-Authenticate": challenge})


def sign_in_by(token: str, request: HttpRequest) -> bool:
    """Make the owner of a token of Wagtail's the request's user; return whether it is valid."""
    if not apps.is_installed(V3):
        return False
    from wagtail.api.v3.auth import BearerTokenAuth

    # It sets `request.user`, to an anonymous one where the token or its owner is not valid.
    found = BearerTokenAuth().authenticate(request, token)
    if found is not None and is_refused(found):
        request.user, found = AnonymousUser(), None
    return found is not None
