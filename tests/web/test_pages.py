"""What a patient gets over HTTP."""

import pytest

from tests.factories import make_clinic, make_condition

pytestmark = pytest.mark.django_db


def get(client, clinic, path, **headers):
    return client.get(path, headers={"host": clinic.host, **headers})


def test_an_article_is_filled_with_the_facts_of_the_host(client, article, kosak):
    page = get(client, kosak, "/conditions/back-spasms/").content.decode()
    assert "Dr. Michael Wilson" in page
    assert "tel:+17074261111" in page
    assert "Treatment at Kosak Chiropractic" in page
    assert "{{" not in page


def test_another_clinic_shows_the_same_article_in_its_own_words(client, spanish_article, kosak, sol):
    sol.index.slug = "condiciones"
    page = get(client, sol, "/conditions/espasmos/").content.decode()
    assert "Dra. Lucía Núñez" in page
    assert "Wilson" not in page


def test_an_unknown_host_is_a_plain_404(client, article, kosak):
    response = client.get("/conditions/back-spasms/", headers={"host": "nobody.example"})
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain"


@pytest.mark.parametrize("clinics", [3, 30])
def test_an_article_costs_the_same_queries_with_any_number_of_clinics(
    client, article, kosak, clinics, django_assert_max_num_queries
):
    for number in range(clinics - 1):
        make_clinic(f"other-{number}", host=f"other-{number}.example", name=f"Other {number}")
    get(client, kosak, "/conditions/back-spasms/")
    with django_assert_max_num_queries(8) as queries:
        get(client, kosak, "/conditions/back-spasms/")
    for q in queries.captured_queries: print(q["sql"][:300], "\n")
    assert len(queries) == 6


def test_own_article_wins(client, article, kosak):
    make_condition(kosak.index, title="Our own words")
    assert "Our own words" in get(client, kosak, "/conditions/back-spasms/").content.decode()
