"""Choosers of what there may be thousands of: a dialog that searches as one types.

They stand where Wagtail and Django would list every row, in filters and in forms.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.urls import URLPattern
from django_filters.fields import ModelChoiceField
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsView,
    ChooseView,
    ChosenMultipleViewMixin,
    ChosenView,
    ChosenViewMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from clinic_cms.models import Clinic, WebhookEndpoint
from clinic_cms.routing import host_in_both_forms
from clinic_cms.tenancy.hosts import with_canonical_host
from clinic_cms.tenancy.policies import (
    clinics_visible_to,
    endpoints_visible_to,
    groups_visible_to,
    people_visible_to,
)

VIEWS = {"choose", "choose_results", "chosen"}
"""One row is chosen, and none is added."""


class SearchForm(SearchFilterMixin, BaseFilterForm):
    """Finds rows by all words of the query, in any of some fields."""

    fields_searched: ClassVar[tuple[str, ...]] = ()

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            found = Q()
            for name in self.fields_searched:
                found |= Q(**{f"{name}__icontains": word})
            objects = objects.filter(found)
        return objects.distinct() if self.is_searching else objects


class RowsInSight:
    """Offers only the rows that a user sees, with a column that tells namesakes apart."""

    chooser: Any = None
    """The `Chooser`."""
    request: Any

    def get_object_list(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.chooser.rows(self.request.user)
        return rows

    def get_object(self, pk: str) -> Model:
        row: Model = self.get_object_list().get(pk=pk)
        return row


class ListInSight(RowsInSight, BaseChooseView):
    """What the dialog and its results have in common."""

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("details", label="", accessor=self.chooser.details)]


class Choose(ListInSight, ChooseView):
    """The dialog."""


class ChooseResults(ListInSight, ChooseResultsView):
    """The results in the dialog."""


class ChosenByKey(ChosenViewMixin):
    """What was chosen. Wagtail fails over a text that can be no primary key."""

    def get_object(self, pk: str) -> Model:
        try:
            row: Model = super().get_object(pk)
        except ValueError as error:
            raise self.model_class.DoesNotExist from error
        return row


class ManyChosenByKeys(ChosenMultipleViewMixin):
    """What several were chosen: texts that can be no primary keys are left out."""

    def get_objects(self, pks: Iterable[str]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_objects([pk for pk in pks if pk.isdecimal()])
        return rows


class Chosen(ChosenByKey, RowsInSight, ChosenView):
    """What was chosen."""


class Chooser(ChooserViewSet):
    """Chooses a row that the user sees."""

    register_widget = False
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    choose_one_text = BaseChooser.choose_one_text
    choose_another_text = BaseChooser.choose_another_text
    edit_item_text = BaseChooser.link_to_chosen_text
    fields_searched: tuple[str, ...] = ()

    def rows(self, user: Any) -> QuerySet[Any]:
        """Return the rows that a user may choose."""
        raise NotImplementedError

    def details(self, row: Any) -> object:
        """Return what tells a row from its namesakes."""
        raise NotImplementedError

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        form = type("Search", (SearchForm,), {"fields_searched": self.fields_searched})
        kwargs |= {"chooser": self, "filter_form_class": form}
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in VIEWS]


class ClinicChooser(Chooser):
    """Chooses a clinic by its name or host."""

    model = Clinic
    icon = "home"
    fields_searched = ("name", "slug", "hosts__hostname")

    def rows(self, user: Any) -> QuerySet[Clinic]:
        return with_canonical_host(clinics_visible_to(user).filter(retired_at=None))

    def details(self, row: Any) -> object:
        return host_in_both_forms(row.canonical_hostname or "")


class PersonChooser(Chooser):
    """Chooses a user by name or e-mail."""

    model = get_user_model()
    icon = "user"
    fields_searched = ("username", "first_name", "last_name", "email")

    def rows(self, user: Any) -> QuerySet[Any]:
        return people_visible_to(user).order_by("username")

    def details(self, row: Any) -> object:
        return get_user_display_name(row)


class WebhookChooser(Chooser):
    """Chooses a webhook by its URL or its clinic's name."""

    model = WebhookEndpoint
    icon = "link"
    fields_searched = ("url", "clinic__name")

    def rows(self, user: Any) -> QuerySet[WebhookEndpoint]:
        return endpoints_visible_to(user)

    def details(self, row: Any) -> object:
        return row.clinic or ""


class CollectionChooser(Chooser):
    """Chooses a collection of images and documents by its name."""

    model = Collection
    icon = "folder-open-1"
    fields_searched = ("name",)

    def rows(self, user: Any) -> QuerySet[Collection]:
        policy = policy_registry.get_by_type(get_image_model())
        rows: QuerySet[Collection] = policy.collections_user_has_any_permission_for(
            user, ["add", "change"]
        )
        return rows.order_by("path")

    def details(self, row: Any) -> object:
        return ""


class GroupChooser(Chooser):
    """Chooses a group by its name, which is that of its clinic."""

    model = Group
    icon = "group"
    fields_searched = ("name",)

    def rows(self, user: Any) -> QuerySet[Group]:
        return groups_visible_to(user).order_by("name")

    def details(self, row: Any) -> object:
        return ""


clinic_chooser = ClinicChooser("choose_clinic")
group_chooser = GroupChooser("choose_group")
collection_chooser = CollectionChooser("choose_collection")
webhook_chooser = WebhookChooser("choose_webhook")
person_chooser = PersonChooser("choose_person")
ALL = [clinic_chooser, collection_chooser, group_chooser, person_chooser, webhook_chooser]


class ChosenField(ModelChoiceField):
    """A field of a filter: what is no row that the user sees counts as not chosen."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return the row, so that the widget does not show the name of another one."""
        try:
            return self.to_python(data)
        except ValidationError:
            return None


class ChosenFilter(django_filters.ModelChoiceFilter):
    """A filter by one row, which is chosen in a dialog."""

    field_class = ChosenField
    chooser: Chooser

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", lambda request: self.chooser.rows(request.user))
        super().__init__(widget=self.chooser.widget_class, **kwargs)


class ClinicFilter(ChosenFilter):
    """A filter by clinic."""

    chooser = clinic_chooser


class PersonFilter(ChosenFilter):
    """A filter by user."""

    chooser = person_chooser


class GroupFilter(ChosenFilter):
    """A filter by group."""

    chooser = group_chooser


class WebhookFilter(ChosenFilter):
    """A filter by webhook."""

    chooser = webhook_chooser


class CollectionFilter(ChosenFilter):
    """A filter by collection."""

    chooser = collection_chooser
