import pytest

from clinic_cms.models import ConditionPage
from tests.factories import locale

OVERVIEW = "0a7c5a30-0000-4000-8000-000000000001"


@pytest.fixture
def write(library):
    """Makes a draft master whose overview is one text, and returns its latest revision."""

    def make(html, *, source=None, parent=library, **fields):
        overview = [{"type": "text", "id": OVERVIEW, "value": html}]
        values = {"title": "Heel pain", "slug": "heel-pain", "overview": overview, **fields}
        page = ConditionPage(
            locale=locale("en-us"), live=False, source_clinic=source and source.clinic, **values
        )
        parent.add_child(instance=page)
        page.save_revision()
        return page

    return make
