"""A CDN forgets what is no longer for everyone, and keeps what still is."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from clinic_cms.launching.access import ensure_access
from clinic_cms.publishing.cdn.purging import purge_changed
from tests.cdn import Cdn
from tests.factories import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_front(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "tests.cdn.Cdn"}}
    monkeypatch.setattr(Cdn, "entries", {})


@pytest.fixture
def picture(kosak, sol):
    """A picture that Kosak's home shows."""
    for built in (kosak, sol):
        ensure_access(built.clinic)
        built.clinic.save()
    image = make_image("hero")
    image.collection = kosak.clinic.collection.add_child(name="Team")
    image.save()
    show(kosak, image)
    return image


@pytest.fixture
def shared():
    """A picture of the Library's."""
    image = make_image("spine")
    image.collection = Collection.get_first_root_node().add_child(name="Library")
    image.save()
    return image


class Origin:
    """The app behind the CDN; files are read to their end, which closes them."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **request):
        response = self.client.get(path, **request)
        response.getvalue()
        return response


@pytest.fixture
def sent(client, kosak):
    """Ask the CDN for a file, after it was told what has changed: whether it is sent."""

    def is_sent(url):
        purge_changed()
        response = Cdn().get(Origin(client), kosak.host, url)
        return response.status_code == 200 and "html" not in response["Content-Type"]

    return is_sent


def show(built, image):
    built.home.hero_image = image
    built.home.save_revision().publish()


def protect(collection):
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="spine"
    )


def urls_of(image):
    return image.file.url, image.get_rendition("width-40").url


def test_a_picture_that_a_page_drops_is_gone_with_its_renditions(sent, kosak, picture):
    urls = urls_of(picture)
    assert [sent(url) for url in urls] == [True, True]

    show(kosak, None)

    assert [sent(url) for url in urls] == [False, False]


def test_so_is_one_of_a_page_that_goes_offline(sent, kosak, picture):
    assert sent(picture.file.url)
    kosak.home.unpublish()
    assert not sent(picture.file.url)


def test_a_document_is_gone_with_its_link(sent, kosak, picture):
    file = ContentFile(b"-", "fees.txt")
    document = get_document_model().objects.create(
        title="Fees", file=file, collection=picture.collection
    )
    link = {"type": "text", "value": f'<p><a linktype="document" id="{document.pk}">Fees</a></p>'}
    block = kosak.contact._meta.get_field("body").stream_block
    for body in ([link], []):
        kosak.contact.body = block.to_python(body)
        kosak.contact.save_revision().publish()
        assert sent(document.url) is bool(body)


def test_a_deleted_picture_is_gone(sent, picture):
    url = picture.file.url
    assert sent(url)
    picture.delete()
    assert not sent(url)


@pytest.mark.parametrize("level", ["own", "clinic", "root"])
def test_a_collection_that_gets_a_password_takes_its_pictures_along(sent, kosak, picture, level):
    assert sent(picture.file.url)
    root = Collection.get_first_root_node()
    protect({"own": picture.collection, "clinic": kosak.clinic.collection, "root": root}[level])
    assert not sent(picture.file.url)


def test_a_shared_picture_that_becomes_a_clinics_own_leaves_the_others(sent, sol, picture, shared):
    assert sent(shared.file.url)

    shared.collection = sol.clinic.collection
    shared.save()

    assert not sent(shared.file.url)


def test_one_that_is_moved_by_a_bulk_action_does_too(sent, admin_client, sol, picture, shared):
    assert sent(shared.file.url)

    url = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "add_to_collection"])
    data = {"collection": sol.clinic.collection_id}
    response = admin_client.post(
        f"{url}?id={shared.pk}&next=/admin/", data, headers={"host": "network.example"}
    )

    assert response.status_code == 302
    assert get_image_model().objects.get(pk=shared.pk).collection == sol.clinic.collection
    assert not sent(shared.file.url)


def test_a_collection_that_is_moved_to_a_clinic_takes_its_pictures_along(
    sent, admin_client, sol, picture, shared
):
    assert sent(shared.file.url)

    url = reverse("wagtailadmin_collections:edit", args=[shared.collection_id])
    data = {"name": "Spines", "parent": sol.clinic.collection_id}
    response = admin_client.post(url, data, headers={"host": "network.example"})

    assert response.status_code == 302
    assert Collection.objects.get(name="Spines").get_parent().pk == sol.clinic.collection_id
    assert not sent(shared.file.url)


def test_what_another_clinic_changes_leaves_a_clinics_files(sent, sol, picture):
    assert sent(picture.file.url)
    kept = dict(Cdn.entries)
    show(sol, None)
    purge_changed()
    assert Cdn.entries == kept
