"""A page or clinic refers to its own clinic's things, and to shared ones, however it is saved."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection

from clinic_cms.models import ClinicHomePage, ClinicPage, ConditionPage
from clinic_cms.tenancy import owners
from clinic_cms.tenancy.references import stays_in_clinic
from tests.factories import make_condition, make_image

pytestmark = pytest.mark.django_db


def collection_of(built):
    """The collection of a clinic, with one below it."""
    own = Collection.get_first_root_node().add_child(name=built.clinic.name)
    built.clinic.collection = own
    built.clinic.save()
    return own.add_child(name="Team")


@pytest.fixture
def media(kosak, sol):
    """A picture and a document of each clinic, and shared ones, by the clinic's slug."""
    places = {"kosak": collection_of(kosak), "sol": collection_of(sol)}
    places["shared"] = Collection.get_first_root_node()
    made = {}
    for name, collection in places.items():
        image = make_image(name)
        document = Document.objects.create(title=name, file=ContentFile(b"-", f"{name}.txt"))
        type(image).objects.filter(pk=image.pk).update(collection=collection)
        Document.objects.filter(pk=document.pk).update(collection=collection)
        made[name] = {"image": image.pk, "document": document.pk}
    return made


def with_link(html):
    return [("text", f"<p>{html}</p>")]


WAYS = {
    "a picture": lambda media, page: {"hero_image_id": media["image"]},
    "a figure": lambda media, page: {
        "body": [("figure", {"image": media["image"], "alt": "", "caption": ""})]
    },
    "a picture in a text": lambda media, page: {
        "body": with_link(f'<embed embedtype="image" id="{media["image"]}" alt="" format="left"/>')
    },
    "a link to a document": lambda media, page: {
        "body": with_link(f'<a linktype="document" id="{media["document"]}">leaflet</a>')
    },
    "a link to a page": lambda media, page: {
        "body": with_link(f'<a linktype="page" id="{page.pk}">page</a>')
    },
}


def change(page, values):
    for name, value in values.items():
        if name == "body":
            body = ClinicPage._meta.get_field("body").stream_block
            raw = [{"type": kind, "value": part} for kind, part in value]
            value = body.to_python(raw)
        setattr(page, name, value)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("save", ["save", "save_revision"])
def test_another_clinics_things_are_refused_at_their_field(kosak, sol, media, way, save):
    values = WAYS[way](media["sol"], sol.contact)
    change(kosak.home, values)
    with pytest.raises(ValidationError) as refused:
        getattr(kosak.home, save)()
    assert [*refused.value.error_dict] == [name.removesuffix("_id") for name in values]


def test_a_draft_that_is_not_cleaned_is_checked_too(kosak, media):
    change(kosak.home, WAYS["a figure"](media["sol"], None))
    with pytest.raises(ValidationError, match="body"):
        kosak.home.save_revision(clean=False)


@pytest.mark.parametrize("way", WAYS)
def test_its_own_and_shared_things_are_accepted(kosak, sol, media, article, way):
    for whose, page in (("kosak", kosak.contact), ("shared", article)):
        change(kosak.home, WAYS[way](media[whose], page))
        kosak.home.save_revision().publish()
    assert ClinicHomePage.objects.get(pk=kosak.home.pk).live


def test_a_shared_article_refers_to_no_clinics_things(library, kosak, media):
    with pytest.raises(ValidationError, match="overview"):
        make_condition(
            library,
            slug="sprains",
            overview=with_link(f'<a linktype="page" id="{kosak.contact.pk}">us</a>'),
        )
    assert not ConditionPage.objects.filter(slug="sprains").exists()


def test_a_clinics_own_row_is_checked_too(kosak, media):
    kosak.clinic.logo_id = media["sol"]["image"]
    with pytest.raises(ValidationError, match="logo"):
        kosak.clinic.full_clean()


def test_the_message_does_not_tell_whether_it_exists(kosak, sol, media, client, django_user_model):
    editor = django_user_model.objects.create_superuser("agency")
    client.force_login(editor)
    url = f"/admin/pages/{kosak.home.pk}/edit/"
    messages = []
    for image in (media["sol"]["image"], 987654):
        form = {"title": "Kosak", "slug": "kosak", "hero_image": image, "body-count": 0}
        response = client.post(url, form, headers={"host": kosak.host})
        messages.append(response.context["form"].errors["hero_image"])
    assert messages[0] == messages[1]


def test_a_field_that_a_form_does_not_show_is_not_its_error(kosak, media):
    kosak.home.hero_image_id = media["sol"]["image"]
    kosak.home.clean_fields(exclude={"hero_image"})
    with pytest.raises(ValidationError):
        kosak.home.clean_fields()


def test_many_references_cost_no_more_queries_than_one(kosak, media, django_assert_num_queries):
    image = media["kosak"]["image"]
    for times in (1, 20):
        figure = ("figure", {"image": image, "alt": "", "caption": ""})
        change(kosak.home, {"body": [figure] * times})
        with django_assert_num_queries(3):  # One of them reads the stream's pictures.
            assert [*stays_in_clinic(kosak.home, kosak.clinic.pk)] == []


def test_other_models_join_by_a_registration(kosak, sol, monkeypatch):
    monkeypatch.setattr(owners, "_owners", {})
    assert [*stays_in_clinic(kosak.location, sol.clinic.pk)] == []
    owners.register_owners(type(kosak.doctor), lambda model, keys: {kosak.doctor.pk: 7})
    errors = stays_in_clinic(kosak.location, sol.clinic.pk)
    assert [name for name, _error in errors] == ["lead"]
