"""To what a page or clinic may refer: its own pages, pictures and documents, and shared ones.

A chooser that offers these alone does not stop a forged request, so each save is checked: of a
form, a draft, a scheduled publication, an API or a translation.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _

from clinic_cms.errors import error_id
from clinic_cms.tenancy.owners import clinics_of

LEADS_NOWHERE = error_id("clinic_cms.G020")


def refused_text() -> ValidationError:
    """Return the error of a text that leads to what is not there, for its clinic or at all."""
    message = _("A link or picture in this text is not there any more. Choose it again.")
    return ValidationError(message, code=LEADS_NOWHERE)


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
        found = clinics_of(model, named.keys())
        foreign.update(*(named[str(pk)] for pk, owner in found.items() if owner != clinic_id))
    for name in sorted(foreign):
        # The words for what does not exist: nothing tells one from the other.
        yield name, _refusal(instance._meta.get_field(name))


def _refusal(field: Any) -> ValidationError:
    if not isinstance(field, ForeignKey):
        return refused_text()
    message = ModelChoiceField.default_error_messages["invalid_choice"]
    return ValidationError(message, code="invalid_choice")


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
