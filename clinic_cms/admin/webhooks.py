"""Webhooks: their list, their form, and its buttons: pause, renew the secret, send again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import LogActionRegistry, log
from wagtail.permissions import policy_registry

from clinic_cms.admin.choosers import clinic_chooser
from clinic_cms.admin.deliveries import badge, replay_failed, will_be_sent
from clinic_cms.admin.url_names import ACT, WEBHOOKS, deliveries_url, webhook_url
from clinic_cms.errors import error_id
from clinic_cms.models import Clinic, WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState, PauseReason
from clinic_cms.publishing.webhooks import event_types, outbox, retries
from clinic_cms.publishing.webhooks.allowed_addresses import NotAllowed, target_of
from clinic_cms.tenancy.policies import (
    clinics_owned_by,
    clinics_visible_to,
    endpoints_visible_to,
    sees_all_webhooks,
)

LOG_ACTION = "clinic_cms.webhook_"
"""Followed by the name of the button."""
WRONG_TARGET = error_id("clinic_cms.U001")


def state_of(endpoint: WebhookEndpoint) -> SafeString:
    """Return whether a webhook is active, failing or paused, and why it is paused."""
    if endpoint.paused_at:
        reason = endpoint.get_pause_reason_display()
        return format_html("{} {}", badge(_("Paused"), "stale"), reason)
    if endpoint.failing_since:
        return badge(_("Failing"), "machine")
    return badge(_("Active"), "published")


def events_of(endpoint: WebhookEndpoint) -> str:
    """Return the names of the events that a webhook receives."""
    labels = [str(event_types.label_of(name)) for name in endpoint.events]
    return ", ".join(labels) or _("Everything")


def clinic_of(endpoint: WebhookEndpoint) -> str:
    """Return the name of the clinic whose events a webhook receives."""
    return str(endpoint.clinic) if endpoint.clinic else _("All clinics")


class WebhookForm(WagtailAdminModelForm):
    """Offers a choice of clinic only to those who may choose."""

    url = forms.CharField(
        label=gettext_lazy("URL"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("Events are sent to this URL by POST. Redirects are not followed."),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Tick none to receive all of them."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["clinic", "url", "events"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {kind.name: kind.label for kind in event_types.registered()}
        names = dict.fromkeys([*known, *self.instance.events])
        self.fields["events"].choices = [(name, known.get(name, name)) for name in names]
        sees_all = sees_all_webhooks(self.for_user)
        clinics = (clinics_visible_to if sees_all else clinics_owned_by)(self.for_user)
        self.fields["clinic"].queryset = clinics.filter(retired_at=None)
        if self.instance.pk is not None:
            # Its deliveries, sent or waiting, are about the clinic for which it was made.
            self.fields["clinic"].disabled = True
            self.fields["clinic"].queryset = Clinic.objects.filter(pk=self.instance.clinic_id)
        if sees_all:
            return
        self.fields["clinic"].required = True
        only = list(clinics[:2])
        if len(only) == 1:
            del self.fields["clinic"]
            self.instance.clinic = only[0]

    def clean_url(self) -> str:
        """Refuse a URL to which nothing may be sent."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            target_of(url)
        except NotAllowed as refusal:
            raise ValidationError(str(refusal), code=WRONG_TARGET) from refusal
        return url


class InSight:
    """A view of one webhook: 404 if the user may not see it."""

    request: Any
    kwargs: dict[str, Any]

    def get_object(self, queryset: Any = None) -> WebhookEndpoint:
        rows = endpoints_visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class WebhookIndexView(IndexView):
    """Lists the webhooks that the user may see, with their state."""

    def get_base_queryset(self) -> QuerySet[WebhookEndpoint]:
        return endpoints_visible_to(self.request.user)

    @cached_property
    def header_buttons(self) -> list[Any]:
        button = HeaderButton(_("Deliveries"), url=deliveries_url(), icon_name="list-ul")
        return [*super().header_buttons, button]


class WebhookEditView(InSight, EditView):
    """The form, with the secret and the actions."""

    template_name = "clinic_cms/admin/webhooks/edit.html"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        button = Button(_("Deliveries"), url=deliveries_url(self.object), icon_name="list-ul")
        return [*super().header_more_buttons, button]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failed = self.object.deliveries.filter(state=DeliveryState.FAILED)
        return super().get_context_data(
            state=state_of(self.object),
            failed=failed.count(),
            act_url=reverse(f"{WEBHOOKS}:{ACT}", args=[self.object.pk]),
            log_url=deliveries_url(self.object),
            **kwargs,
        )


class WebhookDeleteView(InSight, DeleteView):
    """Deletes a webhook and its deliveries."""


class WebhookHistoryView(InSight, HistoryView):
    """Who changed what, and when."""


class WebhookUsageView(InSight, UsageView):
    """Wagtail's own view, for the webhooks that the user may see."""


def _pause(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    retries.pause(endpoint, PauseReason.BY_HAND)
    return _("Nothing is sent until you resume. Events that happen in the meantime are kept.")


def _resume(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    return will_be_sent(outbox.resume(endpoint=endpoint))


def _rotate(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    endpoint.rotate_secret()
    return _("The secret was renewed. For a day, messages are also signed with the old one.")


def _test(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    outbox.note_test(endpoint)
    return _("A test will be sent within a minute.")


ACTIONS: dict[str, tuple[Any, Callable[[WebhookEndpoint, HttpRequest], str]]] = {
    "pause": (gettext_lazy("Pause"), _pause),
    "resume": (gettext_lazy("Resume"), _resume),
    "rotate": (gettext_lazy("Renew the secret"), _rotate),
    "test": (gettext_lazy("Send a test"), _test),
    "replay": (gettext_lazy("Send again"), replay_failed),
}
"""The buttons by name: the label, and what runs and returns a message."""


def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the actions, so that a webhook's history shows them."""
    for name, (label, _run) in ACTIONS.items():
        actions.register_action(LOG_ACTION + name, label, label)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the action of the pressed button, and show the result."""
    endpoint = get_object_or_404(endpoints_visible_to(request.user), pk=pk)
    name = request.POST.get("action", "")
    policy = policy_registry.get_by_type(WebhookEndpoint)
    if name not in ACTIONS or not policy.user_has_permission(request.user, "change"):
        raise Http404
    _label, run = ACTIONS[name]
    message = run(endpoint, request)
    log(instance=endpoint, action=LOG_ACTION + name, user=request.user)
    messages.success(request, message)
    return redirect(webhook_url(endpoint))


class WebhookViewSet(ModelViewSet):
    """Webhooks of the user's clinic; of all clinics for the agency."""

    model = WebhookEndpoint
    name = WEBHOOKS
    url_prefix = "webhooks"
    icon = "link"
    menu_label = gettext_lazy("Webhooks")
    menu_name = "webhooks"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = WebhookIndexView
    edit_view_class = WebhookEditView
    delete_view_class = WebhookDeleteView
    history_view_class = WebhookHistoryView
    usage_view_class = WebhookUsageView
    list_display = [
        "url",
        Column("whose", label=gettext_lazy("Clinic"), accessor=clinic_of),
        Column("wanted", label=gettext_lazy("Events"), accessor=events_of),
        Column("state", label=gettext_lazy("State"), accessor=state_of),
    ]
    search_fields = ["url", "clinic__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("clinic", widget=clinic_chooser.widget_class),
            FieldPanel("url"),
            FieldPanel("events"),
        ],
        base_form_class=WebhookForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("act/<int:pk>/", act, name=ACT)]
