"""The page that the link in an invitation opens: no one is signed in there."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin import messages

from clinic_cms.admin.sign_in import clinic_of
from clinic_cms.models import Invitation
from clinic_cms.serving.rates import client_of
from clinic_cms.tenancy.invitations import (
    NoInvitation,
    accept,
    account_of,
    invitation_of,
    unfinished_account,
)
from clinic_cms.tenancy.sign_in import too_often


class PasswordForm(forms.Form):
    """Asks someone with an account for its password: the link alone proves too little."""

    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, widget=forms.PasswordInput
    )

    def __init__(self, user: User, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request

    def clean_password(self) -> str:
        """Refuse a wrong password, and too many of them."""
        name, password = self.user.get_username(), str(self.cleaned_data["password"])
        if too_often("sign-in", address=client_of(self.request), account=name):
            raise forms.ValidationError(_("Too many attempts. Try again later."))
        if authenticate(self.request, username=name, password=password) is None:
            raise forms.ValidationError(_("This is not the password of your account."))
        return password


@method_decorator(sensitive_post_parameters(), name="dispatch")
class AcceptView(FormView[Any]):
    """Asks whom it knows for their password, and all others to choose one."""

    template_name = "clinic_cms/admin/members/accept.html"
    invitation: Invitation
    account: User | None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.invitation = invitation_of(kwargs["token"], clinic_of(request))
        except NoInvitation:
            return self.render_to_response({"invitation": None}, status=404)
        self.account = account_of(self.invitation)
        with translation.override(self.invitation.language):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    def get_form(self, form_class: Any = None) -> forms.Form:
        data = self.request.POST if self.request.method == "POST" else None
        if self.account is not None:
            return PasswordForm(self.account, self.request, data)
        form: forms.Form = SetPasswordForm(unfinished_account(self.invitation), data)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = (self.account or unfinished_account(self.invitation)).get_username()
        return super().get_context_data(invitation=self.invitation, name=name, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        password = None if self.account else form.cleaned_data["new_password1"]
        accept(invitation=self.invitation, user=form.user, password=password)
        messages.success(self.request, _("You can sign in now."))
        return redirect("wagtailadmin_login")
