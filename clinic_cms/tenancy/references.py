"""To what a page or clinic may refer: its own pages, pictures and documents, and shared ones.

A chooser that offers these alone does not stop a forged request, so each save is checked: of a
form, a draft, a scheduled publication, an API or a translation.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, OuterRef, Subquery
from django.db.models.functions import Substr
from django.forms import ModelChoiceField
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Collection as MediaCollection
from wagtail.models import Page

from clinic_cms.models import Clinic, ClinicLocale
from clinic_cms.models.base_page import HOME_PATH_LENGTH

Owners = Callable[[type[Model], Collection[Any]], Mapping[Any, int]]
"""Returns the ids of clinics by the primary keys of what belongs to one; shared rows are absent."""

_owners: dict[type[Model], Owners] = {}


def register_owners(model: type[Model], owners: Owners) -> None:
    """Let rows of a model, and of those that inherit from it, be kept to their clinics."""
    _owners[model] = owners


def stays_in_clinic(instance: Any, clinic_id: int | None) -> Iterator[tuple[str, ValidationError]]:
    """Yield (field, error) for each field that refers to what is another clinic's.

    `clinic_id` is None for what is shared, which must not refer to any clinic's. At most two
    queries for each kind of thing that is referred to, however many there are.
    """
    places: dict[type[Model], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, model, key in _references(instance):
        places[model][key].add(name)
    foreign: set[str] = set()
    for model, named in places.items():
        owners = _owners_of(model)
        found = owners(model, named.keys()) if owners else {}
        foreign.update(*(named[str(pk)] for pk, owner in found.items() if owner != clinic_id))
    for name in sorted(foreign):
        # Django's own words for what does not exist: nothing tells one from the other.
        message = ModelChoiceField.default_error_messages["invalid_choice"]
        yield name, ValidationError(message, code="invalid_choice")


def _references(instance: Model) -> Iterator[tuple[str, type[Model], str]]:
    """Yield (field, model, primary key) for all that an instance refers to."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            key = getattr(instance, field.attname)
            if key is not None and not field.remote_field.parent_link and field.editable:
                yield field.name, field.related_model, str(key)
        elif hasattr(field, "extract_references"):
            value = getattr(instance, field.name)
            for model, key, *_paths in field.extract_references(value) if value else ():
                yield field.name, model, str(key)


def _owners_of(model: type[Model]) -> Owners | None:
    return next((found for base, found in _owners.items() if issubclass(model, base)), None)


def owners_by_collection(model: type[Model], keys: Collection[Any]) -> dict[Any, int]:
    """Return whose pictures or documents these are: those of the collections of a clinic."""
    rows = model._default_manager.filter(pk__in=keys)
    paths = dict(rows.values_list("pk", "collection__path"))
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


def owners_by_tree(_model: type[Model], keys: Collection[Any]) -> dict[Any, int]:
    """Return whose pages these are: those of the trees of a clinic's homes."""
    homes = ClinicLocale.objects.filter(home__path=OuterRef("home_path"))
    pages = Page.objects.filter(pk__in=keys).annotate(
        home_path=Substr("path", 1, HOME_PATH_LENGTH),
        of_clinic=Subquery(homes.values("clinic")[:1]),
    )
    return dict(pages.filter(of_clinic__isnull=False).order_by().values_list("pk", "of_clinic"))


register_owners(AbstractImage, owners_by_collection)
register_owners(AbstractDocument, owners_by_collection)
register_owners(Page, owners_by_tree)
