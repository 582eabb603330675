"""Wagtail's API v3, by tokens that are for one clinic or for all."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken, Page, Revision, Site

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Role, TokenScope
from clinic_cms.tenancy.api_tokens import create_token, scope_of
from clinic_cms.tenancy.authoring import OPERATIONS, may_call
from clinic_cms.tenancy.roles import grant_homes, group_of
from tests.factories import make_image
from tests.pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
NETWORK = "network.example"
MISSING = 987654
SECRET = "Secreto"
NAMELESS = [
    ("GET", "openapi.json"),
    ("GET", "whoami/"),
    ("GET", "schema/"),
    ("GET", "schema/<type_name>/"),
    ("GET", "pages/"),
    ("GET", "images/"),
    ("GET", "documents/"),
    # They go to the only collection of its own, whatever is named, or are refused.
    ("POST", "images/"),
    ("POST", "documents/"),
]
"""Operations that name no row."""
CLOSED = [
    ("GET", "pages/find/"),
    ("POST", "pages/<page_id>/actions/create_alias/"),
    ("POST", "pages/<page_id>/actions/convert_alias/"),
    ("POST", "pages/<page_id>/actions/copy_for_translation/"),
    ("POST", "sites/"),
    ("PUT", "sites/<site_id>/"),
    ("DELETE", "sites/<site_id>/"),
    ("GET", "snippets/<type>/"),
    ("POST", "snippets/<type>/<pk>/actions/publish/"),
    ("GET", "docs/"),
]


@pytest.fixture
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def things_of(built, title):
    """A clinic's page with a revision, its picture and its document, as ids."""
    ensure_access(built.clinic)
    built.clinic.site = Site.objects.create(hostname=built.host, root_page=built.home)
    built.clinic.save()
    grant_homes(built.clinic, [built.home])
    built.contact.title = title
    revision = built.contact.save_revision()
    revision.publish()
    image = make_image(title)
    image.collection = built.clinic.collection
    image.save()
    document = get_document_model().objects.create(
        title=title, file=ContentFile(b"-", "a.txt"), collection=built.clinic.collection
    )
    return {
        "page_id": built.contact.pk,
        "parent_id": built.home.pk,
        "revision_id": revision.pk,
        "image_id": image.pk,
        "document_id": document.pk,
        "site_id": built.clinic.site.pk,
        "collection": built.clinic.collection.pk,
    }


@pytest.fixture
def own(kosak):
    return things_of(kosak, "Contact us")


@pytest.fixture
def foreign(sol):
    return things_of(sol, SECRET)


def token_of(*groups, superuser=False, name="someone", **times):
    user = User.objects.create_user(name, is_superuser=superuser)
    user.groups.add(*groups)
    expires = timezone.now() + timedelta(days=30)
    return create_token(user=user, name="Script", expires_at=times.get("expires_at", expires))[1]


@pytest.fixture
def owner(kosak, own):
    return token_of(group_of(kosak.clinic, Role.OWNER))


@pytest.fixture
def agency(own):
    return token_of(superuser=True, name="agency")


def call(client, token, operation, ids, host=NETWORK, **other):
    """The response to an operation on these rows."""
    method, route = operation
    names = {"type_name": "clinic_cms.ClinicPage", "type": "auth.Group", "pk": 1, **ids}
    for name, value in names.items():
        route = route.replace(f"<{name}>", str(value))
    headers = {"host": host}
    if token:
        headers["authorization"] = f"Bearer {token}"
    if method == "POST" and route in {"images/", "documents/"}:
        content = jpeg() if route == "images/" else b"-"
        file = SimpleUploadedFile("new.jpg" if route == "images/" else "new.txt", content)
        data = {"title": "New", "file": file, "collection_id": ids["collection"]}
        return client.post(f"/api/v3/{route}", data, headers=headers)
    body = {"title": "Changed", **other}
    if "copy" in route or "move" in route:
        body["destination_id"] = ids["parent_id"]
    if "revert" in route:
        body["revision_id"] = ids["revision_id"]
    if route == "pages/":
        body["meta"] = {"type": "clinic_cms.ClinicPage", "parent_id": ids["parent_id"]}
    kind = {"content_type": "application/json"} if method != "GET" else {}
    ask = getattr(client, method.lower())
    return ask(f"/api/v3/{route}", None if method == "GET" else body, headers=headers, **kind)


def state_of(ids):
    """All that could be changed of a clinic."""
    home = Page.objects.get(pk=ids["parent_id"])
    pages = [*home.get_descendants(inclusive=True).order_by("path").values()]
    media = [
        [*model.objects.filter(collection=ids["collection"]).values()]
        for model in (get_image_model(), get_document_model())
    ]
    revisions = Revision.objects.filter(object_id__in=[str(page["id"]) for page in pages]).count()
    return pages, media, revisions, Site.objects.values_list("hostname", "port", "root_page")[:]


