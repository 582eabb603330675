"""Keeps the entries of our pages in the search index, and writes one only if it says something new.

Wagtail writes an entry with every save, of a draft too. In a database it then reads the titles of
the whole index, to weigh short ones more than long ones: a correction would take longer with each
clinic. What is indexed of a page seldom changes.
"""

from importlib import import_module
from typing import Any

from django.db import connection
from modelsearch.backends import get_search_backends
from modelsearch.index import FilterField, SearchField, remove_object
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page

from clinic_cms.models import MergePage

COLUMNS = {
    "sqlite": ("title", "autocomplete", "body"),
    "postgresql": ("title_text", "body_text"),
}
"""The columns of an entry that hold the page's texts as they are."""


def after_indexed_save(
    instance: MergePage, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Let Wagtail write a page's entry, unless a save has left it as it is."""
    if not raw and not is_current(instance, update_fields):
        meta = instance._meta
        insert_or_update_object_task.enqueue(meta.app_label, meta.model_name, str(instance.pk))


def after_indexed_delete(instance: MergePage, **_: Any) -> None:
    remove_object(instance)


def is_current(page: Page, update_fields: frozenset[str] | None = None) -> bool:
    """Whether a page's entry says what the page does, of which `update_fields` were saved.

    One query at most. False for an engine of its own, and for texts that cannot be compared: those
    of related rows, or for autocompletion alone.
    """
    columns = COLUMNS.get(connection.vendor)
    backends = [(each, _module(each)) for each in get_search_backends(with_auto_update=True)]
    # Another engine also keeps what one filters by.
    if columns is None or not all(hasattr(module, "ObjectIndexer") for _, module in backends):
        return False
    fields = [each for each in page.get_search_fields() if not isinstance(each, FilterField)]
    searched = {each.field_name for each in fields if isinstance(each, SearchField)}
    if not searched.issuperset(each.field_name for each in fields):
        return False
    if update_fields is not None and update_fields.isdisjoint(searched):
        return True
    entry = page.index_entries.values_list(*columns).first()
    indexers = [module.ObjectIndexer(page, backend) for backend, module in backends]
    return all(entry == tuple(getattr(it, name) for name in columns) for it in indexers)


def _module(backend: Any) -> Any:
    return import_module(type(backend).__module__)
