"""Content with a canary in each text: for rows of any model, and for streams of any block."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    Field,
    FloatField,
    IntegerField,
    Model,
    SlugField,
    TextField,
)
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from clinic_cms.isolation_audit.canaries import WORD, Canaries

SHORTEST = len(WORD) + 10
"""Characters that a text with a canary takes."""
MOST_NEW_BLOCKS = 40
Chosen = Mapping[type[Model], Model]
"""What a chooser or foreign key to a model leads to: a row of the same clinic."""


class Samples:
    """Fills rows of one clinic."""

    def __init__(self, canaries: Canaries, chosen: Chosen) -> None:
        self.canaries, self.chosen = canaries, chosen
        self._times = cycle(("09:00:00", "17:00:00"))

    def fill(self, instance: Model, *, empty_only: bool = True) -> list[str]:
        """Put a canary into each text of an instance that takes one; returns the fields.

        Facts are filled where they are empty: they depend on each other. A translated page's are
        its source's, and its form hides them.
        """
        is_draft_or_translation = not empty_only or _is_translation(instance)
        names = ("fact_fields", "proper_names") if is_draft_or_translation else ()
        facts = {field for name in names for field in getattr(instance, name, ())}
        facts |= {"title"} if facts else set()
        return [
            field.name
            for field in instance._meta.concrete_fields
            if field.name not in facts
            and not (empty_only and getattr(instance, field.attname))
            and self._fill_field(instance, field)
        ]

    def save(self, instance: Model, save: Callable[[], Any]) -> None:
        """Fill an instance and save it; a text that a rule of the model's refuses is left out."""
        filled = dict.fromkeys(self.fill(instance))
        while True:
            try:
                save()
            except ValidationError as error:
                refused = [*getattr(error, "error_dict", filled)] if filled else []
                if not any(name in filled for name in refused):
                    raise
                for name in refused:
                    filled.pop(name, None)
                    self._empty(instance, name)
            else:
                return

    def row(self, model: type[Model], **values: Any) -> Model:
        """Return an unsaved row of a model, with what it requires and a canary in each text.

        Raises ValueError if it requires a row of a model of which the clinic has none.
        """
        instance = model(**values)
        for field in model._meta.concrete_fields:
            if field.is_relation and getattr(instance, field.attname) is None:
                related = self._related(field.related_model)
                if related is None and not field.null:
                    raise ValueError(f"“{field.name}” has nothing to refer to.")
                setattr(instance, field.name, related)
            elif not field.has_default() and not field.null and not field.primary_key:
                value = self._required(field)
                if value is not None:
                    setattr(instance, field.name, value)
        self.fill(instance)
        return instance

    def _required(self, field: Any) -> Any:
        """Return a value for a column that must have one; None for what `fill` fills, or cannot."""
        if field.choices:
            return next((key for key, _label in field.flatchoices if key), None)
        if isinstance(field, CharField) and (field.unique or isinstance(field, SlugField)):
            return self.canaries.token(f"{field.model._meta.label}.{field.name}")
        makers: dict[type[Field[Any, Any]], Callable[[], Any]] = {
            DateTimeField: timezone.now,
            DateField: timezone.localdate,
            IntegerField: lambda: 1,
            DecimalField: lambda: 1,
            FloatField: lambda: 1.0,
            BooleanField: lambda: False,
            DurationField: lambda: timedelta(hours=1),
        }
        return next((make() for kind, make in makers.items() if isinstance(field, kind)), None)

    def _related(self, model: Any) -> Model | None:
        return next((row for kind, row in self.chosen.items() if issubclass(kind, model)), None)

    def _fill_field(self, instance: Model, field: Any) -> bool:
        place = f"{field.model._meta.label}.{field.name}"
        if isinstance(field, StreamField):
            value: Any = field.to_python(self.stream(field.stream_block, place))
        elif isinstance(field, RichTextField):
            value = f"<p>{self.canaries.text(place)}</p>"
        elif _is_free_text(field):
            value = self.canaries.text(place)
        else:
            return False
        try:
            field.clean(value, instance)
        except ValidationError:
            self.canaries.forget(str(value))
            return False
        setattr(instance, field.name, value)
        return True

    def _empty(self, instance: Model, name: str) -> None:
        field: Any = instance._meta.get_field(name)
        self.canaries.forget(str(field.value_to_string(instance)))
        setattr(instance, name, field.get_default())

    def stream(self, block: Any, place: str) -> list[dict[str, Any]]:
        """Return raw blocks for a stream: one of each type."""
        children = {
            name: self._block(child, f"{place}.{name}")
            for name, child in [*block.child_blocks.items()][:MOST_NEW_BLOCKS]
        }
        return [
            {"type": name, "value": value, "id": str(uuid4())}
            for name, value in children.items()
            if value is not None
        ]

    def _block(self, block: Any, place: str) -> Any:
        """Return the raw value of a block; None where it can have none."""
        if isinstance(block, blocks.StructBlock):
            return {
                name: self._block(child, f"{place}.{name}")
                for name, child in block.child_blocks.items()
            }
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, place)
        if isinstance(block, blocks.ListBlock):
            values = [self._block(block.child_block, place) for _ in range(_least(block))]
            return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]
        if isinstance(block, blocks.ChooserBlock):
            row = self._related(block.target_model)
            return row and row.pk
        return self._leaf(block, place)

    def _leaf(self, block: Any, place: str) -> Any:
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.canaries.text(place)}</p>"
        if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
            value = self.canaries.text(place)
            try:
                block.clean(value)
            except ValidationError:
                self.canaries.forget(value)
                return block.get_default()
            return value
        if isinstance(block, blocks.DateBlock):
            return timezone.localdate().isoformat()
        if isinstance(block, blocks.TimeBlock):
            return next(self._times)
        if isinstance(block, (blocks.ChoiceBlock, blocks.MultipleChoiceBlock)):
            first = next((key for key, _label in block.field.choices if key), "")
            is_single = isinstance(block, blocks.ChoiceBlock)
            return block.get_default() or (first if is_single else [first])
        return block.get_prep_value(block.get_default())


def picture(text: str) -> bytes:
    """Return a PNG with a text within."""
    info, file = PngInfo(), BytesIO()
    info.add_text("Comment", text)
    Image.new("RGB", (40, 30), "teal").save(file, "png", pnginfo=info)
    return file.getvalue()


def _least(block: blocks.ListBlock) -> int:
    return max(1, getattr(block.meta, "min_num", None) or 1)


def _is_translation(instance: Any) -> bool:
    clinic, locale = (getattr(instance, name, None) for name in ("clinic", "locale_id"))
    return bool(clinic and locale and clinic.default_locale_id != locale)


def _is_free_text(field: Field[Any, Any]) -> bool:
    """Whether a column is for words: no choice, and no key, slug or digest that code relies on."""
    if not isinstance(field, (CharField, TextField)) or field.choices or not field.editable:
        return False
    if field.unique or field.primary_key or (field.max_length or SHORTEST) < SHORTEST:
        return False
    internal = {"path", "slug", "url_path", "password", "file_hash", "language_code", "phone"}
    return field.name not in internal and field.get_internal_type() != "SlugField"