def seen(response):
    return response.status_code, response.content


@pytest.mark.parametrize("role", Role)
def test_another_clinics_rows_are_as_if_they_did_not_exist(client, kosak, own, foreign, role):
    token = token_of(group_of(kosak.clinic, role))
    before, missing = state_of(foreign), dict.fromkeys(foreign, MISSING)
    for operation in [*OPERATIONS, *CLOSED]:
        answer = call(client, token, operation, foreign)
        again = call(client, token, operation, missing)

        assert SECRET.encode() not in answer.content, operation
        if operation in NAMELESS:
            assert answer.status_code == again.status_code, operation
        else:
            assert seen(answer) == seen(again), operation
            assert answer.status_code == 404, operation
    assert repr(state_of(foreign)) == repr(before)


@pytest.mark.parametrize("place", ["page_id", "parent_id", "revision_id"])
@pytest.mark.parametrize(
    "action", ["POST copy", "POST move", "POST revert", "GET revisions"], ids=str
)
def test_another_clinics_row_beside_an_own_one_is_as_if_it_did_not_exist(
    client, owner, own, foreign, place, action
):
    method, name = action.split()
    route = f"pages/<page_id>/actions/{name}/"
    if name == "revisions":
        route = "pages/<page_id>/revisions/<revision_id>/"
    if name in {"copy", "move"} and place == "revision_id":
        place = "parent_id"
    before = state_of(foreign)

    answer = call(client, owner, (method, route), {**own, place: foreign[place]})
    missing = call(client, owner, (method, route), {**own, place: MISSING})

    if name in {"revert", "revisions"} and place == "parent_id":
        assert answer.status_code == 200
        return
    assert seen(answer) == seen(missing)
    assert answer.status_code == 404
    assert repr(state_of(foreign)) == repr(before)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
@pytest.mark.parametrize("written", ['"{}"', "{}.0", "[{}]", "{}"])
def test_no_way_to_write_a_destination_leads_into_another_clinic(
    client, owner, own, foreign, kind, written
):
    body = f'{{"destination_id": {written.format(foreign["parent_id"])}}}'
    response = client.generic(
        "POST",
        f"/api/v3/pages/{own['page_id']}/actions/copy/",
        body,
        content_type=kind,
        headers={"host": NETWORK, "authorization": f"Bearer {owner}"},
    )
    assert response.status_code == 404


def test_an_owner_works_on_their_clinic(client, kosak, owner, own):
    def done(method, route, ids=own, **other):
        response = call(client, owner, (method, route), ids, **other)
        assert response.status_code in {200, 201}, response.content
        return response.json()

    pages = done("GET", "pages/")
    assert own["page_id"] in {item["id"] for item in pages["items"]}
    assert done("GET", "pages/<page_id>/")["title"] == "Contact us"
    assert done("PATCH", "pages/<page_id>/", title="Write to us")["title"] == "Write to us"
    done("POST", "pages/<page_id>/actions/publish/")
    kosak.contact.refresh_from_db()
    assert kosak.contact.title == "Write to us"
    done("POST", "pages/<page_id>/actions/revert/")
    assert done("POST", "pages/<page_id>/actions/copy/")["id"] != own["page_id"]
    assert done("POST", "pages/", title="Fees")["title"] == "Fees"
    made = done("POST", "images/")
    assert made["collection"]["id"] == own["collection"]
    assert done("GET", "images/<image_id>/")["title"] == "Contact us"
    assert done("PATCH", "documents/<document_id>/", title="Leaflet")["title"] == "Leaflet"
    assert done("GET", "whoami/")["user"]["username"] == "someone"


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_a_clinics_token_lists_its_own_pictures_and_documents_as_wagtail_lists_all(
    client, owner, agency, own, foreign, kind
):
    def listed(token, query=""):
        headers = {"host": NETWORK, "authorization": f"Bearer {token}"}
        response = client.get(f"/api/v3/{kind}/{query}", headers=headers)
        assert response.status_code == 200, response.content
        return response.json()

    key = f"{kind[:-1]}_id"
    everything, mine = listed(agency), listed(owner)
    assert {item["id"] for item in everything["items"]} == {own[key], foreign[key]}
    assert mine["items"] == [item for item in everything["items"] if item["id"] == own[key]]
    assert mine["count"] == 1
    assert listed(owner, "?search=Contact&order=-title")["count"] == 1
    for query in (f"?search={SECRET}", f"?title={SECRET}", f"?id={foreign[key]}"):
        assert listed(owner, query)["count"] == 0


