"""A stored file's name says nothing of the files that other clinics have."""

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from tests.pictures import jpeg

pytestmark = pytest.mark.django_db

OWN = "[a-z0-9]{12}"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(name="hero.jpg"):
    return get_image_model().objects.create(title="-", file=ContentFile(jpeg(), name))


def document(name="leaflet.pdf"):
    return get_document_model().objects.create(title="-", file=ContentFile(b"-", name))


def test_a_name_looks_the_same_whether_it_was_taken_or_not():
    for made, pattern in (
        (picture, f"original_images/{OWN}-hero.jpg"),
        (document, f"documents/{OWN}/leaflet.pdf"),
    ):
        first, second = made(), made()
        assert re.fullmatch(pattern, first.file.name)
        assert re.fullmatch(pattern, second.file.name)
        assert first.file.name != second.file.name


def test_long_names_and_their_renditions_do_not_meet_where_they_are_cut():
    long = f"{'spine-' * 30}.jpg"
    files = [picture(long).get_rendition("fill-60x40|format-webp").file for _each in range(2)]

    assert [file.name.endswith(".fill-60x40.format-webp.webp") for file in files] == [True, True]


def test_a_file_that_replaces_another_gets_a_name_of_its_own_and_a_stored_one_keeps_its():
    image = picture()
    before = image.file.name
    image.save()
    assert image.file.name == before

    image.file = ContentFile(jpeg(), "hero.jpg")
    image.save()
    assert re.fullmatch(f"original_images/{OWN}-hero.jpg", image.file.name)


def test_a_document_is_downloaded_as_what_it_was_uploaded():
    made = document("Fees 2.csv")
    assert made.filename == "Fees_2.csv"
    assert made.url == reverse("wagtaildocs_serve", args=[made.pk, "Fees_2.csv"])
    assert (
        made.content_disposition == "attachment; filename=Fees_2.csv; filename*=UTF-8''Fees_2.csv"
    )


def test_an_upload_that_waits_for_its_form_is_named_so_too():
    waiting = UploadedFile.objects.create(file=ContentFile(jpeg(), "hero.jpg"))
    assert re.fullmatch(f"wagtail_uploads/{OWN}-hero.jpg", waiting.file.name)


def test_the_form_of_several_pictures_names_them(admin_client):
    file = SimpleUploadedFile("hero.jpg", jpeg(), "image/jpeg")
    response = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": file},
        headers={"host": "network.example"},
    )
    made = get_image_model().objects.get(pk=json.loads(response.content)["image_id"])

    assert re.fullmatch(f"original_images/{OWN}-hero.jpg", made.file.name)
