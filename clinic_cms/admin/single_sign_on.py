"""Signing in by an OpenID Connect provider, by django-allauth: for people with an account alone.

`SingleSignOnAdapter` is named in a project's setting `SOCIALACCOUNT_ADAPTER`; imported only where
allauth is installed. Whom a provider names is matched to an account that is connected with it, or
that has the same address, if the provider has verified it.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException
from wagtail.admin import messages

from clinic_cms.admin.sign_in import clinic_of, turned_away
from clinic_cms.routing import host_of
from clinic_cms.serving.rates import client_of
from clinic_cms.tenancy.sign_in import may_enter, too_often

logger = logging.getLogger("clinic_cms.sign_in")

PROVIDER = "openid_connect"
HOSTS = "hosts"
"""The key in a provider's settings of the hosts on which it is offered, if not on all."""
LOGIN = "login"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in those who have an account that the host knows; makes none, and gives no roles."""

    def list_apps(self, request: HttpRequest, **kwargs: Any) -> list[SocialApp]:
        """Return the providers of the host."""
        apps: list[SocialApp] = super().list_apps(request, **kwargs)
        return [app for app in apps if request is None or _is_offered(app, request)]

    def pre_social_login(self, request: Any, sociallogin: SocialLogin) -> None:
        """Turn away, in the words for an unknown name, whom the host does not know."""
        user = sociallogin.user if sociallogin.is_existing else _person_of(sociallogin)
        is_sign_in = sociallogin.state.get("process") == LOGIN
        if not (is_sign_in and user and may_enter(user, clinic_of(request))):
            raise ImmediateHttpResponse(turned_away(request))
        sociallogin.user = user
        # For as long as the browser is open, as after a password that is not remembered.
        request.session.set_expiry(0)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Leave it to the above: allauth would take the person's password away."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """People are invited."""
        return False

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Lead back to the sign-in, whatever went wrong."""
        raise ImmediateHttpResponse(_failed(request))


def _is_offered(app: SocialApp, request: HttpRequest) -> bool:
    hosts = app.settings.get(HOSTS)
    return hosts is None or host_of(request.get_host()) in map(host_of, hosts)


def _person_of(sociallogin: SocialLogin) -> User | None:
    """Return whose address the provider has verified; None where several accounts have it."""
    verified = [each.email for each in sociallogin.email_addresses if each.verified and each.email]
    people = get_user_model()._default_manager.filter(is_active=True)
    found = [user for email in verified[:1] for user in people.filter(email__iexact=email)[:2]]
    return found[0] if len(found) == 1 else None


def offered(request: HttpRequest) -> list[SocialApp]:
    """Return the providers by which people sign in on a host."""
    adapter = get_adapter(request)
    if not isinstance(adapter, SingleSignOnAdapter):
        return []
    return adapter.list_apps(request, provider=PROVIDER)


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to a provider."""
    return _asked(request, views.login, provider_id)


@require_safe
def complete(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sign in whom a provider has sent back."""
    return _asked(request, views.callback, provider_id)


def _asked(
    request: HttpRequest, view: Callable[..., HttpResponse], provider_id: str
) -> HttpResponse:
    """Return the response of a view that asks a provider, or lead back."""
    address = client_of(request)
    if too_often("single-sign-on", address=address, account=address):
        messages.error(request, _("Too many attempts. Try again later."))
        return redirect("wagtailadmin_login")
    try:
        return view(request, provider_id)
    except RequestException:
        logger.exception("The provider “%s” did not answer.", provider_id)
        return _failed(request)


def _failed(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Signing in did not work. Try again."))
    return redirect("wagtailadmin_login")


VIEWS = {"openid_connect_login": begin, "openid_connect_callback": complete}
"""Views that are open to those who are not signed in, by name."""


def urls() -> list[URLPattern]:
    """Return the pages below the admin, with the names by which allauth leads to them."""
    below = "login/with/<str:provider_id>/"
    return [
        path(below, begin, name="openid_connect_login"),
        path(f"{below}callback/", complete, name="openid_connect_callback"),
    ]
