"""Images and documents with many collections: none is listed, each is found."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from clinic_cms.launching.access import ensure_access
from tests.admin.conftest import make_owner
from tests.factories import make_image
from tests.pictures import jpeg

pytestmark = pytest.mark.django_db

KINDS = ["image", "document"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def folders():
    root = Collection.get_first_root_node()
    return [root.add_child(name=name) for name in ("Kosak", "Sol", "Sol and sea")]


def uploaded(kind, folder):
    if kind == "image":
        image = make_image("Us")
        image.collection = folder
        image.save()
        return image
    file = SimpleUploadedFile("us.txt", b"Us")
    return get_document_model().objects.create(title="Us", file=file, collection=folder)


def url_of(kind, view):
    app = {"image": "wagtailimages", "document": "wagtaildocs"}[kind]
    return reverse(f"{app}_chooser:{view}")


def dialog(desk, kind, view, **query):
    return desk.get(url_of(kind, view), query)


def upload(desk, kind, collection):
    prefix = f"{kind}-chooser-upload"
    content = jpeg() if kind == "image" else b"Us"
    data = {
        f"{prefix}-title": "Us",
        f"{prefix}-collection": collection,
        f"{prefix}-file": SimpleUploadedFile("us.jpg", content, "image/jpeg"),
    }
    return json.loads(desk.post(url_of(kind, "create"), data).content)


@pytest.mark.parametrize("kind", KINDS)
def test_the_dialog_lists_no_collection(desk, folders, kind):
    page = json.loads(dialog(desk, kind, "choose").content)["html"]
    assert "data-clinic-names" in page
    assert "Kosak" not in page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("typed", "found"), [("", 1), ("sol", 1), ("Sol", 1), ("kos", 0)])
def test_rows_are_found_by_a_part_of_their_collection_s_name(desk, folders, kind, typed, found):
    uploaded(kind, folders[1])
    for query in ({}, {"q": "us"}):
        response = dialog(desk, kind, "choose_results", collection=typed, **query)
        assert len(response.context["results"]) == found


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_goes_into_the_collection_that_was_named(desk, folders, kind):
    assert upload(desk, kind, " sol ")["step"] == "chosen"
    model = get_image_model() if kind == "image" else get_document_model()
    assert model.objects.get().collection == folders[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", ["", "So", "Nothing"])
def test_a_collection_that_is_not_there_is_refused(desk, folders, kind, typed):
    response = upload(desk, kind, typed)
    assert response["step"] == "reshow_creation_form"
    assert f'value="{typed}"' in response["htmlFragment"] or not typed


def test_of_two_collections_with_one_name_none_is_taken(desk, folders):
    folders[0].add_child(name="Sol")
    assert upload(desk, "image", "Sol")["step"] == "reshow_creation_form"


def test_names_are_offered_as_one_types(desk, folders):
    url = reverse("clinic_cms_collection_names")
    assert desk.get(url, {"q": "sol"}).json() == {"names": ["Sol", "Sol and sea"]}


def test_an_owner_is_offered_no_other_collection_and_uploads_into_their_own(desk, kosak, folders):
    owner = make_owner(kosak)
    ensure_access(kosak.clinic)
    kosak.clinic.save()
    desk.force_login(User.objects.get(pk=owner.pk))
    names = desk.get(reverse("clinic_cms_collection_names")).json()["names"]
    assert names == [kosak.clinic.collection.name]
    assert "data-clinic-names" not in json.loads(dialog(desk, "image", "choose").content)["html"]
    assert upload(desk, "image", "Sol")["step"] == "chosen"
    assert get_image_model().objects.get().collection == kosak.clinic.collection


@pytest.mark.parametrize("app", ["wagtailimages", "wagtaildocs"])
def test_many_files_go_into_the_collection_by_which_the_list_was_filtered(desk, folders, app):
    url = reverse(f"{app}:add_multiple")

    def offered(query):
        return [row.name for row in desk.get(url, query).context["collections"]]

    assert offered({"collection_id": folders[1].pk}) == ["Sol"]
    assert offered({}) == offered({"collection_id": "x"}) == ["Root"]


@pytest.mark.parametrize("kind", KINDS)
def test_several_are_moved_into_a_collection_that_is_chosen(desk, folders, kind):
    row = uploaded(kind, folders[0])
    label = f"{row._meta.app_label}/{row._meta.model_name}"
    url = f"/admin/bulk/{label}/add_to_collection/?id={row.pk}"
    assert "Sol" not in desk.get(url).content.decode()
    assert desk.post(url, {"collection": folders[1].pk}).status_code == 302
    row.refresh_from_db()
    assert row.collection == folders[1]
