"""Who asks, by the token that a request bears (RFC 6750)."""

from typing import Any

from django.http import HttpRequest

from clinic_cms.api.problems import Kind, Refusal

SCHEME = "bearer"


def bearer_of(request: HttpRequest) -> str | None:
    """Return the token of a request's `Authorization`, if it is one of this scheme."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME else None


def refusal(kind: Kind, detail: str, error: str = "", **values: Any) -> Refusal:
    """Return a refusal that says by which scheme to ask, and what is wrong with the token."""
    challenge = f'Bearer realm="clinic_cms", error="{error}"' if error else "Bearer"
    return Refusal(kind, detail, headers={"WWW-Authenticate": challenge}, **values)
