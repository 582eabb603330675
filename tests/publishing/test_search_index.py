"""The search index follows our pages, and does not read all titles for each correction."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.index import AutocompleteField, SearchField
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from clinic_cms.models import ConditionPage
from clinic_cms.publishing.search_index import is_current

pytestmark = pytest.mark.django_db
INDEX = IndexEntry._meta.db_table


def queries_of_index(page):
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    return [query["sql"] for query in queries if INDEX in query["sql"]]


def found(text):
    return [page.pk for page in ConditionPage.objects.search(text)]


def test_a_correction_only_asks_what_the_entry_says(article):
    article.summary = "Corrected."
    (asked,) = queries_of_index(article)
    assert asked.startswith("SELECT")
    assert found(article.title) == [article.pk]


def test_a_new_title_is_found(article):
    article.title = "Lumbago"
    article.save_revision().publish()
    assert found("Lumbago") == [article.pk]


def test_a_draft_is_not(article):
    article.title = "Lumbago"
    article.save_revision()
    assert found("Lumbago") == []


def test_an_entry_that_is_missing_is_written(article):
    IndexEntry.objects.all().delete()
    article.save()
    assert found(article.title) == [article.pk]


def test_a_page_that_is_deleted_is_no_longer_found(article):
    title = article.title
    article.delete()
    assert found(title) == []
    assert not IndexEntry.objects.filter(object_id=article.pk).exists()


def test_a_text_that_a_project_indexes_is_compared(article, monkeypatch):
    fields = [*Page.search_fields, SearchField("summary")]
    monkeypatch.setattr(ConditionPage, "search_fields", fields)
    article.summary = "Sciatica and its treatment."
    article.save()
    assert found("sciatica") == [article.pk]
    assert is_current(article)


def test_what_cannot_be_compared_is_always_written(article, monkeypatch):
    fields = [*Page.search_fields, AutocompleteField("summary")]
    monkeypatch.setattr(ConditionPage, "search_fields", fields)
    article.save()
    assert not is_current(article)
