"""Pictures, documents and portraits: on which host, and to whom."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Role
from clinic_cms.tenancy.roles import group_of
from tests.factories import make_image
from tests.pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
NETWORK = "network.example"
NOWHERE = "/media/images/nothing.jpg"


@pytest.fixture
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def collection_of(built):
    """Give a clinic its collection and groups; returns a collection below it."""
    ensure_access(built.clinic)
    built.clinic.save()
    return built.clinic.collection.add_child(name="Team")


def owners(built):
    return group_of(built.clinic, Role.OWNER)


def picture_in(collection, name):
    image = make_image(name)
    image.collection = collection
    image.save()
    return image


def document_in(collection, name):
    file = ContentFile(b"Sit up straight.", f"{name}.txt")
    return get_document_model().objects.create(title=name, file=file, collection=collection)


@pytest.fixture
def picture(kosak, sol):
    """A picture of Kosak's that its home shows."""
    collection_of(sol)
    image = picture_in(collection_of(kosak), "hero")
    kosak.home.hero_image = image
    kosak.home.save_revision().publish()
    return image


@pytest.fixture
def document(picture, kosak):
    """A document of Kosak's, to which a live page links."""
    made = document_in(picture.collection, "leaflet")
    body = [{"type": "text", "value": f'<p><a linktype="document" id="{made.pk}">leaflet</a></p>'}]
    kosak.contact.body = kosak.contact._meta.get_field("body").stream_block.to_python(body)
    kosak.contact.save_revision().publish()
    return made


def sign_in(client, *, group=None, permission=None, name="someone"):
    user = User.objects.create_user(name)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if permission:
        user.user_permissions.add(Permission.objects.get(codename=permission))
    if group:
        user.groups.add(group)
    client.force_login(user)
    return user


def get(client, host, url):
    """A response, read to its end, by which its file is closed."""
    response = client.get(url, headers={"host": host})
    response.read = response.getvalue()
    return response


def files_of(image, document):
    return [image.file.url, image.get_rendition("width-40").url, document.url]


def as_seen(response):
    """What tells one response from another."""
    return response.status_code, response.read, dict(response.headers)


def test_a_clinics_files_are_on_its_host_and_the_network_host_alone(
    client, kosak, sol, picture, document
):
    for url in files_of(picture, document):
        assert get(client, kosak.host, url).status_code == 200
        assert get(client, NETWORK, url).status_code == 200
        missing = get(client, sol.host, NOWHERE)
        assert as_seen(get(client, sol.host, url)) == as_seen(missing)
        assert missing.status_code == 404
        assert get(client, "nobody.example", url).status_code == 404


def test_a_signed_in_owner_of_another_clinic_sees_no_more(client, sol, picture, document):
    sign_in(client, group=owners(sol))

    for url in files_of(picture, document):
        assert get(client, sol.host, url).status_code == 404


def test_the_agency_sees_a_clinics_files_on_the_hosts_that_have_them(client, sol, picture):
    sign_in(client, permission="view_clinic")
    assert get(client, sol.host, picture.file.url).status_code == 404


def test_shared_files_are_on_every_clinics_host(client, kosak, sol, picture):
    shared = Collection.get_first_root_node().add_child(name="Library")
    files = files_of(picture_in(shared, "spine"), document_in(shared, "exercises"))

    for url in files:
        for host in (kosak.host, sol.host, NETWORK):
            assert get(client, host, url).status_code == 200
        assert get(client, "nobody.example", url).status_code == 404


def test_what_no_live_page_shows_is_for_the_clinics_people(client, kosak, sol, picture):
    folder = kosak.clinic.collection
    unused = files_of(picture_in(folder, "draft"), document_in(folder, "draft"))

    def seen(host):
        return {get(client, host, url).status_code for url in unused}

    assert seen(kosak.host) == seen(NETWORK) == {404}
    for host in (kosak.host, NETWORK):
        assert as_seen(get(client, host, unused[0])) == as_seen(get(client, host, NOWHERE))
    sign_in(client, group=owners(sol), name="sol")
    assert seen(sol.host) == seen(kosak.host) == seen(NETWORK) == {404}
    sign_in(client, group=owners(kosak), name="kosak")
    assert seen(kosak.host) == seen(NETWORK) == {200}
    sign_in(client, permission="view_clinic", name="agency")
    assert seen(kosak.host) == seen(NETWORK) == {200}
    assert seen(sol.host) == {404}


def test_who_may_not_enter_the_admin_is_no_staff(client, kosak, picture):
    unused = picture_in(kosak.clinic.collection, "draft")
    owners(kosak).permissions.clear()
    user = User.objects.create_user("reader")
    user.groups.add(owners(kosak))
    client.force_login(user)

    assert get(client, kosak.host, unused.file.url).status_code == 404


def test_a_picture_is_public_as_long_as_its_page_is_live(client, kosak, picture):
    kosak.home.unpublish()
    assert get(client, kosak.host, picture.file.url).status_code == 404

    kosak.home.save_revision().publish()
    assert get(client, kosak.host, picture.file.url).status_code == 200


def test_a_logo_is_shown(client, kosak, picture):
    logo = picture_in(kosak.clinic.collection, "logo")
    kosak.clinic.logo = logo
    kosak.clinic.save()

    assert get(client, kosak.host, logo.get_rendition("width-40").url).status_code == 200


