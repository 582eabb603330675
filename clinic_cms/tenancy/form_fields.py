"""The fields of a page's form: what another clinic has does not exist for who fills them in.

The checks of a save refuse such a reference as well, but a form that is shown again with its errors
would name the picture or page, and a link would show its address.

A text that has a new link to what does not exist is refused in the same words. One that was saved
with it stays as it is: what a link led to may have been deleted since.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.rich_text import RichText, extract_references_from_rich_text

from clinic_cms.tenancy.guard import own_clinics
from clinic_cms.tenancy.owners import clinics_of, existing_rows
from clinic_cms.tenancy.references import refused_text

TAG = re.compile(r"<(?:a|embed)\b[^>]*>")
ID = re.compile(r'\sid="[^"]*"')
NO_ROW = "0"
"""The primary key of no row."""

Reference = tuple[type[Model], str]
"""A model and a primary key."""


class FieldInSight(BoundField):
    """A field as its user filled it in, without references that they may not make."""

    form: Any

    @property
    def data(self) -> Any:
        data = super().data
        return _without(self._model_field, data, self._refused) if self._refused else data

    @property
    def refusal(self) -> ValidationError | None:
        """What is wrong with a text or stream as it was sent, by its blocks; None if nothing is."""
        if not self._refused or isinstance(self._model_field, ForeignKey):
            return None
        data = super().data
        block = getattr(data, "stream_block", None)
        return _refusal_of(block, data, self._refused)

    @cached_property
    def _model_field(self) -> Any:
        fields = {each.name: each for each in self.form.instance._meta.concrete_fields}
        return fields.get(self.name)

    @cached_property
    def _refused(self) -> frozenset[Reference]:
        """The references to what is another clinic's, and the new ones to what does not exist."""
        data = super().data
        references = {*_references(self._model_field, data)} if data else set()
        if not references:
            return frozenset()
        clinics = own_clinics(self.form.for_user) if self.form.for_user else None
        foreign = _foreign(references, clinics) if clinics else set()
        if isinstance(self._model_field, ForeignKey):  # Django itself refuses what is not there.
            return frozenset(foreign)
        new = references - {*_references(self._model_field, self.initial or "")}
        return frozenset(foreign | _missing(new - foreign))


def refused_references(form: BaseForm) -> Iterator[tuple[str, ValidationError]]:
    """Yield (field, error) for the texts of a form that lead to what is not there for its user."""
    for field in form:
        if isinstance(field, FieldInSight) and (error := field.refusal):
            yield field.name, error


def _references(field: Any, data: Any) -> Iterator[Reference]:
    if isinstance(field, ForeignKey):
        yield field.related_model, str(data)
    elif hasattr(field, "extract_references") and data:
        for model, key, *_paths in field.extract_references(data):
            yield model, str(key)


def _foreign(references: Iterable[Reference], clinics: frozenset[int]) -> set[Reference]:
    return {
        (model, str(key))
        for model, named in _by_model(references).items()
        for key, clinic in clinics_of(model, named).items()
        if clinic not in clinics
    }


def _missing(references: Iterable[Reference]) -> set[Reference]:
    return {
        (model, key)
        for model, named in _by_model(references).items()
        for key in named - existing_rows(model, named)
    }


def _by_model(references: Iterable[Reference]) -> dict[type[Model], set[str]]:
    keys: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in references:
        keys[model].add(key)
    return keys


def _refusal_of(
    block: blocks.Block | None, value: Any, refused: frozenset[Reference]
) -> ValidationError | None:
    """Return the error of a text; for a stream, of each of its blocks that has such a text."""
    parts: dict[Any, tuple[blocks.Block, Any]] = {}
    kind: Any = blocks.StreamBlockValidationError
    if isinstance(block, blocks.StructBlock):
        kind = blocks.StructBlockValidationError
        parts = {name: (child, value[name]) for name, child in block.child_blocks.items()}
    elif isinstance(block, blocks.ListBlock):
        kind = blocks.ListBlockValidationError
        parts = {at: (block.child_block, item) for at, item in enumerate(value)}
    elif isinstance(block, blocks.StreamBlock):
        parts = {at: (item.block, item.value) for at, item in enumerate(value)}
    else:
        html = value.source if isinstance(value, RichText) else value
        is_refused = isinstance(html, str) and _text_without(html, refused) != html
        return refused_text() if is_refused else None
    errors = {at: _refusal_of(*part, refused) for at, part in parts.items()}
    found = {at: error for at, error in errors.items() if error}
    return kind(block_errors=found) if found else None


def _without(field: Any, data: Any, refused: frozenset[Reference]) -> Any:
    if isinstance(field, ForeignKey):
        return NO_ROW
    if isinstance(data, str):
        return _text_without(data, refused)
    return _block_without(data.stream_block, data, refused)


def _text_without(html: str, refused: frozenset[Reference]) -> str:
    """Return rich text whose links and pictures of these lead nowhere."""

    def tag_without(match: re.Match[str]) -> str:
        found = extract_references_from_rich_text(match[0])
        is_refused = any((model, str(key)) in refused for model, key, *_paths in found)
        return ID.sub(f' id="{NO_ROW}"', match[0]) if is_refused else match[0]

    return TAG.sub(tag_without, html)


def _block_without(block: blocks.Block, value: Any, refused: frozenset[Reference]) -> Any:
    """Return a block's value, in which none of these is chosen or linked."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            value[name] = _block_without(child, value[name], refused)
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        is_list = isinstance(block, blocks.ListBlock)
        for item in value.bound_blocks if is_list else value:
            item.value = _block_without(item.block, item.value, refused)
    elif isinstance(value, RichText):
        return RichText(_text_without(value.source, refused))
    elif isinstance(value, Model):
        owned = ((model, str(value.pk)) in refused for model in type(value).__mro__)
        return None if any(owned) else value
    return value
