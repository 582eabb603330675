"""Pictures' files are made once, and none is left behind when the picture goes."""

import pytest
from django.db.models.query import QuerySet
from wagtail.images import get_image_model
from wagtail.images.models import Rendition

from clinic_cms.serving.pictures import renditions_of
from tests.factories import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings, tmp_path):
    """The names of all files that pictures have."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("images/*")}


@pytest.fixture
def beaten(monkeypatch, files):
    """Somebody else makes the very same files, and is done a moment before us."""
    image, bulk_create = make_image("portrait"), QuerySet.bulk_create
    rival = get_image_model().objects.get(pk=image.pk)

    def late(queryset, rows, **options):
        monkeypatch.setattr(QuerySet, "bulk_create", bulk_create)
        renditions_of(rival, "portrait")
        return bulk_create(queryset, rows, **options)

    monkeypatch.setattr(QuerySet, "bulk_create", late)
    return image


def test_who_comes_second_shows_the_files_of_the_first(beaten, files):
    shown = {view.url.removeprefix("/media/") for view in renditions_of(beaten, "portrait")}

    assert shown == set(Rendition.objects.values_list("file", flat=True)) == files()
    assert {f"/media/{name}" for name in shown} == {
        view.url for view in renditions_of(beaten, "portrait")
    }


def test_no_file_outlives_its_picture(beaten, files, django_capture_on_commit_callbacks):
    renditions_of(beaten, "portrait")

    with django_capture_on_commit_callbacks(execute=True):
        beaten.delete()

    assert files() == set()


def test_files_that_are_there_cost_one_query(beaten, django_assert_num_queries):
    renditions_of(beaten, "portrait")
    image = get_image_model().objects.get(pk=beaten.pk)

    with django_assert_num_queries(1):
        renditions_of(image, "portrait")
