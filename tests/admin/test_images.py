"""Pictures in the admin: bad ones are refused on upload, and those that are there break nothing."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.factories import make_image
from tests.pictures import BAD, CONVERTED, encoded, gradient, jpeg, png

Image = get_image_model()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(desk, name: str, content: bytes):
    data = {
        "title": "Us",
        "file": SimpleUploadedFile(name, content, "image/jpeg"),
        "collection": Collection.objects.get(depth=1).pk,
    }
    return desk.post(reverse("wagtailimages:add"), data)


def stored() -> bytes:
    with Image.objects.get().open_file() as file:
        return file.read()


def test_a_good_picture_is_stored(desk):
    assert upload(desk, "us.jpg", jpeg()).status_code == 302
    assert stored() == jpeg()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_refused_by_name(desk, name):
    response = upload(desk, name, BAD[name][0]())

    assert response.status_code == 200
    [error] = response.context["form"].errors["file"]
    # Django itself says of an empty file what it is.
    assert f"“{name}”" in error or "empty" in error
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", CONVERTED)
def test_print_colours_and_16_bits_are_converted(desk, name):
    make, stored_as = CONVERTED[name]

    upload(desk, name, make())

    with Pillow.open(BytesIO(stored())) as image:
        assert image.mode in ("L", "RGB")
    assert Image.objects.get().file.name.endswith(stored_as)


def test_a_file_with_another_suffix_is_stored_as_what_it_is(desk):
    upload(desk, "us.jpg", png())

    assert Image.objects.get().file.name.endswith("us.png")


def test_many_pictures_at_once_are_checked_one_by_one(desk):
    url = reverse("wagtailimages:add_multiple")
    for name, content, good in (("a.jpg", jpeg(), True), ("b.jpg", jpeg()[:600], False)):
        files = {"files[]": SimpleUploadedFile(name, content, "image/jpeg"), "title": name}
        answer = desk.post(url, files, headers={"x-requested-with": "XMLHttpRequest"}).json()
        assert answer["success"] is good
    assert "“b.jpg” is damaged or cut off." in answer["error_message"]


@pytest.fixture
def broken():
    """A stored picture, and a function that ruins its file."""
    image = make_image("us")

    def ruin(content: bytes):
        with open(image.file.path, "wb") as file:
            file.write(content)
        return image

    return ruin


RUINED = {
    "half": jpeg()[:700],
    "empty": b"",
    "words": b"Storage is full",
    "a page": b"<!doctype html><p>404",
    "another kind": b"%PDF-1.7",
    "tiff": encoded(gradient(), "TIFF"),
    "float": encoded(gradient("F"), "TIFF"),
    "print": encoded(gradient("CMYK"), "JPEG"),
}


@pytest.mark.parametrize("content", RUINED.values(), ids=RUINED)
def test_a_stored_picture_that_is_ruined_breaks_no_list(desk, broken, content):
    image = broken(content)

    for url in (
        reverse("wagtailimages:index"),
        f"{reverse('wagtailimages:index')}?layout=list",
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results"),
    ):
        assert desk.get(url).status_code == 200


@pytest.mark.parametrize("content", [b"Storage is full", jpeg()[:700]])
def test_the_form_of_a_clinic_opens_although_its_logo_is_ruined(desk, kosak, broken, content):
    kosak.clinic.logo = broken(content)
    kosak.clinic.save()

    assert desk.get(reverse("clinics:edit", args=[kosak.clinic.pk])).status_code == 200


def test_another_file_replaces_one_that_is_ruined(desk, broken):
    image = broken(b"")
    data = {
        "title": "Us",
        "file": SimpleUploadedFile("us.jpg", jpeg(), "image/jpeg"),
        "collection": image.collection_id,
    }

    assert desk.post(reverse("wagtailimages:edit", args=[image.pk]), data).status_code == 302
    assert stored() == jpeg()


def test_a_tiff_of_old_shows_as_a_png(db):
    file = ContentFile(encoded(gradient(), "TIFF"), name="us.tiff")

    assert Image.objects.create(title="Us", file=file).get_rendition("max-9x9").url.endswith("png")
