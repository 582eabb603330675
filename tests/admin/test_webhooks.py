"""Webhooks in the admin: a clinic's people manage their own, the agency all."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from clinic_cms.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from clinic_cms.models.webhook import DeliveryState
from clinic_cms.publishing.webhooks.fan_out import fan_out
from clinic_cms.publishing.webhooks.outbox import note_test
from tests.admin.conftest import NETWORK, make_owner

pytestmark = pytest.mark.django_db

URL = "https://receiver.example/hook"
LIST = reverse("webhooks:index")
NEW = reverse("webhooks:add")
LOG = reverse("webhook_deliveries:index")


@pytest.fixture
def owner(client, kosak, sol):
    """A browser of Kosak's owner; Sol has an owner, too."""
    make_owner(sol, "stranger")
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(make_owner(kosak))
    return client


@pytest.fixture
def own(kosak):
    return WebhookEndpoint.objects.create(url=URL, clinic=kosak.clinic)


@pytest.fixture
def foreign(sol):
    return WebhookEndpoint.objects.create(url="https://sol.invalid/", clinic=sol.clinic)


@pytest.fixture
def network_wide(db):
    return WebhookEndpoint.objects.create(url="https://agency.invalid/")


def edit_url(endpoint):
    return reverse("webhooks:edit", args=[endpoint.pk])


def do(browser, endpoint, action, **data):
    url = reverse("webhooks:act", args=[endpoint.pk])
    return browser.post(url, {"action": action, **data})


def delivery_of(endpoint, **fields):
    note_test(endpoint)
    fan_out(until=float("inf"))
    row = WebhookDelivery.objects.filter(endpoint=endpoint).latest("pk")
    WebhookDelivery.objects.filter(pk=row.pk).update(**fields)
    return WebhookDelivery.objects.get(pk=row.pk)


def shown(response):
    return [str(message).strip() for message in response.context["messages"]]


def test_an_owner_adds_a_webhook_of_their_own_clinic(owner, kosak):
    form = owner.get(NEW).context["form"]
    assert "clinic" not in form.fields
    data = {"url": URL, "events": ["content.published"]}
    assert owner.post(NEW, data).url == LIST
    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.clinic, endpoint.events) == (kosak.clinic, ["content.published"])
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", endpoint.secret)


def test_an_owner_cannot_forge_another_clinic(owner, kosak, sol):
    owner.post(NEW, {"url": URL, "clinic": sol.clinic.pk})
    assert WebhookEndpoint.objects.get().clinic == kosak.clinic


def test_an_owner_cannot_move_a_webhook_to_another_clinic(owner, own, kosak, sol):
    owner.post(edit_url(own), {"url": URL, "clinic": sol.clinic.pk})
    own.refresh_from_db()
    assert own.clinic == kosak.clinic


def test_the_agency_chooses_a_clinic_or_all(desk, kosak):
    desk.post(NEW, {"url": URL, "clinic": ""})
    desk.post(NEW, {"url": URL, "clinic": kosak.clinic.pk})
    clinics = WebhookEndpoint.objects.values_list("clinic", flat=True)
    assert {*clinics} == {None, kosak.clinic.pk}


def test_a_webhook_stays_with_its_clinic_as_its_log_does(desk, own, network_wide, kosak, sol):
    retired = timezone.now()
    type(kosak.clinic).objects.filter(pk=kosak.clinic.pk).update(retired_at=retired)
    for endpoint in (own, network_wide):
        data = {"url": "https://new.example/", "clinic": sol.clinic.pk}
        assert desk.post(edit_url(endpoint), data).status_code == 302
    rows = WebhookEndpoint.objects.values_list("clinic", "url")
    assert {*rows} == {(kosak.clinic.pk, data["url"]), (None, data["url"])}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://receiver.example/", "Only https:// is allowed."),
        ("https://127.0.0.1/", "127.0.0.1 is not a public address."),
        ("https://a:b@receiver.example/", "must not contain a user name"),
        ("receiver", "starts with https://"),
    ],
)
def test_a_url_to_which_nothing_may_be_sent_is_refused(desk, url, why):
    errors = desk.post(NEW, {"url": url}).context["form"].errors["url"]
    assert why in errors[0]
    assert not WebhookEndpoint.objects.exists()


