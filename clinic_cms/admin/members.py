"""“People”: where owners see, invite and change the people of their clinic."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.localization import get_available_admin_languages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import LogActionRegistry

from clinic_cms.admin.invitations import AcceptView
from clinic_cms.admin.sign_in import clinic_of
from clinic_cms.admin.url_names import INVITE, PEOPLE, PEOPLE_HOME, PERSON, PERSON_STEP
from clinic_cms.models import Clinic, Role
from clinic_cms.serving.rates import client_of
from clinic_cms.tenancy.invitations import ACCEPT, INVITED, invite
from clinic_cms.tenancy.members import (
    LEFT,
    ROLE_CHANGED,
    change_role,
    clinics_managed_by,
    members_of,
    remove_member,
    send_new_password,
)
from clinic_cms.tenancy.second_factor import (
    SECOND_FACTOR_RESET,
    is_installed,
    may_reset,
    reset_second_factor,
    with_second_factor,
)
from clinic_cms.tenancy.sign_in import too_often

TITLE = gettext_lazy("People")


class OfClinic(WagtailAdminTemplateMixin):
    """A page about the people of one clinic: 404 for those who do not manage them."""

    header_icon = "group"
    page_title = TITLE
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def clinic(self) -> Clinic:
        rows = clinics_managed_by(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["clinic_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.clinic  # noqa: B018 - looked up before anything else
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        return str(self.clinic)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        url = reverse(PEOPLE, args=[self.clinic.pk])
        return [*self.breadcrumbs_items, {"url": url, "label": f"{TITLE}: {self.clinic}"}]


class PeopleView(OfClinic, TemplateView):
    """Lists the people of a clinic and those who are invited. Four queries."""

    template_name = "clinic_cms/admin/members/index.html"

    @property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse(INVITE, args=[self.clinic.pk])
        return [HeaderButton(_("Invite"), url=url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people: list[Any] = [*members_of(self.clinic)]
        protected = with_second_factor([each.pk for each in people])
        rows = [
            {
                "person": each,
                "role": Role(each.clinic_role).label,
                "url": reverse(PERSON, args=[self.clinic.pk, each.pk]),
                "has_second_factor": each.pk in protected,
            }
            for each in people
        ]
        clinics = clinics_managed_by(self.request.user).exclude(pk=self.clinic.pk)
        return super().get_context_data(
            rows=rows,
            shows_second_factor=is_installed(),
            invitations=self.clinic.invitations.all(),
            others=[] if self.request.user.has_perm("clinic_cms.view_clinic") else clinics,
            **kwargs,
        )


class RoleForm(forms.Form):
    """Asks for a role in the clinic."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)


