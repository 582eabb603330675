"""The form of a clinic, with its hosts, front ends, languages and articles in their own tables."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.coreutils import get_content_languages

from clinic_cms.launching.languages import change_locales, check_locales
from clinic_cms.models import Clinic, ConditionPage, Subscription
from clinic_cms.models.language_help import tag_line_choices
from clinic_cms.publishing.webhooks import note_changed
from clinic_cms.tenancy.hosts import change_hosts, change_origins, check_hosts, check_origins


class LanguageCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of which the first is always ticked."""

    def create_option(
        self,
        name: str,
        value: Any,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if index == 0:
            option["attrs"] |= {"disabled": True, "checked": True}
        return option


class ClinicForm(WagtailAdminModelForm):
    """Edits a launched clinic; its pages are edited as pages."""

    hostnames = forms.CharField(
        label=_("Host names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. The first is canonical; the others redirect to it."),
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
        self.fields["languages"].choices = self._language_choices()
        # Those that are chosen come first, and so keep their order.
        lines = dict(tag_line_choices())
        chosen = [code for code in self.instance.language_help if code in lines]
        self.fields["language_help"].choices = [
            (code, lines[code]) for code in dict.fromkeys([*chosen, *lines])
        ]
        self.left_to_do: list[str] = []
        """What is left to do after the languages are saved, a sentence each."""

    def _related_values(self) -> dict[str, Any]:
        codes = self.instance.locales.values_list("locale__language_code", flat=True)
        subscriptions = self.instance.subscriptions.values_list("condition_key", flat=True)
        return {
            "hostnames": "\n".join(self.instance.hosts.values_list("hostname", flat=True)),
            "front_ends": "\n".join(self.instance.origins.values_list("origin", flat=True)),
            "languages": list(codes),
            "articles": list(subscriptions),
        }

    def _language_choices(self) -> list[tuple[str, str]]:
        """Return the clinic's languages in their order, then the others of the install."""
        names = get_content_languages()
        codes = dict.fromkeys([*self.initial["languages"], *names])
        return [(code, names.get(code, code)) for code in codes]

    def clean_languages(self) -> list[str]:
        """Return the codes in order; a browser does not send the first one, which is disabled."""
        chosen = {*self.cleaned_data["languages"], *self.initial["languages"][:1]}
        codes = [code for code, _name in self.fields["languages"].choices if code in chosen]
        check_locales(self.instance, codes)
        return codes

    def clean_hostnames(self) -> list[str]:
        """Return the names in order, each once."""
        lines = self.cleaned_data["hostnames"].lower().split()
        hostnames = list(dict.fromkeys(lines))
        check_hosts(self.instance, hostnames)
        return hostnames

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
