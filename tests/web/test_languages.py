"""The language that a page's markup and headers name, errors included."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def arabic(kosak):
    for position, code in enumerate(("ar", "zh-hans"), start=1):
        home = translate(kosak.home, code, slug=f"kosak-{code}")
        kosak.clinic.locales.create(locale=home.locale, home=home, position=position)
    return kosak


@pytest.mark.parametrize("retired", [False, True])
@pytest.mark.parametrize(
    ("path", "tag", "direction"),
    [
        ("/", "en-US", "ltr"),
        ("/nothing/", "en-US", "ltr"),
        ("/fr/", "en-US", "ltr"),
        ("/ar/", "ar", "rtl"),
        ("/ar/nothing/", "ar", "rtl"),
        ("/zh-hans/", "zh-Hans", "ltr"),
        ("/zh-hans/nothing/", "zh-Hans", "ltr"),
    ],
)
def test_every_answer_names_its_language(client, arabic, path, tag, direction, retired):
    arabic.clinic.retired_at = timezone.now() if retired else None
    arabic.clinic.save()
    response = client.get(path, headers={"host": arabic.host})
    html = BeautifulSoup(response.content, "html.parser").html
    assert response.status_code in ({410} if retired else {200, 404})
    assert (html["lang"], html["dir"], response["Content-Language"]) == (tag, direction, tag)


def test_the_switcher_and_hreflang_name_languages_by_their_tags(client, arabic):
    response = client.get("/", headers={"host": arabic.host})
    html = BeautifulSoup(response.content, "html.parser")
    links = html.find_all("link", rel="alternate", hreflang=True)
    tags = ["en-US", "ar", "zh-Hans"]
    assert [link["hreflang"] for link in links] == [*tags, "x-default"]
    assert links[2]["href"] == "http://kosak.example/zh-hans/"
    switch = html.select("nav.languages a")
    assert [(link["lang"], link["hreflang"]) for link in switch] == [(tag, tag) for tag in tags]