def test_an_owner_sees_their_own_alone(owner, own, foreign, network_wide):
    page = owner.get(LIST).content.decode()
    assert own.url in page
    assert foreign.url not in page
    assert network_wide.url not in page


def test_the_agency_sees_all(desk, own, foreign, network_wide):
    page = desk.get(LIST).content.decode()
    assert all(endpoint.url in page for endpoint in (own, foreign, network_wide))


@pytest.mark.parametrize("view", ["edit", "delete", "history", "usage", "history_results"])
@pytest.mark.parametrize("whose", ["foreign", "network_wide"])
def test_anothers_webhook_is_not_found(owner, own, request, view, whose):
    endpoint = request.getfixturevalue(whose)
    assert owner.get(reverse(f"webhooks:{view}", args=[own.pk])).status_code == 200
    url = reverse(f"webhooks:{view}", args=[endpoint.pk])
    assert owner.get(url).status_code == 404
    assert owner.post(url, {"url": URL}).status_code in {404, 405}
    endpoint.refresh_from_db()
    assert endpoint.url != URL


@pytest.mark.parametrize("action", ["pause", "resume", "rotate", "test", "replay"])
def test_nothing_is_done_to_anothers_webhook(owner, foreign, action):
    before = WebhookEndpoint.objects.filter(pk=foreign.pk).values().get()
    assert do(owner, foreign, action).status_code == 404
    assert WebhookEndpoint.objects.filter(pk=foreign.pk).values().get() == before
    assert not WebhookEvent.objects.filter(type="webhook.test").exists()


def test_anothers_deliveries_are_not_found(owner, own, foreign):
    mine, theirs = delivery_of(own), delivery_of(foreign)
    page = owner.get(LOG).content.decode()
    assert own.url in page
    assert foreign.url not in page
    assert owner.get(f"{LOG}?endpoint={foreign.pk}").context["filters"].errors
    for view, status in (("inspect", 404), ("replay", 404)):
        url = reverse(f"webhook_deliveries:{view}", args=[theirs.pk])
        assert owner.post(url).status_code in {status, 405}
    assert owner.get(reverse("webhook_deliveries:inspect", args=[theirs.pk])).status_code == 404
    assert owner.get(reverse("webhook_deliveries:inspect", args=[mine.pk])).status_code == 200


def test_wagtails_site_history_shows_an_owner_no_webhook(owner, own, foreign, desk_log):
    page = owner.get(reverse("wagtailadmin_reports:site_history"))
    assert foreign.url not in page.content.decode()


@pytest.fixture
def desk_log(agency, foreign):
    log(instance=foreign, action="wagtail.edit", user=agency)


@pytest.mark.parametrize("seen", ["nobody", "editor"])
def test_those_who_have_no_clinic_have_no_webhooks(client, django_user_model, own, seen):
    client.defaults["HTTP_HOST"] = NETWORK
    if seen == "editor":
        user = django_user_model.objects.create_user("editor")
        names = ["access_admin", "view_clinic"]
        user.user_permissions.add(*Permission.objects.filter(codename__in=names))
        client.force_login(user)
    for url in (LIST, NEW, LOG):
        assert client.get(url).status_code == 302
    if seen == "editor":
        assert client.get(edit_url(own)).status_code == 302
        assert do(client, own, "rotate").status_code == 404


def test_the_secret_is_shown_folded_and_can_be_renewed(owner, own):
    page = owner.get(edit_url(own)).content.decode()
    folded = re.search(r"<details.*?</details>", page, re.DOTALL).group()
    assert own.secret in folded
    assert own.secret not in page.replace(folded, "")
    do(owner, own, "rotate")
    old = own.secret
    own.refresh_from_db()
    assert own.secret != old
    assert own.old_secret == old


def test_the_history_shows_who_did_what_and_no_secret(owner, own):
    do(owner, own, "rotate")
    do(owner, own, "pause")
    owner.post(edit_url(own), {"url": f"{URL}/2"})
    page = owner.get(reverse("webhooks:history", args=[own.pk])).content.decode()
    assert "Renew the secret" in page
    assert "Pause" in page
    own.refresh_from_db()
    assert own.secret not in page
    assert own.old_secret not in page