def test_a_closed_clinic_shows_nothing(client, kosak, picture):
    kosak.clinic.retired_at = timezone.now()
    kosak.clinic.save()

    assert get(client, kosak.host, picture.file.url).status_code == 404


@pytest.mark.parametrize("above", [False, True])
def test_a_password_of_a_collection_protects_its_pictures(
    client, kosak, sol, picture, document, above
):
    protected = kosak.clinic.collection if above else picture.collection
    restriction = CollectionViewRestriction.objects.create(
        collection=protected, restriction_type="password", password="spine"
    )
    url = f"/documents/authenticate_with_password/{restriction.pk}/"

    for file in files_of(picture, document):
        response = get(client, kosak.host, file)
        assert b'type="password"' in response.content
        assert "no-store" in response["Cache-Control"]
        assert get(client, sol.host, file).status_code == 404
    assert get(client, sol.host, url).status_code == 404
    assert get(client, sol.host, "/documents/authenticate_with_password/9999/").status_code == 404

    data = {"password": "spine", "return_url": picture.file.url}
    answer = client.post(url, data, headers={"host": kosak.host})

    assert answer.url == picture.file.url
    for file in files_of(picture, document):
        response = get(client, kosak.host, file)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-cache"


def test_files_for_people_who_are_signed_in_lead_others_to_the_sign_in(client, kosak, picture):
    CollectionViewRestriction.objects.create(
        collection=picture.collection, restriction_type="login"
    )
    url = picture.file.url
    assert get(client, kosak.host, url).url == f"/admin/login/?next={url}"

    sign_in(client, group=owners(kosak))
    assert get(client, kosak.host, url).status_code == 200


def test_files_for_a_group_are_not_there_for_others(client, kosak, picture):
    restriction = CollectionViewRestriction.objects.create(
        collection=picture.collection, restriction_type="groups"
    )
    group = Group.objects.create(name="Patients")
    restriction.groups.add(group)
    reader = User.objects.create_user("reader")
    client.force_login(reader)
    assert get(client, kosak.host, picture.file.url).status_code == 404

    reader.groups.add(group)
    assert get(client, kosak.host, picture.file.url).status_code == 200


def test_a_collection_too_deep_to_be_looked_up_serves_nothing(client, kosak, picture):
    folder = picture.collection
    for number in range(12):
        folder = folder.add_child(name=str(number))
    get_image_model().objects.filter(pk=picture.pk).update(collection=folder)

    assert get(client, kosak.host, picture.file.url).status_code == 404


def test_a_portrait_is_seen_by_colleagues(client, kosak, sol, picture):
    user = sign_in(client, group=owners(kosak), name="kosak")
    profile = UserProfile.objects.create(user=user, avatar=ContentFile(jpeg(), "me.jpg"))

    assert get(client, kosak.host, profile.avatar.url).status_code == 200
    sign_in(client, group=owners(sol), name="sol")
    assert get(client, kosak.host, profile.avatar.url).status_code == 404
    client.logout()
    assert get(client, kosak.host, profile.avatar.url).status_code == 404


def test_a_session_from_another_clinics_host_opens_nothing_for_people_who_are_signed_in(
    client, kosak, sol, picture
):
    CollectionViewRestriction.objects.create(
        collection=picture.collection, restriction_type="login"
    )
    sign_in(client, group=owners(sol))

    assert "/admin/login/" in get(client, kosak.host, picture.file.url).url


@pytest.mark.parametrize("name", ["../db.sqlite3", "wagtail_uploads/a.png", "images/", "%00"])
def test_what_no_row_names_is_not_there(client, kosak, name):
    assert get(client, kosak.host, f"/media/{name}").status_code == 404


@pytest.mark.parametrize("number", ["9" * 10, "9" * 18, "9" * 19, "9" * 5000])
def test_no_number_is_too_large_to_be_asked_for(client, kosak, number):
    assert get(client, kosak.host, f"/documents/{number}/leaflet.txt").status_code == 404


def test_a_picture_whose_file_is_gone_is_not_there(client, kosak, picture):
    picture.file.storage.delete(picture.file.name)
    assert get(client, kosak.host, picture.file.url).status_code == 404


def test_a_document_has_its_name_in_its_url(client, kosak, document):
    assert get(client, kosak.host, f"/documents/{document.pk}/other.txt").status_code == 404


def test_public_files_are_kept_and_others_are_not(client, kosak, picture, document):
    for url in files_of(picture, document):
        response = get(client, kosak.host, url)
        assert response["Cache-Control"] == "public, max-age=86400"
        assert "Vary" not in response

    sign_in(client, group=owners(kosak))
    unused = picture_in(kosak.clinic.collection, "draft").file.url
    assert get(client, kosak.host, unused)["Cache-Control"] == "private, no-cache"


def test_a_file_asks_one_query(client, kosak, sol, picture, document):
    urls = files_of(picture, document)
    for host in (kosak.host, NETWORK, sol.host, "nobody.example"):
        for url in [*urls, NOWHERE]:
            get(client, host, url)
            with CaptureQueriesContext(connection) as queries:
                get(client, host, url)
            assert len(queries) == 1, (host, url)


def test_a_page_below_a_slug_of_ours_stays_a_page(client, kosak):
    kosak.contact.slug = "media"
    kosak.contact.save_revision().publish()

    assert get(client, kosak.host, "/media/").status_code == 200
