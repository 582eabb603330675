"""The agency's screens of clinics."""

import pytest
from django.urls import reverse

from clinic_cms.models import Clinic
from tests.admin.conftest import make_owner
from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db

INDEX = "/admin/clinics/"


def data(**changes):
    return {
        "name": "Kosak Chiropractic",
        "owner_email": "",
        "hostnames": "kosak.example",
        "theme": "calm",
        "primary_color": "",
        "subscribes_to_all": "on",
        **changes,
    }


def save(desk, built, **changes):
    return desk.post(reverse("clinics:edit", args=[built.clinic.pk]), data(**changes))


def test_the_list_links_to_each_clinics_website(desk, kosak, sol):
    page = desk.get(INDEX).content.decode()
    assert '<a href="http://kosak.example/">kosak.example</a>' in page
    assert '<a href="http://sol.example/">sol.example</a>' in page


def test_the_list_is_searched_by_name_and_host(desk, kosak, sol):
    for words in ("kosak chiro", "kosak.exa"):
        page = desk.get(INDEX, {"q": words}).content.decode()
        assert "kosak.example" in page
        assert "sol.example" not in page


def test_the_list_costs_the_same_with_many_clinics(desk, kosak, django_assert_max_num_queries):
    for number in range(15):
        make_clinic(f"other-{number}", host=f"other-{number}.example")
    desk.get(INDEX)
    with django_assert_max_num_queries(15):
        desk.get(INDEX)


def test_a_clinic_is_changed_and_what_the_spec_applied_is_kept(desk, kosak):
    kosak.clinic.applied = {"values": {"name": "Kosak"}}
    kosak.clinic.save()
    assert save(desk, kosak, name="Kosak Spine", primary_color="#1D3A8A").status_code == 302
    clinic = Clinic.objects.get(pk=kosak.clinic.pk)
    assert (clinic.name, clinic.primary_color) == ("Kosak Spine", "#1d3a8a")
    assert clinic.applied == {"values": {"name": "Kosak"}}
    assert (clinic.home, clinic.primary_location) == (kosak.home, kosak.location)


def test_a_colour_that_no_one_can_read_is_refused_at_its_field(desk, kosak):
    response = save(desk, kosak, primary_color="#ffee00")
    assert "contrast" in response.context["form"].errors["primary_color"][0]


def test_the_first_host_becomes_canonical_and_the_site_follows(desk, kosak):
    make_owner(kosak)
    assert save(desk, kosak, hostnames="www.kosak.example\nkosak.example").status_code == 302
    hosts = kosak.clinic.hosts.values_list("hostname", "is_canonical")
    assert list(hosts) == [("www.kosak.example", True), ("kosak.example", False)]
    assert Clinic.objects.get(pk=kosak.clinic.pk).site.hostname == "www.kosak.example"


def test_a_host_in_letters_is_kept_in_punycode_and_shown_in_both_forms(desk, kosak):
    assert save(desk, kosak, hostnames="WWW.Großmann.Example.:443").status_code == 302

    kept = "www.xn--gromann-2va.example"
    assert kosak.clinic.hosts.get(is_earlier=False).hostname == kept
    edit = reverse("clinics:edit", args=[kosak.clinic.pk])
    field = desk.get(edit).context["form"]["hostnames"]
    assert field.value() == "www.großmann.example"
    assert kept in field.help_text
    assert "Earlier hosts, which redirect too: kosak.example." in field.help_text
    assert f"www.großmann.example ({kept})" in desk.get(INDEX).content.decode()


@pytest.mark.parametrize(
    ("hostnames", "message"),
    [
        ("sol.example", "belongs to Quiropráctica Sol"),
        ("network.example", "is the agency's own host"),
        ("https://kosak.example", "without https://"),
        ("", "required"),
    ],
)
def test_a_host_that_the_clinic_cannot_have_is_refused(desk, kosak, sol, hostnames, message):
    response = save(desk, kosak, hostnames=hostnames)
    assert message in " ".join(response.context["form"].errors["hostnames"])


def test_articles_are_chosen_one_by_one(desk, library, article, kosak):
    make_condition(library, slug="sciatica", title="Sciatica")
    key = article.translation_key
    save(desk, kosak, subscribes_to_all="", articles=[str(key)])
    chosen = kosak.clinic.subscriptions.values_list("condition_key", flat=True)
    assert list(chosen) == [key]
    page = desk.get(reverse("clinics:edit", args=[kosak.clinic.pk])).content.decode()
    assert page.count("checked") >= 1
    save(desk, kosak, articles=[])
    assert not kosak.clinic.subscriptions.exists()


def test_clinics_are_not_added_or_deleted_here(desk, kosak):
    assert "Add clinic" not in desk.get(INDEX).content.decode()
    assert desk.get(reverse("clinics:add")).status_code == 302
    desk.post(reverse("clinics:delete", args=[kosak.clinic.pk]))
    assert Clinic.objects.filter(pk=kosak.clinic.pk).exists()


def test_front_ends_are_kept_as_browsers_send_them(desk, kosak):
    written = {
        "front_ends": "https://WWW.kosak.example/\nhttps://www.kosak.example\nhttp://localhost:4321",
        "preview_url": "https://Next.kosak.example/preview",
    }
    assert save(desk, kosak, **written).status_code == 302
    clinic = Clinic.objects.get(pk=kosak.clinic.pk)
    assert [row.origin for row in clinic.origins.all()] == [
        "http://localhost:4321",
        "https://www.kosak.example",
    ]
    assert clinic.preview_url == "https://next.kosak.example/preview"
    assert save(desk, kosak).status_code == 302
    assert not clinic.origins.exists()


def test_each_wrong_front_end_is_named(desk, kosak):
    response = save(
        desk, kosak, front_ends="http://a.example\nb.example", preview_url="//c.example"
    )
    errors = response.context["form"].errors
    assert [message.split(": ")[0] for message in errors["front_ends"]] == [
        "http://a.example",
        "b.example",
    ]
    assert "https" in errors["preview_url"][0]


def test_an_owner_cannot_change_where_drafts_are_sent(client, kosak):
    client.force_login(make_owner(kosak))
    url = reverse("clinics:edit", args=[kosak.clinic.pk])
    response = client.post(
        url, data(preview_url="https://elsewhere.example/"), headers={"host": kosak.host}
    )
    assert response.status_code == 302
    assert Clinic.objects.get(pk=kosak.clinic.pk).preview_url == ""
