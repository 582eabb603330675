"""Forms of one's own pages, as a browser would send them but for another clinic's ids in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.block_data import Swap, block_data
from clinic_cms.isolation_audit.forms import Fields, Form, forms_in, posted
from clinic_cms.isolation_audit.samples import picture

EXAMPLE = "an-example"
UNIQUE = {"new_slug"}
"""Fields that must not keep the value that they have."""
PUBLISH = "action-publish"
"""The button that publishes a page; others save a draft, or start a workflow."""
Data = dict[str, list[Any]]
"""The fields of a form as a browser sends them: values by name."""


@dataclass(frozen=True)
class Filled:
    """What is sent of a form, and where to."""

    action: str
    """The URL; empty for that of the page."""
    data: Data
    forged: str = ""
    """What stands in it in place of one's own: the name of a field, or a kind of reference."""


class PageForms:
    """The forms of a page that was received."""

    def __init__(self, html: str, context: Any, other: AuditedClinic) -> None:
        self.other = other
        self._forms = [*_forms_in_context(context)]
        self._html = [form for form in forms_in(html) if form.method == "POST"]
        self._fields = {
            form.add_prefix(name): (form, name, field)
            for form in self._forms
            for name, field in form.fields.items()
        }
        """The fields of all forms, by their names in HTML."""

    def unchanged(self) -> Iterator[Filled]:
        """Yield what a browser sends without a change, by each of a form's buttons."""
        for form in self._html:
            for fields in posted(form):
                yield Filled(form.action, self._complete(form, fields))

    def forged(self) -> Iterator[Filled]:
        """Yield each reference in its turn, then all those in streams, and in texts."""
        for name, keys in self._references():
            yield from self._with({name: keys}, name)
        swaps = {"choosers in streams": self._choose, "links in streams": self._link}
        for label, swap in swaps.items():
            streams = self._streams(swap)
            if streams != self._unchanged_streams:
                yield from self._with(streams, label)
        widgets = {name: field.widget for name, (_form, _name, field) in self._fields.items()}
        links = {
            name: [widget.format_value(self._linked())]
            for name, widget in widgets.items()
            if hasattr(widget, "converter")
        }
        if links:
            yield from self._with(links, "links in texts")

    def _with(self, fields: Data, label: str) -> Iterator[Filled]:
        """Yield the forms that have one of these fields, with these values: saved and published."""
        for form in self._html:
            data = self._complete(form, form.fields)
            if fields.keys() & data.keys():
                yield Filled(form.action, data | fields, label)
                if PUBLISH in dict(form.submits):
                    yield Filled(form.action, data | fields | {PUBLISH: [PUBLISH]}, label)

    def _complete(self, form: Form, fields: Fields) -> Data:
        """Return the fields of a form, with what its user and its scripts would add."""
        data: Data = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        data |= {name: [_file(kinds)] for name, kinds in form.files}
        if not self._fields.keys() & data.keys():
            return data
        required = {
            name
            for name, (_form, _name, field) in self._fields.items()
            if field.required and isinstance(field, forms.CharField)
        }
        empty = {name for name in required if not any(data.get(name, ()))}
        examples = {name: [EXAMPLE] for name in empty | (data.keys() & UNIQUE)}
        return data | examples | self._unchanged_streams

    def _references(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the fields that name rows, with keys of the other clinic's."""
        for name, (_form, _name, field) in self._fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                keys = self.other.all_keys(field.queryset.model)[:1]
                if keys:
                    yield name, [str(key) for key in keys]

    @cached_property
    def _unchanged_streams(self) -> Data:
        return self._streams(lambda _block, value: value)

    def _streams(self, swap: Swap) -> Data:
        data: Data = {}
        for prefix, (form, name, field) in self._fields.items():
            if isinstance(field, blocks.BlockField):
                for key, sent in block_data(field.block, form[name].value(), prefix, swap):
                    data.setdefault(key, []).append(sent)
        return data

    def _choose(self, block: Any, value: Any) -> Any:
        if isinstance(block, blocks.ChooserBlock):
            keys = self.other.all_keys(block.target_model)
            return keys[0] if keys else value
        return value

    def _link(self, block: Any, value: Any) -> Any:
        return self._linked() if isinstance(block, blocks.RichTextBlock) else value

    def _linked(self) -> str:
        """Return rich text with links to the other clinic's page and document, and its picture."""
        page, document, image = (
            self.other.all_keys(model)[0]
            for model in (Page, get_document_model(), get_image_model())
        )
        return (
            f'<p><a linktype="page" id="{page}">page</a> '
            f'<a linktype="document" id="{document}">document</a></p>'
            f'<embed embedtype="image" id="{image}" alt="picture" format="left"/>'
        )


def _forms_in_context(context: Any) -> Iterator[forms.BaseForm]:
    """Yield the forms that templates were given, with the forms within them."""
    seen: set[int] = set()
    for layer in context or ():
        for values in getattr(layer, "dicts", ()):
            for value in [*values.values()]:
                if isinstance(value, (forms.BaseForm, BaseFormSet)) and id(value) not in seen:
                    seen.add(id(value))
                    yield from _within(value)


def _within(value: Any) -> Iterator[forms.BaseForm]:
    if isinstance(value, BaseFormSet):
        for form in value.forms:
            yield from _within(form)
        return
    yield value
    for formset in getattr(value, "formsets", {}).values():
        yield from _within(formset)


def _file(accepted: str) -> SimpleUploadedFile:
    if "image" in accepted:
        return SimpleUploadedFile("new.png", picture("new"))
    return SimpleUploadedFile("new.txt", b"new")
