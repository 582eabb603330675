"""No public page goes through the pages of other clinics, whether a database has statistics or not.

SQLite without statistics takes any index with an equal sign: that of `locale_id`, of the slug that
every clinic's page has, or of `alias_of_id IS NULL`, which is nearly every page there is.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_cms.models import ConditionIndexPage, EarlierSlug
from clinic_cms.serving.process_cache import clear_process_caches
from tests.factories import make_condition
from tests.web.test_query_counts import PATHS, install

__all__ = ["install"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_cache")]
TABLES = (
    "wagtailcore_page",
    "clinic_cms_conditionpage",
    "clinic_cms_clinicpage",
    "clinic_cms_cliniclocation",
    "clinic_cms_practitionerpage",
    "clinic_cms_conditionindexpage",
    "clinic_cms_clinichomepage",
    "clinic_cms_clinichost",
    "clinic_cms_cliniclocale",
    "clinic_cms_clinic",
)
OF_ALL_CLINICS = re.compile(
    r"page\b.*\((?:locale_id|slug|alias_of_id|content_type_id|live|depth)[=<>]"
)
API = (
    "clinics/kosak",
    "clinics/kosak/home",
    "clinics/kosak/locations",
    "clinics/kosak/practitioners",
    "clinics/kosak/navigation",
    "clinics/kosak/conditions",
    "clinics/kosak/conditions/back-spasms",
    "clinics/kosak/conditions/nothing",
    "clinics/kosak/pages/contact",
    "clinics/kosak/sitemap",
    "resolve?host=kosak.example&path=/contact/",
)
REQUESTS = [
    *(("kosak.example", f"{prefix}{path}") for prefix in ("/", "/es/") for path in PATHS.values()),
    *(("network.example", f"/api/v1/{path}") for path in API),
    ("kosak.example", "/conditions/earlier/"),
    ("kosak.example", "/conditions/nothing/"),
    ("kosak.example", "/sitemap.xml"),
    ("kosak.example", "/robots.txt"),
    ("nobody.example", "/"),
]


def scans(plan):
    """The lines of a plan that read more of a table than one clinic's rows."""
    for line in plan:
        table = next((name for name in TABLES if re.search(rf"\b{name}\b", line)), None)
        if table and (line.startswith("SCAN") or OF_ALL_CLINICS.search(line)):
            yield line


def plan_of(query):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.parametrize(("clinics", "analysed"), [(3, False), (40, False), (40, True)])
def test_no_page_reads_the_pages_of_other_clinics(
    client, install, article, library, clinics, analysed
):
    install(clinics=clinics, locales=2)
    for index in ConditionIndexPage.objects.all():
        make_condition(index, "own", title="Own")
    EarlierSlug.objects.create(scope="shared", parent=library, slug="earlier", page=article)
    if analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    found = {}
    for host, path in REQUESTS:
        clear_process_caches()
        with CaptureQueriesContext(connection) as queries:
            client.get(path, headers={"host": host})
        for sql in {query["sql"] for query in queries if query["sql"].startswith("SELECT")}:
            for line in scans(plan_of(sql)):
                found.setdefault(line, (path, sql[:4000]))
    assert found == {}
