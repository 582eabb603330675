"""Whose a row is, of each kind that the admin's routes name."""

import pytest
from wagtail.models import Page

from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.route_table import row_models

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", row_models())
def test_a_clinics_row_is_found_to_be_its_own(kind, own, sol, kosak):
    assert dict(clinics_of(row_models()[kind], [str(own[kind].pk)])) == {
        own[kind].pk: sol.clinic.pk
    }


@pytest.mark.parametrize("kind", sorted(row_models().keys() - {"clinic", "site"}))
def test_a_shared_row_is_nobodys(kind, shared, sol):
    assert clinics_of(row_models()[kind], [shared[kind].pk]) == {}


def test_what_cannot_be_a_key_is_nobodys(sol):
    assert clinics_of(Page, ["live", "", "9" * 30, sol.home.pk]) == {sol.home.pk: sol.clinic.pk}
