"""A clinic's people see and count the uses of their things in their own clinic."""

import pytest
from django.urls import reverse
from wagtail.images.views.images import UsageView
from wagtail.models import ReferenceIndex

from clinic_cms.admin.usage import UsageInSight
from clinic_cms.models import ClinicHomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(ours, theirs):
    """A picture of ours, which a page of theirs has shown since before saves were checked."""
    image = ours.made["image"]
    for clinic in (ours, theirs):
        rows = ClinicHomePage.objects.filter(pk=clinic.built.home.pk)
        rows.update(hero_image=image)
        ReferenceIndex.create_or_update_for_object(rows.get())
    return image


def uses(user, image, rf):
    view = type("View", (UsageInSight, UsageView), {})()
    view.setup(rf.get("/"), image_id=image.pk)
    view.request.user, view.object = user, image
    return [page.pk for page, _references in view.get_queryset()]


def test_another_clinics_use_is_neither_shown_nor_counted(ours, theirs, agency, image, rf):
    assert uses(ours.owner, image, rf) == [ours.built.home.pk]
    assert {*uses(agency, image, rf)} == {ours.built.home.pk, theirs.built.home.pk}


def test_the_page_of_uses_has_no_private_ones(ours, theirs, image):
    url = reverse("wagtailimages:image_usage", args=[image.pk])
    page = ours.client().get(url)
    assert len(page.context["object_list"]) == 1
    assert "Private" not in page.content.decode()
