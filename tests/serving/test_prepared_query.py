"""Queries whose SQL is written once answer as Django's own do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from clinic_cms.models import CacheVersion, Clinic, ClinicHost, ClinicLocale, ConditionPage
from clinic_cms.serving.clinic_rows import read_clinics
from clinic_cms.serving.prepared_query import ModelColumns, Parameter, PreparedQuery
from tests.factories import make_condition, translate

pytestmark = pytest.mark.django_db


def values_of(row):
    """All that the database has of an instance, whatever was read."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_the_sql_is_written_once_for_each_shape(kosak):
    built = []

    def build(count):
        built.append(count)
        slugs = [Parameter(f"slug{number}", Clinic, "slug") for number in range(count)]
        return Clinic.objects.filter(slug__in=slugs).order_by().values_list("name")

    query = PreparedQuery(Clinic, build)
    for _time in range(2):
        assert query.rows(1, slug0="kosak") == [(kosak.clinic.name,)]
        assert query.rows(2, slug0="nobody", slug1="kosak") == [(kosak.clinic.name,)]
    assert built == [1, 2]


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_whatever_is_asked_for_is_a_value_and_never_sql(name):
    def build(_shape):
        return ClinicHost.objects.filter(hostname=Parameter("name", ClinicHost, "hostname"))

    query = PreparedQuery(ClinicHost, lambda shape: build(shape).values_list("pk"))
    assert query.rows(name=name) == [*ClinicHost.objects.filter(hostname=name).values_list("pk")]


def test_values_are_converted_as_in_a_query_of_djangos(library, kosak):
    article = make_condition(library, slug="back-spasms")
    names = ("title", "live", "translation_key", "saved_at", "required_facts", "expire_at")

    def build(_shape):
        key = Parameter("key", Page, "translation_key")
        return ConditionPage.objects.filter(translation_key=key).values_list(*names)

    found = PreparedQuery(ConditionPage, build).rows(key=article.translation_key)
    assert found == [*ConditionPage.objects.filter(pk=article.pk).values_list(*names)]


def test_an_instance_without_a_row_is_none(kosak):
    columns = ModelColumns(Clinic, "clinic")
    assert columns.instance([None] * len(columns.names)) is None


@pytest.mark.parametrize("by", ["host", "slug", "pk"])
def test_a_clinic_is_read_as_django_reads_it(kosak, by):
    home = translate(kosak.home, "es", slug="kosak-es")
    kosak.clinic.locales.create(locale=home.locale, home=home, position=1)
    CacheVersion.objects.filter(name=f"clinic:{kosak.clinic.pk}").update(version="seen")
    value = {"host": "kosak.example", "slug": kosak.clinic.slug, "pk": kosak.clinic.pk}[by]
    rows = read_clinics(by, value)
    django = ClinicLocale.objects.filter(clinic=kosak.clinic).order_by("position")
    assert [row.locale_id for row in rows] == [row.locale_id for row in django]
    assert [values_of(row.home) for row in rows] == [values_of(row.home) for row in django]
    clinic, lead = rows[0].clinic, kosak.clinic.primary_location.lead
    assert rows[1].clinic is clinic
    assert values_of(clinic) == values_of(Clinic.objects.get(pk=clinic.pk))
    assert values_of(clinic.primary_location) == values_of(kosak.clinic.primary_location)
    assert values_of(clinic.primary_location.lead) == values_of(lead)
    assert clinic.default_locale == kosak.clinic.default_locale
    assert rows[0].own.name == "seen"


def test_nothing_of_a_clinic_that_was_read_is_asked_for_again(kosak, django_assert_num_queries):
    row, *_others = read_clinics("slug", kosak.clinic.slug)
    with django_assert_num_queries(0):
        assert row.clinic.primary_location.lead.title
        assert row.clinic.default_locale.language_code == row.code
        assert row.clinic.logo is None
