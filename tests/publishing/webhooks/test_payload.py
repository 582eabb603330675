"""Which clinics a message names for whom, and with which URLs."""

import json
from datetime import datetime

import pytest

from clinic_cms.launching.service import retire
from clinic_cms.models import (
    Clinic,
    ConditionPage,
    Subscription,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from clinic_cms.publishing.webhooks import fan_out as fanning
from clinic_cms.publishing.webhooks.fan_out import fan_out
from tests.factories import make_clinic, make_condition
from tests.publishing.webhooks.conftest import forget

pytestmark = pytest.mark.django_db

URL = "https://receiver.invalid/"


@pytest.fixture(autouse=True)
def network_wide(db):
    return WebhookEndpoint.objects.create(url=URL)


@pytest.fixture
def own(kosak):
    return WebhookEndpoint.objects.create(url=URL, clinic=kosak.clinic)


def bodies_for(endpoint: WebhookEndpoint) -> list[dict]:
    """Fan out, and return what an endpoint's messages say."""
    fan_out(until=float("inf"))
    rows = WebhookDelivery.objects.filter(endpoint=endpoint).order_by("created_at", "part")
    return [json.loads(row.payload) for row in rows]


def clinics_in(endpoint: WebhookEndpoint) -> list[str]:
    return [clinic["slug"] for body in bodies_for(endpoint) for clinic in body["data"]["clinics"]]


def publish(page) -> None:
    forget()
    type(page).objects.get(pk=page.pk).save_revision().publish()


def test_a_master_names_every_clinic_that_shows_it_with_its_urls(article, kosak, network_wide):
    make_clinic("ash", name="Ash", host="ash.example")
    publish(article)
    [body] = bodies_for(network_wide)
    assert body["type"] == "content.published"
    assert datetime.fromisoformat(body["timestamp"]).tzinfo
    assert body["data"]["page"] == {
        "type": "condition",
        "slug": "back-spasms",
        "previous_slug": None,
        "translation_key": str(article.translation_key),
        "locale": "en-us",
    }
    assert body["data"]["clinics"] == [
        {
            "slug": slug,
            "host": f"{slug}.example",
            "locales": ["en-us"],
            "urls": [
                f"http://{slug}.example/conditions/back-spasms/",
                f"http://{slug}.example/conditions/",
                f"http://{slug}.example/",
            ],
            "everything": False,
        }
        for slug in ("kosak", "ash")
    ]


def test_a_page_that_is_written_twice_before_anything_is_sent_is_reported_once(
    article, kosak, own, network_wide
):
    publish(article)
    article.save()
    assert len(bodies_for(own)) == len(bodies_for(network_wide)) == 1
    article.save()
    assert len(bodies_for(own)) == 2


def test_what_goes_offline_and_comes_back_is_reported_in_that_order(article, kosak, own):
    publish(article)
    article.unpublish()
    article.save_revision().publish()
    types = [payload["type"] for payload in bodies_for(own)]
    assert types == ["content.published", "content.unpublished", "content.published"]


@pytest.mark.parametrize("change", ["slug", "title", "deletion", "clinic"])
def test_an_event_that_adds_to_the_one_before_it_is_sent(article, kosak, own, change):
    publish(article)
    if change == "deletion":
        article.delete()
    elif change == "clinic":
        kosak.location.save()
    else:
        setattr(article, change, "new")
        article.save()
    fan_out(until=float("inf"))
    assert WebhookEvent.objects.count() == 2
    assert not WebhookEvent.objects.filter(deliveries=None).exists()


def test_the_old_url_is_named_with_the_new_one(article, kosak, network_wide):
    forget()
    article.slug = "spasms"
    article.save_revision().publish()
    urls = bodies_for(network_wide)[0]["data"]["clinics"][0]["urls"]
    assert urls[:2] == [
        "http://kosak.example/conditions/spasms/",
        "http://kosak.example/conditions/back-spasms/",
    ]


def test_what_is_gone_is_named_where_it_was(article, kosak, network_wide):
    forget()
    article.delete()
    [body] = bodies_for(network_wide)
    assert body["type"] == "content.unpublished"
    assert "http://kosak.example/conditions/back-spasms/" in body["data"]["clinics"][0]["urls"]


def test_clinics_that_do_not_show_a_master_are_not_named(article, kosak, sol, network_wide):
    """`sol` offers Spanish only."""
    make_condition(make_clinic("own", host="own.example").index)
    make_clinic("chooser", host="chooser.example", subscribes_to_all=False)
    fan = make_clinic("fan", host="fan.example", subscribes_to_all=False).clinic
    Subscription.objects.create(clinic=fan, condition_key=article.translation_key)
    make_clinic("retired", host="retired.example")
    retire(slug="retired")
    publish(article)
    assert clinics_in(network_wide) == ["kosak", "fan"]


def test_a_clinics_own_endpoint_receives_nothing_of_another(article, kosak, sol, own):
    ash = make_clinic("ash", name="Ash Street Clinic", host="ash.example")
    for page in (article, ash.location, ash.contact, sol.location, kosak.contact):
        page.save_revision().publish()
    article.unpublish()
    sol.contact.delete()
    retire(slug="ash")
    retire(slug="kosak")
    bodies = bodies_for(own)
    assert {clinic["slug"] for body in bodies for clinic in body["data"]["clinics"]} == {"kosak"}
    texts = json.dumps(bodies)
    assert not [word for word in ("ash", "Ash", "sol", "Sol") if f'"{word}' in texts]
    assert not [host for host in ("ash.example", "sol.example") if host in texts]
    assert bodies[-1]["type"] == "clinic.retired"


def test_a_fact_changes_everything_in_every_locale(kosak, own):
    publish(kosak.location)
    [body] = bodies_for(own)
    [clinic] = body["data"]["clinics"]
    assert clinic["everything"] is True
    assert clinic["locales"] == ["en-us"]
    assert clinic["urls"] == ["http://kosak.example/office/"]
    assert body["data"]["surrogate_keys"] == ["clinic-kosak", "clinics"]


def test_the_keys_of_a_master_are_its_own_and_the_librarys(article, kosak, own):
    publish(article)
    [body] = bodies_for(own)
    assert body["data"]["surrogate_keys"] == [f"article-{article.translation_key}", "library"]


def test_an_endpoint_gets_what_it_chose(article, kosak, network_wide, own):
    own.events = ["content.unpublished"]
    own.save()
    publish(article)
    ConditionPage.objects.get(pk=article.pk).unpublish()
    assert [body["type"] for body in bodies_for(own)] == ["content.unpublished"]
    assert len(bodies_for(network_wide)) == 2


def test_many_clinics_come_in_parts(article, network_wide, monkeypatch):
    monkeypatch.setattr(fanning, "CLINICS_IN_A_PART", 2)
    for at in range(5):
        make_clinic(f"c{at}", host=f"c{at}.example")
    publish(article)
    bodies = bodies_for(network_wide)
    assert [(body["data"]["part"], body["data"]["parts"]) for body in bodies] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]
    assert clinics_in(network_wide) == ["c0", "c1", "c2", "c3", "c4"]
    ids = [row.message_id for row in WebhookDelivery.objects.order_by("part")]
    assert len({*ids}) == 3
    assert ids[1] == f"{ids[0]}_2"


def test_fanning_out_costs_the_same_for_three_clinics_as_for_thirty(
    article, network_wide, django_assert_max_num_queries
):
    def queries():
        publish(article)
        with django_assert_max_num_queries(40) as captured:
            fan_out(until=float("inf"))
        return len(captured)

    def clinics_up_to(number):
        for at in range(Clinic.objects.count(), number):
            built = make_clinic(f"c{at}", host=f"c{at}.example")
            WebhookEndpoint.objects.create(url=URL, clinic=built.clinic)

    clinics_up_to(3)
    few = queries()
    clinics_up_to(30)
    assert queries() == few


def test_fanning_out_twice_sends_nothing_twice(article, kosak, network_wide):
    publish(article)
    fan_out(until=float("inf"))
    fan_out(until=float("inf"))
    assert WebhookDelivery.objects.count() == 1