def test_pausing_and_resuming(owner, own):
    do(owner, own, "pause")
    waiting = delivery_of(own, attempts=3)
    page = owner.get(edit_url(own)).content.decode()
    assert "Paused" in page
    assert "by hand" in page
    response = owner.get(do(owner, own, "resume").url)
    assert "1 message will be sent within a minute." in shown(response)
    waiting.refresh_from_db()
    assert waiting.attempts == 0
    own.refresh_from_db()
    assert own.paused_at is None


def test_a_test_is_sent_to_this_webhook_whatever_it_chose(owner, own, foreign):
    own.events = ["clinic.retired"]
    own.save()
    do(owner, own, "test")
    fan_out(until=float("inf"))
    assert WebhookDelivery.objects.get().endpoint == own


def test_failed_messages_are_sent_again(owner, own):
    long_ago = timezone.now() - timedelta(days=9)
    failed = {"state": DeliveryState.FAILED, "attempts": 8}
    old = delivery_of(own, created_at=long_ago, **failed)
    new = delivery_of(own, **failed)
    delivered = delivery_of(own, state=DeliveryState.DELIVERED)
    assert "Send 2 failed messages again" in owner.get(edit_url(own)).content.decode()
    do(owner, own, "replay", since=timezone.localdate().isoformat())
    states = dict(WebhookDelivery.objects.values_list("pk", "state"))
    assert states == {old.pk: "failed", new.pk: "pending", delivered.pk: "delivered"}
    do(owner, own, "replay", since="")
    old.refresh_from_db()
    assert old.state == "pending"


@pytest.mark.parametrize("since", ["yesterday", "2026-02-31"])
def test_an_invalid_date_sends_nothing_again(owner, own, since):
    failed = delivery_of(own, state=DeliveryState.FAILED, attempts=8)
    url = reverse("webhooks:act", args=[own.pk])
    assert owner.post(url, {"action": "replay", "since": since}).status_code == 400
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_one_message_is_sent_again(owner, own):
    delivered = delivery_of(own, state=DeliveryState.DELIVERED)
    owner.post(reverse("webhook_deliveries:replay", args=[delivered.pk]))
    delivered.refresh_from_db()
    assert delivered.state == "pending"


def test_the_log_is_narrowed_by_state_and_event(owner, own):
    delivery_of(own, state=DeliveryState.FAILED)
    found = {"state=failed": 1, "state=delivered": 0, "event=webhook.test": 1}
    for query, number in found.items():
        assert len(owner.get(f"{LOG}?{query}").context["object_list"]) == number


def test_a_message_shows_its_content_and_its_attempts(owner, own):
    attempt = {"at": "2026-05-04T10:00:00+00:00", "status": None, "error": "No answer.", "ms": 15}
    row = delivery_of(own, history=[attempt])
    page = owner.get(reverse("webhook_deliveries:inspect", args=[row.pk])).content.decode()
    assert "No answer." in page
    assert "May 4, 2026" in page
    assert row.message_id in page
    assert "webhook.test" in page


def test_the_log_costs_the_same_for_three_messages_as_for_thirty(
    owner, own, django_assert_max_num_queries
):
    def queries_with(number):
        for _number in range(number - WebhookDelivery.objects.count()):
            delivery_of(own)
        with django_assert_max_num_queries(60) as captured:
            assert owner.get(LOG).status_code == 200
        return len(captured)

    queries_with(3)
    few = queries_with(3)
    assert queries_with(19) == few


def test_the_dashboard_shows_what_was_paused_and_not_by_hand(owner, own, foreign):
    for endpoint in (own, foreign):
        endpoint.paused_at, endpoint.pause_reason = timezone.now(), "failing"
        endpoint.save()
    page = owner.get("/admin/").content.decode()
    assert "A webhook is paused" in page
    assert own.url in page
    assert foreign.url not in page
    do(owner, own, "resume")
    do(owner, own, "pause")
    assert "A webhook is paused" not in owner.get("/admin/").content.decode()
    assert mail.outbox == []


def test_only_buttons_do_something(owner, own):
    assert owner.get(reverse("webhooks:act", args=[own.pk])).status_code == 405
    assert do(owner, own, "delete everything").status_code == 404
