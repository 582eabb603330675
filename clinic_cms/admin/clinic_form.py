"""The form of a clinic: hosts and articles are kept in rows of their own."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from clinic_cms.models import Clinic, ConditionPage, Subscription
from clinic_cms.tenancy.hosts import change_hosts, check_hosts


class ClinicForm(WagtailAdminModelForm):
    """Edits a launched clinic; languages and pages come from its spec."""

    hostnames = forms.CharField(
        label=_("Host names"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. The first is canonical; the others lead to it."),
    )
    languages = forms.CharField(
        label=_("Languages"),
        required=False,
        disabled=True,
        help_text=_("The first is the default. Languages are added by launching the clinic again."),
    )
    articles = forms.ModelMultipleChoiceField(
        label=_("Shared articles"),
        queryset=ConditionPage.objects.none(),
        to_field_name="translation_key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which articles the clinic shows, where it does not show all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        masters = ConditionPage.objects.masters().live()
        self.fields["articles"].queryset = masters.filter(
            locale_id=self.instance.default_locale_id
        ).order_by("title")
        self.initial |= self._rows()

    def _rows(self) -> dict[str, Any]:
        names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        codes = self.instance.locales.values_list("locale__language_code", flat=True)
        subscriptions = self.instance.subscriptions.values_list("condition_key", flat=True)
        return {
            "hostnames": "\n".join(self.instance.hosts.values_list("hostname", flat=True)),
            "languages": ", ".join(names.get(code, code) for code in codes),
            "articles": list(subscriptions),
        }

    def clean_hostnames(self) -> list[str]:
        """Return the names in order, each once."""
        lines = self.cleaned_data["hostnames"].lower().split()
        hostnames = list(dict.fromkeys(lines))
        check_hosts(self.instance, hostnames)
        return hostnames

    @transaction.atomic
    def save(self, commit: bool = True) -> Clinic:
        clinic: Clinic = super().save(commit)
        if commit:
            change_hosts(clinic=clinic, hostnames=self.cleaned_data["hostnames"])
            self._subscribe(clinic)
        return clinic

    def _subscribe(self, clinic: Clinic) -> None:
        """Keep what the form does not offer: masters that are drafts or in other locales only."""
        offered = set(self.fields["articles"].queryset.values_list("translation_key", flat=True))
        chosen = {page.translation_key for page in self.cleaned_data["articles"]}
        clinic.subscriptions.filter(condition_key__in=offered - chosen).delete()
        for key in chosen:
            Subscription.objects.get_or_create(clinic=clinic, condition_key=key)
