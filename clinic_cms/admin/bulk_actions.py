"""What is done to several pages, pictures or documents at once: those that the user may know of."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from clinic_cms.admin.page_choosers import ParentField
from clinic_cms.tenancy.visibility import rows_visible_to

REFUSED = "items_with_no_access"


class OfVisibleRows(BulkAction):
    """A bulk action whose dialog does not name what another clinic has.

    Wagtail names all that is asked for, and says of what the user may not change that they may not.
    """

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        """Return what can be done and what cannot; raises Http404 if nothing is known of."""
        try:
            objects, others = super().get_actionable_objects()
        except ObjectDoesNotExist as error:
            # The parent below which all are asked for.
            raise Http404 from error
        rows = rows_visible_to(self.request.user, self.model)
        known = {
            *rows.filter(pk__in=[row.pk for row in others[REFUSED]]).values_list("pk", flat=True)
        }
        others[REFUSED] = [row for row in others[REFUSED] if row.pk in known]
        if not objects and not any(others.values()):
            raise Http404
        return objects, others

    def get_form(self, form_class: Any = None) -> BaseForm:
        form: BaseForm = super().get_form(form_class)
        if parent := form.fields.get("chooser"):
            form.fields["chooser"] = ParentField(parent, self.request.user)
        return form


def dispatch(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> HttpResponseBase:
    """Do a bulk action, or show its dialog; raises Http404 if there is none of the name."""
    stock = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if stock is None:
        raise Http404
    kept = type(stock.__name__, (OfVisibleRows, stock), {})
    response: HttpResponseBase = kept(request, apps.get_model(app_label, model_name)).dispatch(
        request
    )
    return response


VIEWS = {"wagtail_bulk_action": require_admin_access(dispatch)}
"""The name of the stock view with ours, which replaces it."""
