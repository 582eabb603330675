"""The agency's list of clinics."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import URLInput
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from clinic_cms.admin.clinic_form import ClinicForm
from clinic_cms.models import Clinic, ClinicHost
from clinic_cms.serving import origin


class ClinicPolicy(ModelPermissionPolicy):
    """No clinic is added or deleted here: a spec launches it, and a command retires it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and super().user_has_permission(user, action)


class WebsiteColumn(Column):
    """A link to a clinic's website."""

    def get_value(self, instance: Clinic) -> SafeString | str:
        hostname: str | None = super().get_value(instance)
        if hostname is None:
            return ""
        return format_html('<a href="{}">{}</a>', f"{origin().of(hostname)}/", hostname)


class ClinicIndexView(IndexView):
    """Lists clinics with their canonical hosts. The same queries for any number of them."""

    def get_base_queryset(self) -> QuerySet[Clinic]:
        hosts = ClinicHost.objects.filter(clinic=OuterRef("pk"), is_canonical=True)
        clinics: QuerySet[Clinic] = super().get_base_queryset()
        return clinics.select_related("default_locale").annotate(
            canonical_hostname=Subquery(hosts.values("hostname")[:1])
        )


class ClinicEditView(EditView):
    """Shows what is left to do after adding a language, or why a language was refused."""

    def form_valid(self, form: ClinicForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ValidationError as error:
            # A gate refused a page of the new language: nothing of the form was saved.
            form.add_error("languages", error.messages)
            self.is_valid(form)
            invalid: HttpResponse = self.form_invalid(form)
            return invalid
        for message in form.left_to_do:
            messages.warning(self.request, message)
        return response


class ClinicViewSet(ModelViewSet):
    """What the agency sees and changes of each clinic."""

    model = Clinic
    icon = "home"
    menu_label = _("Clinics")
    menu_name = "clinics"
    menu_order = 150
    add_to_admin_menu = True
    name = "clinics"
    url_prefix = "clinics"
    index_view_class = ClinicIndexView
    edit_view_class = ClinicEditView
    list_display = [
        "name",
        WebsiteColumn("website", label=_("Website"), accessor="canonical_hostname"),
        Column("default_locale", label=_("Default language"), sort_key="default_locale"),
        Column("theme", label=_("Theme"), accessor="get_theme_display", sort_key="theme"),
        DateColumn("retired_at", label=_("Offline since"), sort_key="retired_at"),
    ]
    search_fields = ["name", "slug", "hosts__hostname"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("owner_email"),
            MultiFieldPanel(
                [FieldPanel("hostnames"), FieldPanel("languages")], heading=_("Website")
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("theme"), FieldPanel("primary_color")]),
                    FieldPanel("logo"),
                ],
                heading=_("Look"),
            ),
            FieldPanel("language_help"),
            MultiFieldPanel(
                [FieldPanel("front_ends"), FieldPanel("preview_url", widget=URLInput)],
                heading=_("Front ends"),
            ),
            MultiFieldPanel(
                [FieldPanel("subscribes_to_all"), FieldPanel("articles")],
                heading=_("Shared articles"),
            ),
        ],
        base_form_class=ClinicForm,
    )
