"""Adds new pages to the search index.

For each page that Wagtail adds on SQLite, it reads the titles of the whole index, to weigh a short
title more than a long one. Here, the average length of some is read once in a run.
"""

import logging
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.backends import get_search_backends
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from clinic_cms.launching.table_rows import insert_rows

TITLES_MEASURED = 1000
"""Titles whose average length stands for that of all."""

logger = logging.getLogger(__name__)


class SearchIndex:
    """The index that Wagtail adds pages to when they are saved, for the length of a run."""

    def add(self, pages: Sequence[Page]) -> None:
        """Add pages that are not in the index yet."""
        for backend in get_search_backends(with_auto_update=True):
            module = import_module(type(backend).__module__)
            if connection.vendor == "sqlite" and hasattr(module, "ObjectIndexer"):
                self._insert([module.ObjectIndexer(page, backend) for page in pages])
            else:
                _add_in_bulk(backend, pages)

    @cached_property
    def _average_length(self) -> float | None:
        """The average length of the latest titles; None while there are none."""
        latest = IndexEntry.objects.order_by("-pk")[:TITLES_MEASURED]
        lengths = [len(title) for title in latest.values_list("title", flat=True) if title]
        return sum(lengths) / len(lengths) if lengths else None

    def _insert(self, indexers: Sequence[Any]) -> None:
        """Insert the rows that the backend would, with the weights of their titles."""
        lengths = [len(indexer.title) for indexer in indexers]
        average = self._average_length or sum(lengths) / len(lengths)
        rows = (
            {
                "content_type_id": ContentType.objects.get_for_model(indexer.obj).pk,
                "object_id": str(indexer.id),
                "title": indexer.title,
                "autocomplete": indexer.autocomplete,
                "body": indexer.body,
                "title_norm": average / length if length else 1.0,
            }
            for indexer, length in zip(indexers, lengths, strict=True)
        )
        insert_rows((IndexEntry, row) for row in rows)


def _add_in_bulk(backend: Any, pages: Sequence[Page]) -> None:
    """Add pages as the backend does; an engine that cannot be reached is logged, as by Wagtail."""
    for model, rows in groupby(sorted(pages, key=_model_name), key=type):
        try:
            backend.add_bulk(model, [*rows])
        except Exception:
            if not backend.catch_indexing_errors:
                raise
            logger.exception("New pages could not be added to the search engine.")


def _model_name(page: Page) -> str:
    return page._meta.model_name or ""
