"""The form of a webhook."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from clinic_cms.errors import error_id
from clinic_cms.models import Clinic, WebhookEndpoint
from clinic_cms.publishing.webhooks import NotAllowed, event_types, target_of
from clinic_cms.tenancy.policies import clinics_visible_to, sees_all_webhooks

WRONG_TARGET = error_id("clinic_cms.U001")


class WebhookForm(WagtailAdminModelForm):
    """Offers the clinic only to those who have a choice."""

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Events are sent there by POST. Redirects are not followed."),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none to be told of everything."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["clinic", "url", "events"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {kind.name: kind.label for kind in event_types.registered()}
        names = dict.fromkeys([*known, *self.instance.events])
        self.fields["events"].choices = [(name, known.get(name, name)) for name in names]
        clinics = clinics_visible_to(self.for_user)
        self.fields["clinic"].queryset = clinics.filter(retired_at=None)
        if self.instance.pk is not None:
            # Its log, and what still waits, tell of the clinic for which it was made.
            self.fields["clinic"].disabled = True
            self.fields["clinic"].queryset = Clinic.objects.filter(pk=self.instance.clinic_id)
        if sees_all_webhooks(self.for_user):
            return
        self.fields["clinic"].required = True
        only = list(clinics[:2])
        if len(only) == 1:
            del self.fields["clinic"]
            self.instance.clinic = only[0]

    def clean_url(self) -> str:
        """Refuse what no message could be sent to."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            target_of(url)
        except NotAllowed as refusal:
            raise ValidationError(str(refusal), code=WRONG_TARGET) from refusal
        return url