def test_the_agency_works_on_all_clinics(client, agency, own, foreign):
    for ids in (own, foreign):
        for route in ("pages/<page_id>/", "images/<image_id>/", "sites/<site_id>/"):
            assert call(client, agency, ("GET", route), ids).status_code == 200
    assert SECRET in call(client, agency, ("GET", "images/"), own).content.decode()
    for operation in CLOSED:
        assert call(client, agency, operation, own).status_code == 404


def test_it_is_on_network_hosts_alone(client, kosak, owner, own):
    operation = ("GET", "pages/<page_id>/")
    assert call(client, owner, operation, own, host=kosak.host).status_code == 404
    assert call(client, owner, operation, own, host="nobody.example").status_code == 404


def test_no_one_gets_in_without_a_token(client, own, admin_client):
    for browser in (client, admin_client):
        for operation in [*OPERATIONS, *CLOSED]:
            assert call(browser, "", operation, own).status_code == 401
            assert call(browser, "wagtail_x", operation, own).status_code == 401


def test_a_token_ends(client, kosak, owner, own):
    operation = ("GET", "whoami/")
    assert call(client, owner, operation, own).status_code == 200

    TokenScope.objects.update(expires_at=timezone.now())
    assert call(client, owner, operation, own).status_code == 401
    TokenScope.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert call(client, owner, operation, own).status_code == 200
    APIToken.objects.get().revoke()
    assert call(client, owner, operation, own).status_code == 401


def test_a_token_ends_with_what_its_user_is(client, kosak, sol, owner, own, foreign):
    operation, user = ("GET", "whoami/"), User.objects.get(username="someone")
    for group in (group_of(sol.clinic, Role.OWNER), Group.objects.create(name="Library")):
        user.groups.add(group)
        assert call(client, owner, operation, own).status_code == 401
        user.groups.remove(group)
        assert call(client, owner, operation, own).status_code == 200
    user.groups.set([group_of(sol.clinic, Role.OWNER)])
    assert call(client, owner, operation, own).status_code == 401
    user.groups.set([group_of(kosak.clinic, Role.EDITOR)])
    assert call(client, owner, operation, own).status_code == 200
    user.is_active = False
    user.save()
    assert call(client, owner, operation, own).status_code == 401


def test_a_token_of_wagtails_own_has_no_access(client, admin_user, own):
    token, text = APIToken.create_token(user=admin_user, name="Old")
    assert scope_of(token) is None
    assert call(client, text, ("GET", "whoami/"), own).status_code == 401


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_token_is_for_a_year_at_most(kosak, own, days):
    user = User.objects.create_superuser("agency")
    with pytest.raises(ValidationError) as caught:
        create_token(user=user, name="-", expires_at=timezone.now() + timedelta(days=days))
    assert "expires_on" in caught.value.message_dict


def test_who_works_for_two_clinics_has_no_token(kosak, sol, own, foreign):
    with pytest.raises(ValidationError):
        token_of(group_of(kosak.clinic, Role.OWNER), group_of(sol.clinic, Role.OWNER))
    assert not APIToken.objects.exists()


def test_what_is_not_in_the_table_is_closed_to_all():
    assert not may_call(None, "GET", "new/", {}, dict)
    assert not may_call(None, "HEAD", "whoami/", {}, dict)
    assert may_call(None, "GET", "whoami/", {}, dict)


@pytest.mark.parametrize("who", ["owner", "agency"])
def test_the_document_lists_what_a_token_may_call_and_no_more(client, request, own, who):
    token = request.getfixturevalue(who)
    document = call(client, token, ("GET", "openapi.json"), own).json()
    listed = {
        (method.upper(), path.removeprefix("/api/v3/").replace("{", "<").replace("}", ">"))
        for path, item in document["paths"].items()
        for method in item
    }
    # The document does not list itself.
    networks = {key for key, each in OPERATIONS.items() if each.is_networks}
    expected = OPERATIONS.keys() - {("GET", "openapi.json")}
    assert listed == (expected if who == "agency" else expected - networks)
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text
    assert set(re.findall(r'#/components/schemas/([^"]+)"', text)) == {
        *document["components"]["schemas"]
    }


def test_a_parameter_that_names_what_is_not_known_is_closed(kosak):
    route = ("GET", "pages/<page_id>/")
    assert not may_call(kosak.clinic.pk, *route, {"page_id": kosak.home.pk, "tag": 1}, dict)
    assert may_call(kosak.clinic.pk, *route, {"page_id": kosak.home.pk}, dict)
    for text in ("٣", "1e3", "-1", "9" * 30, ""):
        assert not may_call(kosak.clinic.pk, *route, {"page_id": text}, dict)
