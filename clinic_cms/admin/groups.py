"""Forms with groups. Each clinic has four: a dialog finds them, in place of a list of all."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.forms import BaseForm, Media, ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic.edit import FormMixin
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.workflows import BaseTaskChooserView, task_chosen
from wagtail.models import Collection, Workflow
from wagtail.permissions import policy_registry
from wagtail.users.views.bulk_actions.assign_role import AssignRoleBulkAction, RoleForm
from wagtail.users.views.groups import PermissionPanelFormsMixin

from clinic_cms.admin.choosers import GroupFilter, group_chooser
from clinic_cms.admin.collections import collection_widget
from clinic_cms.models import ClinicRole

ANOTHER = "another"
"""Follows the name of the field in that of the dialog's."""


class GroupCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of the chosen groups and of those that are no clinic's, and a dialog for others.

    The dialog adds one group at a time. In a dialog there is none: one dialog closes another.
    """

    template_name = "clinic_cms/admin/group_checkboxes.html"

    def __init__(self, *, in_dialog: bool = False) -> None:
        super().__init__()
        choose = _("Choose a clinic's group")
        self.dialog = group_chooser.widget_class(choose_one_text=choose, show_edit_link=False)
        self.in_dialog = in_dialog

    @property
    def media(self) -> Media:
        media: Media = super().media + self.dialog.media
        return media

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        chosen = Q(pk__in=[pk for pk in value if str(pk).isdigit()])
        of_clinics = Exists(ClinicRole.objects.filter(group=OuterRef("pk")))
        rows = Group.objects.filter(chosen | ~of_clinics).order_by("name")
        self.choices = [*rows.values_list("pk", "name")]
        return super().optgroups(name, value, attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not self.in_dialog:
            another = f"{context['widget']['attrs'].get('id', name)}-{ANOTHER}"
            context["dialog"] = self.dialog.render(f"{name}-{ANOTHER}", None, {"id": another})
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        chosen = super().value_from_datadict(data, files, name) or []
        another = self.dialog.value_from_datadict(data, files, f"{name}-{ANOTHER}")
        return [*chosen, another] if another else [*chosen]


class GroupsAreChosen(FormMixin[Any]):
    """A view whose form has groups: the form of a user, or of a task of a workflow."""

    def get_form(self, form_class: Any = None) -> BaseForm:
        form: BaseForm = super().get_form(form_class)
        if "groups" in form.fields:
            form.fields["groups"].widget = GroupCheckboxes()
        return form


class FewGroups(forms.BaseForm):
    """A form that stands in a dialog."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].widget = GroupCheckboxes(in_dialog=True)


def check_arranges_workflows(request: HttpRequest) -> None:
    """Raise PermissionDenied for who may not: Wagtail shows tasks to all."""
    policy = policy_registry.get_by_type(Workflow)
    if not policy.user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied


class ForWorkflowEditors(View):
    """A view of all tasks of workflows."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_arranges_workflows(request)
        return super().dispatch(request, *args, **kwargs)


@require_admin_access
def chosen_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say which task was chosen."""
    check_arranges_workflows(request)
    response: HttpResponse = task_chosen(request, task_id)
    return response


class NewTaskDialog(ForWorkflowEditors, BaseTaskChooserView):
    """The dialog in which a workflow gets a task, which may be a new one."""

    def get_create_form_class(self) -> Any:
        form = super().get_create_form_class()
        return form and type(form)("TaskForm", (FewGroups, form), {})


class CollectionsAreChosen(PermissionPanelFormsMixin):
    """The form of a group, in which each collection that it has permissions for is chosen."""

    @cached_property
    def permission_panel_forms(self) -> list[Any]:
        panels: list[Any] = super().permission_panel_forms
        for panel in panels:
            if stock := panel.form.base_fields.get("collection"):
                field = ModelChoiceField(
                    label=stock.label, queryset=Collection.objects.all(), widget=collection_widget()
                )
                panel.form = type(panel.form)(
                    panel.form.__name__, (panel.form,), {"collection": field}
                )
        return panels


class GroupIsChosen:
    """A filter set in which a group is chosen in a dialog."""

    filters: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.filters["group"]
        self.filters["group"] = GroupFilter(
            field_name=stock.field_name, label=stock.label, queryset=stock.extra["queryset"]
        )


class UserList(IndexView):
    """The list of users."""

    filterset_class: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.filterset_class = type("UserFilters", (GroupIsChosen, self.filterset_class), {})


class RoleIsChosen(RoleForm):
    """Asks which role, that is, group."""

    role = ModelChoiceField(
        queryset=Group.objects.all(), widget=group_chooser.widget_class(show_edit_link=False)
    )


class AssignRole(AssignRoleBulkAction):
    """Gives a role to several users."""

    form_class = RoleIsChosen


VIEWS = {"wagtailadmin_workflows:task_chosen": chosen_task}
"""The name of a stock view with ours, which replaces it."""


def views() -> Iterator[tuple[str, type]]:
    """Yield the names of stock views with what they are derived from."""
    for name in ("users:add", "users:edit"):
        yield f"wagtailusers_{name}", GroupsAreChosen
    for name in ("add_task", "edit_task"):
        yield f"wagtailadmin_workflows:{name}", GroupsAreChosen
    for name in ("task_chooser", "task_chooser_create"):
        yield f"wagtailadmin_workflows:{name}", NewTaskDialog
    for name in ("task_chooser_results",):
        yield f"wagtailadmin_workflows:{name}", ForWorkflowEditors
    for name in ("groups:add", "groups:edit"):
        yield f"wagtailusers_{name}", CollectionsAreChosen
    for name in ("users:index", "users:index_results"):
        yield f"wagtailusers_{name}", UserList
