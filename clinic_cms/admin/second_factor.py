"""The pages of the second factor: django-allauth's views, in the admin and with its look.

Imported only where allauth is installed. They keep allauth's names, by which it leads from one to
another.
"""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from clinic_cms.admin.account_adapter import knows
from clinic_cms.admin.sign_in import turned_away
from clinic_cms.serving.rates import client_of
from clinic_cms.tenancy.second_factor import remember
from clinic_cms.tenancy.sign_in import too_often

FIRST_STEP, SECOND_STEP = "account_login", "mfa_authenticate"
"""Where allauth leads to."""
FORM = "clinic_cms/admin/second_factor/form.html"


class SecondStepView(AuthenticateView):
    """Asks for a code after the password: on the same hosts, and as often, as for the password."""

    template_name = "clinic_cms/admin/second_factor/second_step.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response if knows(request, self.stage.login.user) else turned_away(request)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        user = self.stage.login.user
        if not knows(request, user):
            return turned_away(request)
        account = str(user.get_username())
        if too_often("second-step", address=client_of(request), account=account):
            messages.error(request, _("Too many attempts. Try again later."))
            page: HttpResponse = super().get(request, *args, **kwargs)
            page.status_code = 429
            return page
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class InAccount(WagtailAdminTemplateMixin):
    """A page about the user's own second factor."""

    header_icon = "key"
    page_title = gettext_lazy("Second factor")
    submit_label = gettext_lazy("Save")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [*self.breadcrumbs_items, account, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = {"submit_button_label": self.submit_label}
        return super().get_context_data(
            submit_button_active_label=self.submit_label, **labels, **kwargs
        )


class OverviewView(InAccount, IndexView):
    """Says whether signing in asks for a second factor, and leads to what can be changed."""

    template_name = "clinic_cms/admin/second_factor/overview.html"


class SetUpView(InAccount, ActivateTOTPView):
    """Shows what an authenticator app scans, and takes its first code."""

    template_name = "clinic_cms/admin/second_factor/set_up.html"
    submit_label = gettext_lazy("Set up")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        remember(self.request.session, self.request.user)
        return response


class TurnOffView(InAccount, DeactivateTOTPView):
    """Takes the second factor away from oneself."""

    template_name = FORM
    submit_label = gettext_lazy("Turn off")


class RecoveryCodesView(InAccount, ViewRecoveryCodesView):
    """Shows the recovery codes that are left."""

    template_name = "clinic_cms/admin/second_factor/recovery_codes.html"
    page_title = gettext_lazy("Recovery codes")


class NewRecoveryCodesView(InAccount, GenerateRecoveryCodesView):
    """Makes new recovery codes in place of all earlier ones."""

    template_name = FORM
    page_title = gettext_lazy("Recovery codes")
    submit_label = gettext_lazy("Make new codes")


class PasswordAgainView(InAccount, ReauthenticateView):
    """Asks for the password before the second factor is changed."""

    template_name = FORM
    submit_label = gettext_lazy("Continue")


class CodeAgainView(InAccount, ReauthenticateByCodeView):
    """Asks for a code before the second factor is changed, of those who have no password."""

    template_name = FORM
    submit_label = gettext_lazy("Continue")


def menu_item(request: HttpRequest) -> dict[str, str]:
    """Return the entry on the page of the user's account."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Sign in with a code from your phone besides the password."),
    }


to_sign_in = RedirectView.as_view(pattern_name="wagtailadmin_login")
VIEWS = {FIRST_STEP: to_sign_in, SECOND_STEP: SecondStepView.as_view()}
"""Views that are open to those who are not signed in, by name."""


def urls() -> list[URLPattern]:
    """Return the pages below the admin."""
    below = "account/second-factor/"
    return [
        path("login/password/", to_sign_in, name=FIRST_STEP),
        path("login/second-factor/", SecondStepView.as_view(), name=SECOND_STEP),
        path(below, OverviewView.as_view(), name="mfa_index"),
        path(f"{below}set-up/", SetUpView.as_view(), name="mfa_activate_totp"),
        path(f"{below}turn-off/", TurnOffView.as_view(), name="mfa_deactivate_totp"),
        path(f"{below}codes/", RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
        path(
            f"{below}codes/new/",
            NewRecoveryCodesView.as_view(),
            name="mfa_generate_recovery_codes",
        ),
        path(
            f"{below}codes/download/",
            DownloadRecoveryCodesView.as_view(),
            name="mfa_download_recovery_codes",
        ),
        path("account/password-again/", PasswordAgainView.as_view(), name="account_reauthenticate"),
        path("account/code-again/", CodeAgainView.as_view(), name="mfa_reauthenticate"),
    ]
