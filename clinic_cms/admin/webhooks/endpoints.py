"""The list of webhooks and their forms."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from clinic_cms.admin.webhooks import url_names
from clinic_cms.admin.webhooks.endpoint_actions import act
from clinic_cms.admin.webhooks.form import WebhookForm
from clinic_cms.models import WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState
from clinic_cms.tenancy.policies import endpoints_visible_to


class InSight:
    """A view of one webhook; one that is not the user's is not found."""

    request: Any
    kwargs: dict[str, Any]

    def get_object(self, queryset: Any = None) -> WebhookEndpoint:
        rows = endpoints_visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class WebhookIndexView(IndexView):
    """Lists the webhooks in the user's sight with their state."""

    def get_base_queryset(self) -> QuerySet[WebhookEndpoint]:
        return endpoints_visible_to(self.request.user)

    @cached_property
    def header_buttons(self) -> list[Any]:
        log = reverse(f"{url_names.DELIVERIES}:index")
        button = HeaderButton(_("Deliveries"), url=log, icon_name="list-ul")
        return [*super().header_buttons, button]


class WebhookEditView(InSight, EditView):
    """The form, and below it the secret and what can be done."""

    template_name = "clinic_cms/admin/webhooks/edit.html"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        log = Button(_("Deliveries"), url=url_names.log_url(self.object), icon_name="list-ul")
        return [*super().header_more_buttons, log]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failed = self.object.deliveries.filter(state=DeliveryState.FAILED)
        return super().get_context_data(
            endpoint=self.object,
            state=url_names.state_of(self.object),
            failed=failed.count(),
            act_url=reverse(f"{url_names.ENDPOINTS}:{url_names.ACT}", args=[self.object.pk]),
            log_url=url_names.log_url(self.object),
            **kwargs,
        )


class WebhookDeleteView(InSight, DeleteView):
    """Deletes a webhook with its log."""


class WebhookHistoryView(InSight, HistoryView):
    """Who changed what, and when."""


class WebhookUsageView(InSight, UsageView):
    """Wagtail's own; nothing refers to webhooks."""


class WebhookViewSet(ModelViewSet):
    """Webhooks of the user's clinic; of all clinics for the agency."""

    model = WebhookEndpoint
    name = url_names.ENDPOINTS
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
        Column("whose", label=gettext_lazy("Clinic"), accessor=url_names.clinic_of),
        Column("wanted", label=gettext_lazy("Events"), accessor=url_names.events_of),
        Column("state", label=gettext_lazy("State"), accessor=url_names.state_of),
    ]
    search_fields = ["url", "clinic__name"]
    edit_handler = ObjectList(
        [FieldPanel("clinic"), FieldPanel("url"), FieldPanel("events")],
        base_form_class=WebhookForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("act/<int:pk>/", act, name=url_names.ACT)]
