"""The tokens of Wagtail's API v3, a preview in Wagtail 8.0: all that we know of them is here.

They are rows of Wagtail's core, made under Settings in the admin once `wagtail.api.v3` is among
INSTALLED_APPS.
"""

from django.apps import apps
from django.http import HttpRequest

V3 = "wagtail.api.v3"


def sign_in_by(token: str, request: HttpRequest) -> bool:
    """Make the token's owner the request's user; tell whether it is a token that holds."""
    if not apps.is_installed(V3):
        return False
    from wagtail.api.v3.auth import BearerTokenAuth

    # It sets `request.user`, to an anonymous one where the token or its owner does not hold.
    return BearerTokenAuth().authenticate(request, token) is not None
