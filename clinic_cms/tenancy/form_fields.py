"""The fields of a page's form: what another clinic has does not exist for who fills them in.

The checks of a save refuse such a reference as well, but a form that is shown again with its errors
would name the picture or page, and a link would show its address.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model
from django.forms.boundfield import BoundField
from wagtail import blocks
from wagtail.rich_text import RichText, extract_references_from_rich_text

from clinic_cms.tenancy.guard import own_clinics
from clinic_cms.tenancy.owners import clinics_of

TAG = re.compile(r"<(?:a|embed)\b[^>]*>")
ID = re.compile(r'\sid="[^"]*"')
NO_ROW = "0"
"""The primary key of no row."""

Reference = tuple[type[Model], str]
"""A model and a primary key."""


class FieldInSight(BoundField):
    """A field as its user filled it in, without references to what another clinic has."""

    form: Any

    @property
    def data(self) -> Any:
        data, user = super().data, self.form.for_user
        fields = {each.name: each for each in self.form.instance._meta.concrete_fields}
        field = fields.get(self.name)
        references = {*_references(field, data)} if data else set()
        clinics = own_clinics(user) if references and user else None
        foreign = _foreign(references, clinics) if clinics else None
        return _without(field, data, foreign) if foreign else data


def _references(field: Any, data: Any) -> Iterator[Reference]:
    if isinstance(field, ForeignKey):
        yield field.related_model, str(data)
    elif hasattr(field, "extract_references"):
        for model, key, *_paths in field.extract_references(data):
            yield model, str(key)


def _foreign(references: Iterable[Reference], clinics: frozenset[int]) -> set[Reference]:
    keys: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in references:
        keys[model].add(key)
    return {
        (model, str(key))
        for model, named in keys.items()
        for key, clinic in clinics_of(model, named).items()
        if clinic not in clinics
    }


def _without(field: Any, data: Any, foreign: set[Reference]) -> Any:
    if isinstance(field, ForeignKey):
        return NO_ROW
    if isinstance(data, str):
        return _text_without(data, foreign)
    return _block_without(data.stream_block, data, foreign)


def _text_without(html: str, foreign: set[Reference]) -> str:
    """Return rich text whose links and pictures of another clinic lead nowhere."""

    def tag_without(match: re.Match[str]) -> str:
        found = extract_references_from_rich_text(match[0])
        is_foreign = any((model, str(key)) in foreign for model, key, *_paths in found)
        return ID.sub(f' id="{NO_ROW}"', match[0]) if is_foreign else match[0]

    return TAG.sub(tag_without, html)


def _block_without(block: blocks.Block, value: Any, foreign: set[Reference]) -> Any:
    """Return a block's value, in which a picture or page of another clinic is not chosen."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            value[name] = _block_without(child, value[name], foreign)
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        is_list = isinstance(block, blocks.ListBlock)
        for item in value.bound_blocks if is_list else value:
            item.value = _block_without(item.block, item.value, foreign)
    elif isinstance(value, RichText):
        return RichText(_text_without(value.source, foreign))
    elif isinstance(value, Model):
        owned = ((model, str(value.pk)) in foreign for model in type(value).__mro__)
        return None if any(owned) else value
    return value
