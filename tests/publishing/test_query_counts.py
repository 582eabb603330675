"""What publishing a correction costs beyond Wagtail's own publication of such a page."""

import traceback
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.models import IndexEntry

from clinic_cms.models import Clinic, ClinicFact, ClinicHost, ConditionPage
from clinic_cms.models.gates import Refusal
from tests.cloned_clinics import PAGE_TYPES
from tests.factories import make_clinic
from tests.plans import tables_read_widely

GROWING = {
    model._meta.db_table for model in (Clinic, ClinicHost, ClinicFact, *PAGE_TYPES, IndexEntry)
}
"""Tables that have more rows with each clinic; of pages, Wagtail itself looks for a slug."""
pytestmark = pytest.mark.django_db
WAGTAILS_OWN = {"save", "clean_fields", "publish", "execute", "after_indexed_save", "is_current"}
"""Functions of ours that only pass a call on to Wagtail's, or ask once what it asks five times."""


def our_queries(page):
    """How often each module of ours asks the database while a correction is published."""
    page = ConditionPage.objects.get(pk=page.pk)
    page.summary = "Corrected: {{ clinic.name }}."
    revision, asked = page.save_revision(), Counter()

    def note(execute, sql, params, many, context):
        frames = [frame for frame in traceback.extract_stack() if "/clinic_cms/" in frame.filename]
        ours = [frame for frame in frames if frame.name not in WAGTAILS_OWN]
        if ours:
            asked[ours[-1].filename.rpartition("/clinic_cms/")[2]] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        revision.publish()
    return asked


def test_a_correction_costs_ten_queries_more(article, kosak):
    assert our_queries(article).total() <= 10


def test_with_a_translation_it_costs_one_more_to_mark_it_as_out_of_date(article, spanish_article):
    assert our_queries(article).total() <= 11
    assert our_queries(article).total() <= 10


def test_it_costs_no_more_with_many_clinics(article, kosak):
    before = our_queries(article)
    for number in range(20):
        make_clinic(f"c{number}", name=f"Clinic {number}", host=f"c{number}.example")
    assert our_queries(article) == before


def test_no_query_reads_more_rows_with_more_clinics(article, kosak):
    page = ConditionPage.objects.get(pk=article.pk)
    page.summary = "Corrected: Ask Ann Li of Oak Spine, 12 Main St, 201-555-0100."
    with CaptureQueriesContext(connection) as queries:
        revision = page.save_revision()
        with pytest.raises(Refusal):
            revision.publish()
        page.summary = "Corrected."
        page.save_revision().publish()
    selects = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    read_widely = {sql: tables_read_widely(sql) & GROWING for sql in selects}
    assert not {sql: tables for sql, tables in read_widely.items() if tables}
