"""How django-allauth signs people in: by the rules of the admin's own sign-in.

Named in a project's setting `ACCOUNT_ADAPTER`.
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from clinic_cms.admin.sign_in import clinic_of, turned_away
from clinic_cms.serving.rates import client_of
from clinic_cms.tenancy.second_factor import remember, signed_in_at
from clinic_cms.tenancy.sign_in import user_on_host

SIGNED_IN_MESSAGE = "account/messages/logged_in.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Lets in those whom the host knows, and makes no accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def pre_login(self, request: Any, user: User, **kwargs: Any) -> HttpResponse | None:
        """Turn away, before a second factor is asked for, whom the host does not know."""
        if not knows(request, user):
            return turned_away(request)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: Any, user: User) -> None:
        """Sign someone in who has shown all that was asked; they may have been removed since."""
        if not knows(request, user):
            raise ImmediateHttpResponse(turned_away(request))
        super().login(request, user)
        remember(request.session, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home")

    def is_safe_url(self, url: str) -> bool:
        """Whether people may be led to a URL: on the same host alone, whatever is allowed here."""
        return url_has_allowed_host_and_scheme(url, {context.request.get_host()})

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_of(request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say what allauth says, save that someone is signed in: the admin shows that."""
        if SIGNED_IN_MESSAGE not in (*args, *kwargs.values()):
            super().add_message(request, level, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, unless someone has just signed in or has none."""
        user, session = context.request.user, context.request.session
        if time.time() - signed_in_at(session, user) < REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required and bool(self.get_reauthentication_methods(user))


def knows(request: Any, user: User) -> bool:
    """Whether a request's host lets a user sign in; who has no admin is the project's."""
    known = user.is_active and user_on_host(user, clinic_of(request))
    return bool(known) and not isinstance(known, AnonymousUser)
