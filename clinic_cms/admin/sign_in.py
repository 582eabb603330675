"""Wagtail's sign-in and password reset, for those alone who may enter the admin on a host.

They replace the stock views by `web.middleware`. Everyone else gets the response that an unknown
name gets.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.account import (
    LoginView,
    PasswordResetConfirmView,
    PasswordResetView,
    get_user_login_form,
)

from clinic_cms.models import Clinic
from clinic_cms.routing import host_of
from clinic_cms.serving.rates import client_of
from clinic_cms.serving.visit import ClinicRequest
from clinic_cms.tenancy.mails import send_reset_link
from clinic_cms.tenancy.second_factor import remember, with_second_factor
from clinic_cms.tenancy.sign_in import may_enter, too_often

_find_providers: list[Callable[[ClinicRequest], list[Any]]] = []


def clinic_of(request: ClinicRequest) -> Clinic | None:
    """Return the clinic of a request's host; None on a network host."""
    return request.clinic.clinic if request.clinic else None


def register_providers(find: Callable[[ClinicRequest], list[Any]]) -> None:
    """Let `find` return who signs people in on the host of a request, besides this page."""
    _find_providers.append(find)


def turned_away(request: ClinicRequest) -> HttpResponse:
    """Lead back to the sign-in with the words for an unknown name."""
    error: Any = get_user_login_form()(request).get_invalid_login_error()
    messages.error(request, error.messages[0])
    return redirect("wagtailadmin_login")


class SignInView(LoginView):
    """Signs in those whom the host knows; who has a second factor is asked for it first."""

    template_name = "clinic_cms/admin/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the providers of the host, by which people sign in without a password here."""
        providers = [each for find in _find_providers for each in find(self.request)]
        return super().get_context_data(providers=providers, **kwargs)

    def post(self, request: ClinicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse what comes too often, before any password is checked."""
        account = request.POST.get("username", "")
        if too_often("sign-in", address=client_of(request), account=account):
            messages.error(request, _("Too many attempts. Try again later."))
            page: HttpResponse = self.get(request, *args, **kwargs)
            page.status_code = 429
            return page
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if not may_enter(user, clinic_of(self.request)):
            form.add_error(None, form.get_invalid_login_error())
            return self.form_invalid(form)
        if with_second_factor([user.pk]):
            return self._ask_second_factor(user, is_remembered=form.cleaned_data.get("remember"))
        response: HttpResponse = super().form_valid(form)
        remember(self.request.session, user)
        return response

    def _ask_second_factor(self, user: User, *, is_remembered: bool) -> HttpResponse:
        """Lead to the second step. Until it is taken, the session stands for no one."""
        from allauth.account.utils import perform_login

        logout(self.request)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if is_remembered else 0)
        response: HttpResponse = perform_login(
            self.request, user, email_verification="none", redirect_url=self.get_success_url()
        )
        return response


class ResetView(PasswordResetView):
    """Sends a link to choose a new password; the page is the same for everyone."""

    def form_valid(self, form: Any) -> HttpResponse:
        email, host = form.cleaned_data["email"], host_of(self.request.get_host())
        if not too_often("reset", address=client_of(self.request), account=email):
            for user in form.get_users(email):
                if may_enter(user, clinic_of(self.request)):
                    send_reset_link(user=user, host=host)
        return redirect(self.get_success_url())


class ConfirmView(PasswordResetConfirmView):
    """The page that a link opens: on another clinic's host, the link is not valid."""

    def get_user(self, uidb64: str) -> User | None:
        user: User | None = super().get_user(uidb64)
        return user if user and may_enter(user, clinic_of(self.request)) else None


def views() -> Iterator[tuple[str, Callable[..., HttpResponseBase]]]:
    """Yield the names of the stock views with ours."""
    yield "wagtailadmin_login", SignInView.as_view()
    yield "wagtailadmin_password_reset", ResetView.as_view()
    yield "wagtailadmin_password_reset_confirm", ConfirmView.as_view()
