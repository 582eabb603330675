"""Collections, of which each clinic has one: a list in pages, and a dialog to choose one."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.forms import Form, Widget
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.collections import Create, Edit, Index
from wagtail.admin.views.generic.multiple_upload import AddView
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.views.bulk_actions.add_to_collection import (
    AddToCollectionBulkAction as DocumentsToCollection,
)
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.images.views.bulk_actions.add_to_collection import (
    AddToCollectionBulkAction as ImagesToCollection,
)
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImageIndexView
from wagtail.models import Collection

from clinic_cms.admin.choosers import ChosenField, CollectionFilter, collection_chooser
from clinic_cms.admin.tags import popular_tags

TOP = 2
"""The depth of collections that stand below no other."""


class CollectionIndex(Index):
    """The list of collections, page by page."""

    paginate_by = 50

    def get_queryset(self) -> QuerySet[Collection]:
        return super().get_queryset().order_by("path")

    def get_table(self, object_list: Sequence[Collection]) -> Any:
        rows = [(each.pk, each.get_indented_name(TOP, html=True)) for each in object_list]
        return super(Index, self).get_table(rows)


class CollectionCreate(Create):
    """The form of a new collection."""

    def get_form(self, form_class: Any = None) -> Form:
        return choose_parent(super().get_form(form_class))


class CollectionEdit(Edit):
    """The form of a collection."""

    def get_form(self, form_class: Any = None) -> Form:
        return choose_parent(super().get_form(form_class))


def choose_parent(form: Form) -> Form:
    """Let the parent of a collection be chosen in a dialog."""
    if parent := form.fields.get("parent"):
        parent.widget = collection_widget()
    return form


class MediaFilters:
    """A filter set in which a collection is chosen in a dialog, and with the user's own tags."""

    filters: dict[str, Any]
    request: HttpRequest
    _meta: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.filters.get("collection_id"):
            self.filters["collection_id"] = CollectionFilter(
                field_name="collection_id", label=stock.label, queryset=stock.extra["queryset"]
            )
        if stock := self.filters.get("tag"):
            names = popular_tags(self.request.user, self._meta.model)
            stock.extra["choices"] = [(name, name) for name in names]
            if not names:
                del self.filters["tag"]


class ImageFilters(MediaFilters, ImagesFilterSet):
    """The filters of images."""


class DocumentFilters(MediaFilters, DocumentsFilterSet):
    """The filters of documents."""


class ImageIndex(ImageIndexView):
    """The list of images."""

    filterset_class = ImageFilters


class DocumentIndex(DocumentIndexView):
    """The list of documents."""

    filterset_class = DocumentFilters


class AddMany(AddView):
    """The page that uploads many files, into the collection by which the list was filtered.

    That of each file can be changed once it is there.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if rows := context["collections"]:
            selected = context["selected_collection_id"] or ""
            chosen = rows.filter(pk=selected) if selected.isdigit() else rows.none()
            context["collections"] = chosen or rows.filter(pk=rows.order_by("path")[0].pk)
        return context


class NewCollectionForm(Form):
    """Asks into which collection files are to go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock: Any = self.fields["collection"]
        choose_collection_of(self.fields, stock.queryset)


class AddImages(ImagesToCollection):
    """Moves several images into a collection."""

    form_class = type("ImagesForm", (NewCollectionForm, ImagesToCollection.form_class), {})


class AddDocuments(DocumentsToCollection):
    """Moves several documents into a collection."""

    form_class = type("DocumentsForm", (NewCollectionForm, DocumentsToCollection.form_class), {})


BULK_ACTIONS = (AddImages, AddDocuments)
VIEWS: dict[str, Any] = {
    "wagtailadmin_collections:index": CollectionIndex,
    "wagtailadmin_collections:add": CollectionCreate,
    "wagtailadmin_collections:edit": CollectionEdit,
    "wagtailimages:index": ImageIndex,
    "wagtailimages:index_results": ImageIndex,
    "wagtaildocs:index": DocumentIndex,
    "wagtaildocs:index_results": DocumentIndex,
}


def views() -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
    """Yield the names of stock views with ours, which replace them."""
    for name, view in VIEWS.items():
        options = {"results_only": True} if name.endswith("_results") else {}
        yield name, require_admin_access(view.as_view(**options))


def mixins() -> Iterator[tuple[str, type]]:
    """Yield the names of stock views with what they are derived from."""
    yield "wagtailimages:add_multiple", AddMany
    yield "wagtaildocs:add_multiple", AddMany


def choose_collection(form: Any) -> None:
    """Let the collection of a picture or document be chosen in a dialog, if there are several."""
    if "collection" in form.fields:
        choose_collection_of(form.fields, form.collections)


def choose_collection_of(fields: dict[str, Any], rows: QuerySet[Collection]) -> None:
    """Let one of these collections be chosen in a dialog; another one counts as not chosen."""
    stock = fields["collection"]
    fields["collection"] = ChosenField(
        label=stock.label, queryset=rows, required=stock.required, widget=collection_widget()
    )


class DocumentForm(BaseDocumentForm):
    """Wagtail's form of a document, in which the collection is chosen in a dialog."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_collection(self)


def collection_widget() -> Widget:
    """Return a dialog for a field that cannot be empty."""
    widget: Widget = collection_chooser.widget_class(show_clear_link=False, show_edit_link=False)
    return widget