class InviteForm(RoleForm):
    """Asks whom to invite, and in which language."""

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    field_order = ["first_name", "last_name", "email", "role", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = get_available_admin_languages()


class InviteView(OfClinic, FormView[Any]):
    """Sends an invitation."""

    template_name = "wagtailadmin/generic/form.html"
    form_class = InviteForm
    page_title = gettext_lazy("Invite")

    def get_initial(self) -> dict[str, Any]:
        return {"role": Role.EDITOR, "language": self.clinic.default_locale.language_code[:2]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = _("Invite")
        return super().get_context_data(
            submit_button_label=label, submit_button_active_label=label, **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            invitation = invite(clinic=self.clinic, by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error)
            return self.form_invalid(form)
        text = _("%(name)s gets an invitation by e-mail.")
        messages.success(self.request, text % {"name": invitation.name})
        return redirect(PEOPLE, self.clinic.pk)


class PersonView(OfClinic, FormView[Any]):
    """Changes someone's role; their name, address and password are their own."""

    template_name = "clinic_cms/admin/members/person.html"
    form_class = RoleForm

    @cached_property
    def person(self) -> Any:
        return get_object_or_404(members_of(self.clinic), pk=self.kwargs["user_id"])

    def get_initial(self) -> dict[str, Any]:
        return {"role": self.person.clinic_role}

    def get_page_subtitle(self) -> str:
        return str(self.person.get_full_name() or self.person.get_username())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = _("Save")
        return super().get_context_data(
            person=self.person,
            reset_url=reverse(PERSON_STEP, args=[self.clinic.pk, self.person.pk, "reset"]),
            remove_url=reverse(PERSON_STEP, args=[self.clinic.pk, self.person.pk, "remove"]),
            second_factor_url=self._second_factor_url(),
            submit_button_label=label,
            submit_button_active_label=label,
            **kwargs,
        )

    def _second_factor_url(self) -> str:
        """Return where this person's second factor is reset; "" where that is not to be done."""
        is_resettable = may_reset(self.request.user, self.person)
        if not is_resettable or not with_second_factor([self.person.pk]):
            return ""
        return reverse(PERSON_STEP, args=[self.clinic.pk, self.person.pk, "second-factor"])

    def form_valid(self, form: Any) -> HttpResponse:
        role = Role(form.cleaned_data["role"])
        try:
            change_role(clinic=self.clinic, user=self.person, role=role, by=self.request.user)
        except ValidationError as error:
            form.add_error("role", error)
            return self.form_invalid(form)
        messages.success(self.request, _("The role was changed."))
        return _back(self.request, self.clinic)


@require_POST
def take_step(request: Any, clinic_id: int, user_id: int, step: str) -> HttpResponse:
    """Send someone a link for a new password, reset their second factor, or deactivate them."""
    clinic = get_object_or_404(clinics_managed_by(request.user), pk=clinic_id)
    person = get_object_or_404(members_of(clinic), pk=user_id)
    if step == "reset":
        if too_often("reset", address=client_of(request), account=person.email):
            messages.error(request, _("Too many attempts. Try again later."))
        else:
            send_new_password(clinic=clinic, user=person)
            messages.success(request, _("A link for a new password was sent."))
    elif step == "second-factor" and may_reset(request.user, person):
        reset_second_factor(clinic=clinic, person=person, by=request.user)
        messages.success(request, _("The second factor was reset."))
    elif step == "remove":
        try:
            remove_member(clinic=clinic, user=person, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            text = _("%(name)s can no longer sign in for this clinic.")
            messages.success(request, text % {"name": person.get_full_name() or person})
    else:
        raise Http404
    return _back(request, clinic)


@require_POST
def withdraw(request: Any, clinic_id: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back: its link opens nothing."""
    clinic = get_object_or_404(clinics_managed_by(request.user), pk=clinic_id)
    get_object_or_404(clinic.invitations, pk=invitation_id).delete()
    return redirect(PEOPLE, clinic.pk)


def _back(request: Any, clinic: Clinic) -> HttpResponse:
    """Return to the list, if the user may still see it."""
    return (
        redirect(PEOPLE_HOME)
        if clinics_managed_by(request.user).filter(pk=clinic.pk).exists()
        else redirect("wagtailadmin_home")
    )


def people_home(request: Any) -> HttpResponse:
    """Lead to the people of the host's clinic, or of the first one that the user manages."""
    if request.user.has_perm("clinic_cms.view_clinic"):
        return redirect("clinics:index")
    managed = clinics_managed_by(request.user)
    here = clinic_of(request)
    clinic = (managed.filter(pk=here.pk).first() if here else None) or managed.first()
    if clinic is None:
        raise Http404
    return redirect(PEOPLE, clinic.pk)


class PeopleMenuItem(MenuItem):
    """Shown to owners; the agency finds people by their clinic."""

    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        return not user.has_perm("clinic_cms.view_clinic") and clinics_managed_by(user).exists()


def menu_item() -> MenuItem:
    """Return the entry in the main menu."""
    return PeopleMenuItem(TITLE, reverse(PEOPLE_HOME), icon_name="group", order=160)


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what the history of a clinic says of its people."""
    actions.register_action(INVITED, gettext_lazy("Invite"), gettext_lazy("Person invited"))
    actions.register_action(ROLE_CHANGED, gettext_lazy("Role"), gettext_lazy("Role changed"))
    reset = gettext_lazy("Second factor reset")
    actions.register_action(SECOND_FACTOR_RESET, gettext_lazy("Reset"), reset)
    actions.register_action(LEFT, gettext_lazy("Deactivate"), gettext_lazy("Person deactivated"))


def urls() -> list[URLPattern]:
    """Return the pages below the admin; an invitation is opened by people without an account."""
    return [
        path("people/", people_home, name=PEOPLE_HOME),
        path("people/<int:clinic_id>/", PeopleView.as_view(), name=PEOPLE),
        path("people/<int:clinic_id>/invite/", InviteView.as_view(), name=INVITE),
        path("people/<int:clinic_id>/<int:user_id>/", PersonView.as_view(), name=PERSON),
        path("people/<int:clinic_id>/<int:user_id>/<slug:step>/", take_step, name=PERSON_STEP),
        path(
            "people/<int:clinic_id>/invitations/<int:invitation_id>/withdraw/",
            withdraw,
            name="clinic_cms_withdraw_invitation",
        ),
        path("invitation/<str:token>/", AcceptView.as_view(), name=ACCEPT),
    ]
