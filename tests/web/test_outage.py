"""With the cache down, patients read on, pictures and all."""

import pytest

from tests.factories import make_condition, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def outage(shared_cache, redis):
    redis.stop()
    yield
    redis.start()


@pytest.fixture
def pictured(kosak, library, settings, tmp_path):
    """A clinic whose every page shows a picture that nobody asked for before."""
    settings.MEDIA_ROOT = tmp_path
    kosak.clinic.logo = make_image("logo")
    kosak.clinic.save()
    kosak.home.hero_image = make_image("hero")
    kosak.home.save_revision().publish()
    kosak.doctor.photo = make_image("portrait")
    kosak.doctor.save_revision().publish()
    figure = {"type": "figure", "value": {"image": make_image("walk").pk, "alt": "", "caption": ""}}
    make_condition(library, overview=[figure])
    return kosak


@pytest.mark.parametrize("path", ["/", "/wilson/", "/conditions/back-spasms/"])
@pytest.mark.parametrize("prefix", ["", "/api/v1/resolve?host=kosak.example&path="])
def test_pages_and_answers_are_there(client, pictured, outage, prefix, path):
    for _again in range(2):
        response = client.get(prefix + path, headers={"host": pictured.host})
        assert response.status_code == 200
        assert response.content.count(b"/images/") >= 2


def test_editors_see_their_pictures(client, pictured, outage, admin_user):
    client.force_login(admin_user)
    for _again in range(2):
        response = client.get("/admin/images/", headers={"host": pictured.host})
        assert response.status_code == 200
