"""The agency's list of clinics, and the form of one: its hosts, languages, articles and look."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.coreutils import get_content_languages
from wagtail.permission_policies import ModelPermissionPolicy

from clinic_cms.admin.url_names import PEOPLE
from clinic_cms.launching.languages import change_locales, check_locales
from clinic_cms.models import Clinic, ConditionPage, Subscription
from clinic_cms.models.language_help import TAG_LINES
from clinic_cms.publishing.webhooks import note_changed
from clinic_cms.routing import host_in_both_forms, host_in_letters
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.tenancy.hosts import (
    change_hosts,
    change_origins,
    check_hosts,
    check_origins,
    with_canonical_host,
)


class ClinicPolicy(ModelPermissionPolicy):
    """No clinic is added or deleted here: a spec launches it, and a command retires it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and super().user_has_permission(user, action)


class LanguageCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of which the first is always ticked."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if option["index"] == "0":
            option["attrs"] |= {"disabled": True, "checked": True}
        return option


class ClinicForm(WagtailAdminModelForm):
    """Edits a launched clinic; its pages are edited as pages."""

    hostnames = forms.CharField(
        label=_("Host names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One on each line. The first is canonical; the others redirect to it, and so do hosts "
            "that you remove."
        ),
    )
    front_ends = forms.CharField(
        label=_("Websites"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_(
            "Your own websites that read the API from a browser, such as "
            "https://www.example.com. One on each line."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=LanguageCheckboxes,
        required=False,
        help_text=_(
            "The first one holds the clinic's facts and cannot be removed. A new language gets its "
            "own pages. A language that you remove leaves the website; its pages are kept."
        ),
    )
    language_help = forms.MultipleChoiceField(
        label=_("Language help notice"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=Clinic._meta.get_field("language_help").help_text,
    )
    articles = forms.ModelMultipleChoiceField(
        label=_("Shared articles"),
        queryset=ConditionPage.objects.none(),
        to_field_name="translation_key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The articles that the clinic shows, unless it shows all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        masters = ConditionPage.objects.masters().live()
        self.fields["articles"].queryset = masters.filter(
            locale_id=self.instance.default_locale_id
        ).order_by("title")
        self.initial |= self._related_values()
        self._show_kept_hosts()
        self.fields["languages"].choices = _chosen_first(
            self.initial["languages"], get_content_languages()
        )
        lines = {line.code: line.name for line in TAG_LINES.values()}
        chosen = [code for code in self.instance.language_help if code in lines]
        self.fields["language_help"].choices = _chosen_first(chosen, lines)
        self.left_to_do: list[str] = []
        """What is left to do after the languages are saved, a sentence each."""

    @cached_property
    def _hosts(self) -> list[str]:
        current = self.instance.hosts.filter(is_earlier=False)
        return list(current.values_list("hostname", flat=True))

    def _show_kept_hosts(self) -> None:
        """Name the forms that browsers know of hosts in other letters, and the earlier hosts."""
        kept = [host for host in self._hosts if host != host_in_letters(host)]
        earlier = self.instance.hosts.filter(is_earlier=True).values_list("hostname", flat=True)
        field = self.fields["hostnames"]
        for message, hosts in (
            (_("Kept as %(hosts)s."), kept),
            (_("Earlier hosts, which redirect too: %(hosts)s."), map(host_in_both_forms, earlier)),
        ):
            if names := ", ".join(hosts):
                field.help_text = f"{field.help_text} {message % {'hosts': names}}"

    def _related_values(self) -> dict[str, Any]:
        codes = self.instance.locales.values_list("locale__language_code", flat=True)
        subscriptions = self.instance.subscriptions.values_list("condition_key", flat=True)
        return {
            "hostnames": "\n".join(map(host_in_letters, self._hosts)),
            "front_ends": "\n".join(self.instance.origins.values_list("origin", flat=True)),
            "languages": list(codes),
            "articles": list(subscriptions),
        }

    def clean_languages(self) -> list[str]:
        """Return the codes in order; a browser does not send the first one, which is disabled."""
        chosen = {*self.cleaned_data["languages"], *self.initial["languages"][:1]}
        codes = [code for code, _name in self.fields["languages"].choices if code in chosen]
        check_locales(self.instance, codes)
        return codes

    def clean_hostnames(self) -> list[str]:
        """Return the names in order, each once, as they are kept."""
        return check_hosts(self.instance, self.cleaned_data["hostnames"].split())

    def clean_front_ends(self) -> list[str]:
        """Return the origins as browsers send them, each once."""
        return check_origins(self.cleaned_data["front_ends"].split())

    @transaction.atomic
    def save(self, commit: bool = True) -> Clinic:
        clinic: Clinic = super().save(commit)
        if commit:
            change_hosts(clinic=clinic, hostnames=self.cleaned_data["hostnames"])
            change_origins(clinic=clinic, origins=self.cleaned_data["front_ends"])
            self._subscribe(clinic)
            self.left_to_do = change_locales(clinic=clinic, codes=self.cleaned_data["languages"])
            if self.has_changed():
                note_changed(clinic)
        return clinic

    def _subscribe(self, clinic: Clinic) -> None:
        """Save the choice; subscriptions that the form does not offer stay: to drafts, say."""
        offered = set(self.fields["articles"].queryset.values_list("translation_key", flat=True))
        chosen = {page.translation_key for page in self.cleaned_data["articles"]}
        clinic.subscriptions.filter(condition_key__in=offered - chosen).delete()
        for key in chosen:
            Subscription.objects.get_or_create(clinic=clinic, condition_key=key)


def _chosen_first(chosen: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the choices of a field by code: those that are chosen in their order, then others."""
    return [(code, names.get(code, code)) for code in dict.fromkeys([*chosen, *names])]


class WebsiteColumn(Column):
    """A link to a clinic's website."""

    def get_value(self, instance: Clinic) -> SafeString | str:
        hostname: str | None = super().get_value(instance)
        if hostname is None:
            return ""
        url = f"{origin().of(hostname)}/"
        return format_html('<a href="{}">{}</a>', url, host_in_both_forms(hostname))


class ClinicIndexView(IndexView):
    """Lists clinics with their canonical hosts. The same queries for any number of them."""

    def get_base_queryset(self) -> QuerySet[Clinic]:
        clinics: QuerySet[Clinic] = super().get_base_queryset()
        return with_canonical_host(clinics.select_related("default_locale"))


class ClinicEditView(EditView):
    """Shows what is left to do after adding a language, or why a language was refused."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        url = reverse(PEOPLE, args=[self.object.pk])
        return [*super().header_more_buttons, Button(_("People"), url=url, icon_name="group")]

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
                [FieldPanel("front_ends"), FieldPanel("preview_url", widget=forms.URLInput)],
                heading=_("Front ends"),
            ),
            MultiFieldPanel(
                [FieldPanel("subscribes_to_all"), FieldPanel("articles")],
                heading=_("Shared articles"),
            ),
        ],
        base_form_class=ClinicForm,
    )
