"""Whose a row is: a clinic's, or everyone's. Answered for many rows of one kind at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import F, ForeignKey, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import APIToken, Page, Revision, Site, TaskState, WorkflowState
from wagtail.models import Collection as MediaCollection
from wagtail_localize.models import Translation, TranslationSource

from clinic_cms.models import Clinic, ClinicLocale, WebhookDelivery, WebhookEndpoint
from clinic_cms.models.base_page import HOME_PATH_LENGTH

Owners = Callable[[type[Model], Collection[Any]], Mapping[Any, int]]
"""Returns the ids of clinics by the primary keys of what belongs to one; shared rows are absent."""

_owners: dict[type[Model], Owners] = {}


def register_owners(model: type[Model], owners: Owners) -> None:
    """Let rows of a model, and of those that inherit from it, be kept to their clinics."""
    _owners[model] = owners


def has_owners(model: type[Model]) -> bool:
    """Whether it is known whose the rows of a model are."""
    return _owners_of(model) is not None


def clinics_of(model: type[Model], keys: Iterable[Any]) -> Mapping[Any, int]:
    """Return the clinics of those rows that belong to one, by primary key.

    Shared rows are absent, and so are those that do not exist, and keys that cannot be any. At most
    two queries for each kind of row that these rows are about.
    """
    owners = _owners_of(model)
    valid = _valid(model, keys) if owners else []
    return owners(model, valid) if owners and valid else {}


def existing_rows(model: type[Model], keys: Iterable[Any]) -> set[str]:
    """Return those of these primary keys, as texts, by which there is a row. One query."""
    rows = _rows(model, _valid(model, keys))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _owners_of(model: type[Model]) -> Owners | None:
    return next((found for base, found in _owners.items() if issubclass(model, base)), None)


def _valid(model: type[Model], keys: Iterable[Any]) -> list[Any]:
    """Return those that can be primary keys of a model; URLs and queries name all sorts of text."""
    field = model._meta.pk
    while isinstance(field, ForeignKey):
        field = field.target_field
    valid = []
    for key in keys:
        try:
            value = field.to_python(key)
            field.run_validators(value)
        except ValidationError:
            continue
        valid.append(value)
    return valid


def owners_by_field(name: str) -> Owners:
    """Return what reads the clinic from a field, such as "clinic" or "endpoint__clinic"."""

    def owners(model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
        rows = _rows(model, keys).exclude(**{name: None})
        return dict(rows.values_list("pk", name))

    return owners


def owners_by_collection(model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
    """Return whose pictures or documents these are: those of the collections of a clinic."""
    return _owners_by_collection_path(_rows(model, keys), "collection__path")


def _owners_of_collections(model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
    return _owners_by_collection_path(_rows(model, keys), "path")


def _owners_by_collection_path(rows: QuerySet[Any], field: str) -> Mapping[Any, int]:
    paths: dict[Any, str] = dict(rows.values_list("pk", field))
    above = {path[:end] for path in paths.values() for end in _ends(path)}
    clinics = Clinic.objects.filter(collection__path__in=above)
    owners = dict(clinics.values_list("collection__path", "pk"))
    return {
        pk: owners[path[:end]]
        for pk, path in paths.items()
        for end in _ends(path)
        if path[:end] in owners
    }


def _ends(path: str) -> range:
    step = MediaCollection.steplen
    return range(step, len(path) + 1, step)


def owners_by_tree(_model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
    """Return whose pages these are: those of the trees of a clinic's homes."""
    pages = _with_clinic(_rows(Page, keys))
    return dict(pages.values_list("pk", "of_clinic"))


def _with_clinic(pages: QuerySet[Page]) -> QuerySet[Page]:
    homes = ClinicLocale.objects.filter(home__path=OuterRef("home_path"))
    annotated = pages.annotate(
        home_path=Substr("path", 1, HOME_PATH_LENGTH),
        of_clinic=Subquery(homes.values("clinic")[:1]),
    )
    return annotated.filter(of_clinic__isnull=False).order_by()


def owners_by_content_type(prefix: str = "") -> Owners:
    """Return what reads the clinic of the object that a row is about, by its generic key."""

    def owners(model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
        fields = (f"{prefix}base_content_type", f"{prefix}object_id")
        about: dict[type[Model], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for pk, kind, key in _rows(model, keys).values_list("pk", *fields):
            if found := ContentType.objects.get_for_id(kind).model_class():
                about[found][str(key)].append(pk)
        return {
            pk: clinic
            for kind, rows in about.items()
            for key, clinic in clinics_of(kind, rows).items()
            for pk in rows[str(key)]
        }

    return owners


def owners_by_translated_page(source: str) -> Owners:
    """Return what reads the clinic of the pages of which rows of wagtail-localize are about."""

    def owners(model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
        rows = _rows(model, keys).annotate(about=F(f"{source}object_id"))
        about = dict(rows.values_list("pk", "about"))
        pages = _with_clinic(Page.objects.filter(translation_key__in=about.values()))
        found = dict(pages.values_list("translation_key", "of_clinic"))
        return {pk: found[key] for pk, key in about.items() if key in found}

    return owners


def _themselves(_model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
    return {key: key for key in keys}


def _owners_of_sites(_model: type[Model], keys: Collection[Any]) -> Mapping[Any, int]:
    return dict(Clinic.objects.filter(site__in=keys).values_list("site", "pk"))


def _rows(model: type[Model], keys: Collection[Any]) -> QuerySet[Any]:
    return model._default_manager.filter(pk__in=keys).order_by()


register_owners(Page, owners_by_tree)
register_owners(AbstractImage, owners_by_collection)
register_owners(AbstractDocument, owners_by_collection)
register_owners(MediaCollection, _owners_of_collections)
register_owners(Revision, owners_by_content_type())
register_owners(WorkflowState, owners_by_content_type())
register_owners(TaskState, owners_by_content_type("workflow_state__"))
register_owners(TranslationSource, owners_by_translated_page(""))
register_owners(Translation, owners_by_translated_page("source__"))
register_owners(Site, _owners_of_sites)
register_owners(Clinic, _themselves)
register_owners(APIToken, owners_by_field("clinic_scope__clinic"))
register_owners(WebhookEndpoint, owners_by_field("clinic"))
register_owners(WebhookDelivery, owners_by_field("endpoint__clinic"))
