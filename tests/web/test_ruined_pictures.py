"""A picture whose file is ruined is left out of pages and answers; nothing else changes."""

import logging
from pathlib import Path

import pytest
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from willow.plugins.pillow import PillowImage

from tests.factories import make_condition, make_image
from tests.pictures import encoded, gradient, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictured(kosak, library, settings, tmp_path):
    """A clinic with a picture in every place, none of them rendered yet."""
    settings.MEDIA_ROOT = tmp_path
    kosak.clinic.logo = make_image("logo")
    kosak.clinic.save()
    kosak.home.hero_image = make_image("hero")
    kosak.home.save_revision().publish()
    kosak.doctor.photo = make_image("portrait")
    kosak.doctor.save_revision().publish()
    value = {"image": make_image("walk").pk, "alt": "Walking", "caption": "A walk"}
    make_condition(library, overview=[{"type": "figure", "value": value}])
    return kosak


def ruin(content: bytes) -> None:
    for image in get_image_model().objects.all():
        Path(image.file.path).write_bytes(content)


@pytest.mark.parametrize("content", [jpeg()[:700], b"", b"Storage is full"])
@pytest.mark.parametrize("path", ["/", "/wilson/", "/conditions/back-spasms/"])
def test_pages_leave_it_out(client, pictured, content, path, caplog):
    ruin(content)

    response = client.get(path, headers={"host": pictured.host})

    page = response.content.decode()
    assert response.status_code == 200
    assert "<picture" not in page
    assert "not-found" not in page
    assert " pictured" not in page
    # Instead of the logo, the header has the name.
    assert 'class="wordmark"' in page
    assert "cannot be read" in caplog.text
    assert ("A walk" in page) is ("conditions" in path)


def test_answers_leave_it_out(client, pictured):
    ruin(jpeg()[:700])

    def answer(path):
        url = f"/api/v1/resolve?host={pictured.host}&path={path}"
        return client.get(url, headers={"host": pictured.host}).json()["page"]

    assert answer("/")["hero_picture"] is None
    assert answer("/wilson/")["practitioner"]["photo"] is None
    figure = answer("/conditions/back-spasms/")["sections"][0]["blocks"][0]["value"]
    assert figure == {"image": None, "caption": "A walk"}


def test_a_file_in_print_colours_is_shown(client, pictured):
    ruin(encoded(gradient("CMYK"), "JPEG"))

    assert "<picture" in client.get("/", headers={"host": pictured.host}).content.decode()


def test_a_format_that_cannot_be_written_is_left_out_alone(client, pictured, monkeypatch, caplog):
    def save(*_args, **_options):
        raise OSError("encoder error")

    monkeypatch.setattr(PillowImage, "save_as_avif", save)

    with caplog.at_level(logging.WARNING):
        page = client.get("/", headers={"host": pictured.host}).content.decode()

    assert "image/avif" not in page
    assert "image/webp" in page
    assert "encoder error" in caplog.text
    assert Rendition.objects.filter(filter_spec__contains="jpeg").exists()
