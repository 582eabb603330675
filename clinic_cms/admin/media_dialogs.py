"""The dialogs that choose an image or a document: collections are found by name as one types.

Elsewhere a collection is chosen in a dialog of its own, but one dialog closes another.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm, ModelChoiceField
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import BaseChooseView, CreationFormMixin
from wagtail.models import Collection

from clinic_cms.admin import url_names
from clinic_cms.admin.choosers import ChosenByKey, ManyChosenByKeys, collection_chooser
from clinic_cms.admin.tags import popular_tags

MOST_NAMES = 20


def collection_names(request: HttpRequest) -> JsonResponse:
    """Return the names of some collections that contain what was typed, as JSON."""
    rows = collection_chooser.rows(request.user)
    found = rows.filter(name__icontains=request.GET.get("q", "")).order_by("name")
    return JsonResponse({"names": [*found.values_list("name", flat=True)[:MOST_NAMES]]})


class NameInput(forms.TextInput):
    """The name of a collection; a script offers those that match."""

    template_name = "clinic_cms/admin/collection_name.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-clinic-names": reverse_lazy(url_names.COLLECTION_NAMES),
            "list": f"{context['widget']['attrs'].get('id', name)}-names",
            "autocomplete": "off",
        }
        return context


class NamedCollection(ModelChoiceField[Collection]):
    """A collection by its name, which no other one may have."""

    widget = NameInput

    def prepare_value(self, value: Any) -> Any:
        """Return the name of a collection, or what was typed."""
        if isinstance(value, int):
            value = Collection.objects.filter(pk=value).first()
        return value.name if isinstance(value, Collection) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        named = Collection.objects.filter(name__iexact=str(value).strip())
        found = [*named.filter(pk__in=self.queryset)[:2]] if self.queryset is not None else []
        if len(found) != 1:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": value})
        return found[0]


class InNamedCollection(BaseFilterForm):
    """A filter of a dialog: keeps what lies in collections whose name contains what was typed."""

    collection = forms.CharField(
        label=capfirst(Collection._meta.verbose_name),
        required=False,
        widget=NameInput(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, rows: Any) -> Any:
        if name := self.cleaned_data["collection"].strip():
            self.is_filtering_by_collection = True
            named = Collection.objects.filter(name__icontains=name)
            # A subquery is no filter that the search knows.
            rows = rows.filter(collection__in=[*named.values_list("pk", flat=True)[:MOST_NAMES]])
        return super().filter(rows)


class UploadInDialog(CreationFormMixin):
    """Uploads an image or document into a collection."""

    def get_creation_form(self) -> BaseForm | None:
        form: BaseForm | None = super().get_creation_form()
        stock = form and form.fields.get("collection")
        if form and isinstance(stock, ModelChoiceField):
            form.fields["collection"] = NamedCollection(
                label=stock.label, queryset=stock.queryset, required=stock.required
            )
        return form


class ChooseInDialog(UploadInDialog, BaseChooseView):
    """Lists images or documents."""

    @cached_property
    def collections(self) -> list[Collection] | None:
        """Two collections, if the user chooses from so many; Wagtail reads all of them."""
        rows: QuerySet[Collection] = self.permission_policy.collections_user_has_permission_for(
            self.request.user, "choose"
        )
        found = [*rows[:2]]
        return found if len(found) > 1 else None

    def get_filter_form(self) -> forms.Form:
        stock = self.get_filter_form_class()
        bases = (InNamedCollection, stock) if self.collections else (stock,)
        form: forms.Form = type(stock)("FilterForm", bases, {})(self.request.GET)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if "popular_tags" in context:
            names = popular_tags(self.request.user, self.model_class)
            context["popular_tags"] = [{"name": name} for name in names]
        return context


def views() -> Iterator[tuple[str, type]]:
    """Yield the names of stock views with what they are derived from."""
    for chooser in ("wagtailimages_chooser", "wagtaildocs_chooser"):
        yield f"{chooser}:choose", ChooseInDialog
        yield f"{chooser}:choose_results", ChooseInDialog
        yield f"{chooser}:create", UploadInDialog
        yield f"{chooser}:chosen", ChosenByKey
        yield f"{chooser}:chosen_multiple", ManyChosenByKeys
