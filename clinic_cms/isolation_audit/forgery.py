"""Forms of one's own pages, as a browser would send them but for another clinic's ids in them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.block_data import block_data
from clinic_cms.isolation_audit.forms import forms_in, posted

PUBLISH = "action-publish"
"""The button that publishes a page; others save a draft, or start a workflow."""
Data = dict[str, list[Any]]
"""The fields of a form as a browser sends them: values by name."""


class PageForms:
    """The forms of a page that was received."""

    def __init__(self, html: str, context: Any, other: AuditedClinic) -> None:
        self.other = other
        self._forms = [*_forms_in_context(context)]
        self._html = [form for form in forms_in(html) if form.method == "POST"]

    def unchanged(self) -> Iterator[Data]:
        """Yield what a browser sends without a change, by each of a form's buttons."""
        for form in self._html:
            for fields in posted(form):
                yield _joined(fields, self._unchanged_streams)

    @cached_property
    def _unchanged_streams(self) -> Data:
        return self._streams(lambda _block, value: value)

    def forged(self) -> Iterator[tuple[str, Data]]:
        """Yield (what was forged, data): each reference in its turn, then those in the texts."""
        for name, keys in self._references():
            for data in self._with({name: keys}):
                yield name, data
        swaps = {"choosers in streams": self._choose, "links in streams": self._link}
        for label, swap in swaps.items():
            streams = self._streams(swap)
            if streams != self._unchanged_streams:
                for data in self._with(streams):
                    yield label, data
        links = {name: [widget.format_value(self._linked())] for name, widget in self._rich_texts()}
        if links:
            for data in self._with(links):
                yield "links in texts", data

    def _with(self, fields: Data) -> Iterator[Data]:
        """Yield the forms that have one of these fields, with these values: saved and published."""
        for form in self._html:
            data = _joined(form.fields, self._unchanged_streams)
            if fields.keys() & data.keys():
                yield data | fields
                if PUBLISH in dict(form.submits):
                    yield data | fields | {PUBLISH: [PUBLISH]}

    def _references(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield the fields that name rows, with keys of the other clinic's."""
        for form in self._forms:
            for name, field in form.fields.items():
                if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                    keys = self.other.all_keys(field.queryset.model)[:1]
                    if keys:
                        yield form.add_prefix(name), [str(key) for key in keys]

    def _streams(self, swap: Any) -> Data:
        data: Data = {}
        for form in self._forms:
            for name, field in form.fields.items():
                if isinstance(field, blocks.BlockField):
                    value, prefix = form[name].value(), form.add_prefix(name)
                    for key, sent in block_data(field.block, value, prefix, swap):
                        data.setdefault(key, []).append(sent)
                elif isinstance(field, forms.FileField):
                    data[form.add_prefix(name)] = [_file(field)]
        return data

    def _rich_texts(self) -> Iterator[tuple[str, Any]]:
        for form in self._forms:
            for name, field in form.fields.items():
                if hasattr(field.widget, "converter"):
                    yield form.add_prefix(name), field.widget

    def _choose(self, block: Any, value: Any) -> Any:
        if isinstance(block, blocks.ChooserBlock):
            keys = self.other.all_keys(block.target_model)
            return keys[0] if keys else value
        return value

    def _link(self, block: Any, value: Any) -> Any:
        is_rich = isinstance(block, blocks.RichTextBlock)
        return self._linked() if is_rich else value

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


def _joined(fields: Any, more: Data) -> Data:
    data: Data = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return data | more


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


def _file(field: forms.FileField) -> ContentFile[bytes]:
    if isinstance(field, forms.ImageField):
        return ContentFile(_PIXEL, name="new.gif")
    return ContentFile(b"new", name="new.txt")


_PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
