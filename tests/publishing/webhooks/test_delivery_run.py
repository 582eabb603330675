"""What receivers do, and what becomes of their messages."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django_tasks import default_task_backend
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.publishing import run_due
from clinic_cms.publishing.webhooks import fan_out, http_post, outbox, retries
from clinic_cms.publishing.webhooks.claims import HELD_FOR, next_lane
from clinic_cms.publishing.webhooks.delivery_run import send_due
from clinic_cms.publishing.webhooks.outbox import note_test
from clinic_cms.publishing.webhooks.retries import RETRIES
from tests.publishing.webhooks.conftest import delivery, sent_to
from tests.receiver import drip, hang, nonsense, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(endpoint):
    return note_test(endpoint)


@pytest.fixture
def impatient(monkeypatch):
    """An attempt may take a third of a second."""
    post = http_post.post
    monkeypatch.setattr(http_post, "post", lambda *args: post(*args, seconds=0.3))


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=True)


def test_a_message_is_delivered_once(event, receiver):
    assert [body["type"] for body in sent_to(receiver)] == ["webhook.test"]
    assert len(sent_to(receiver)) == 1
    assert delivery().state == "delivered"
    assert delivery().last_attempt["status"] == 200


def test_run_due_sends(event, receiver):
    [outcome] = [outcome for outcome in run_due() if outcome.name == "webhooks"]
    assert outcome.report == "delivered 1, failed 0, forgotten 0"
    assert len(receiver.received) == 1


def test_a_message_is_signed_as_the_reference_library_verifies(event, endpoint, receiver):
    send_due()
    headers, body = receiver.received[0]
    assert Webhook(endpoint.secret).verify(body, headers)["type"] == "webhook.test"
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secret).verify(body.replace(b"test", b"best"), headers)
    assert headers["content-type"] == "application/json"
    assert "clinic_cms" in headers["user-agent"]


def test_after_a_rotation_both_secrets_sign_for_a_day(event, endpoint, receiver):
    old = endpoint.secret
    endpoint.rotate_secret()
    send_due()
    headers, body = receiver.received[0]
    assert endpoint.secret != old
    for secret in (old, endpoint.secret):
        assert Webhook(secret).verify(body, headers)
    with later(days=1, minutes=1):
        assert endpoint.signing_secrets == (endpoint.secret,)


@pytest.mark.parametrize("code", [201, 204, 299])
def test_any_2xx_is_a_delivery(event, receiver, code):
    receiver.answer(status(code))
    send_due()
    assert delivery().state == "delivered"


@pytest.mark.parametrize("code", [301, 400, 401, 404, 500, 503])
def test_any_other_status_is_a_failure_that_is_tried_again(event, receiver, code):
    receiver.answer(status(code), status(200))
    send_due()
    failed = delivery()
    assert (failed.state, failed.attempts, failed.last_attempt["status"]) == ("pending", 1, code)
    with later(seconds=7):
        send_due()
    assert delivery().state == "delivered"
    assert [attempt["status"] for attempt in delivery().history] == [code, 200]
    ids = {headers["webhook-id"] for headers, _body in receiver.received}
    bodies = {body for _headers, body in receiver.received}
    assert len(ids) == len(bodies) == 1


def test_a_redirect_to_this_machine_is_not_followed(event, receiver, receivers):
    inside = receivers()
    receiver.answer(status(307, Location=inside.url))
    send_due()
    assert inside.received == []
    assert delivery().last_attempt["status"] == 307
    assert delivery().state == "pending"


@pytest.mark.parametrize("behaviour", [hang, drip])
def test_a_receiver_that_hangs_or_drips_costs_one_short_attempt(
    event, receiver, impatient, behaviour
):
    receiver.answer(behaviour)
    started = time.monotonic()
    send_due()
    assert time.monotonic() - started < 3
    assert delivery().last_attempt["error"] == "No response within 0.3 seconds."
    assert delivery().state == "pending"


def test_a_response_that_is_not_http_is_a_failure(event, receiver):
    receiver.answer(nonsense)
    send_due()
    assert delivery().last_attempt["error"] == "The response is not HTTP (BadStatusLine)."


def test_a_receiver_that_is_off_is_a_failure(event, receiver):
    receiver.shutdown()
    receiver.server_close()
    send_due()
    assert delivery().last_attempt["error"].startswith("No connection:")


def test_a_receiver_that_hangs_delays_no_other(event, receiver, receivers, impatient):
    receiver.answer(hang)
    other = receivers()
    for _number in range(25):
        note_test(WebhookEndpoint.objects.get(url=receiver.url))
    good, _made = WebhookEndpoint.objects.get_or_create(url=other.url)
    for _number in range(25):
        note_test(good)
    send_due()
    assert len(other.received) == 25
    assert len(receiver.received) == 1


def test_it_is_tried_for_over_a_day_and_then_given_up(event, endpoint, receiver):
    receiver.answer(status(500))
    start = timezone.now()
    for _attempt in range(len(RETRIES) + 1):
        row = delivery() if WebhookDelivery.objects.exists() else None
        at = row.next_attempt_at if row else start
        with time_machine.travel(at + timedelta(seconds=1)):
            send_due()
    assert delivery().state == "failed"
    assert len(delivery().history) == len(RETRIES) + 1
    assert delivery().finished_at - start > timedelta(days=1)


def test_410_pauses_an_endpoint_at_once_and_keeps_its_messages(event, endpoint, receiver, kosak):
    kosak.clinic.owner_email = "owner@clinic.example"
    kosak.clinic.save()
    endpoint.clinic = kosak.clinic
    endpoint.save()
    receiver.answer(status(410))
    note_test(endpoint)
    send_due()
    endpoint.refresh_from_db()
    assert endpoint.pause_reason == "gone"
    assert len(receiver.received) == 1
    assert {*WebhookDelivery.objects.values_list("state", flat=True)} == {"pending"}


def test_the_owner_is_notified_of_a_pause(
    event, endpoint, receiver, django_user_model, django_capture_on_commit_callbacks
):
    django_user_model.objects.create_superuser("a", "agency@agency.example")
    receiver.answer(status(410))
    with django_capture_on_commit_callbacks(execute=True):
        send_due()
        send_due()
    [letter] = mail.outbox
    assert letter.to == ["agency@agency.example"]
    assert receiver.url in letter.subject
    assert "410" in letter.body
    assert f"/admin/webhooks/edit/{endpoint.pk}/" in letter.body


def test_an_endpoint_that_fails_for_a_whole_day_is_paused(event, endpoint, receiver):
    receiver.answer(status(500))
    send_due()
    with later(hours=23):
        send_due()
        endpoint.refresh_from_db()
        assert endpoint.paused_at is None
    with later(hours=24, minutes=10):
        send_due()
        endpoint.refresh_from_db()
    assert endpoint.pause_reason == "failing"


def test_a_success_in_between_starts_the_day_again(event, endpoint, receiver):
    receiver.answer(status(500), status(200))
    send_due()
    endpoint.refresh_from_db()
    assert endpoint.failing_since
    with later(hours=23):
        send_due()
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_events_during_a_pause_are_sent_on_resume(event, endpoint, receiver):
    receiver.answer(status(410), status(200))
    send_due()
    endpoint.refresh_from_db()
    note_test(endpoint)
    send_due()
    assert len(receiver.received) == 1
    assert outbox.resume(endpoint=endpoint) == 2
    send_due()
    assert len(receiver.received) == 3
    assert {*WebhookDelivery.objects.values_list("state", flat=True)} == {"delivered"}


@pytest.mark.parametrize(
    ("asked", "held"), [("120", 120), ("9999999999999", 3600), ("soon", 0), ("-5", 0)]
)
def test_retry_after_holds_the_endpoint(event, endpoint, receiver, asked, held):
    receiver.answer(status(429, Retry_After=asked))
    send_due()
    endpoint.refresh_from_db()
    if not held:
        assert endpoint.held_until is None
        return
    note_test(endpoint)
    wait = (endpoint.held_until - timezone.now()).total_seconds()
    assert held - 10 < wait <= held
    send_due()
    assert len(receiver.received) == 1
    receiver.answer(status(200))
    with later(seconds=held + 1):
        send_due()
    assert len(receiver.received) == 3


def test_retry_after_may_be_a_date(event, endpoint, receiver):
    at = timezone.now() + timedelta(minutes=10)
    receiver.answer(status(503, Retry_After=at.strftime("%a, %d %b %Y %H:%M:%S GMT")))
    send_due()
    endpoint.refresh_from_db()
    assert abs(endpoint.held_until - at) < timedelta(seconds=5)


@pytest.mark.parametrize("year", ["0000", "9999", "99999", "9" * 25])
def test_no_date_in_retry_after_stops_the_run(event, endpoint, receiver, receivers, year):
    receiver.answer(status(503, Retry_After=f"Mon, 01 Jan {year} 00:00:00 GMT"))
    other = receivers()
    note_test(WebhookEndpoint.objects.create(url=other.url))
    send_due()
    assert len(other.received) == 1
    assert WebhookDelivery.objects.get(endpoint=endpoint).attempts == 1


def test_two_senders_never_send_one_message_twice(event, receiver):
    fan_out.fan_out(until=float("inf"))
    first = next_lane(busy=())
    assert len(first.deliveries) == 1
    assert next_lane(busy=()) is None


def test_the_claim_of_a_killed_sender_expires(event, receiver):
    fan_out.fan_out(until=float("inf"))
    assert next_lane(busy=())
    assert sent_to(receiver) == []
    with time_machine.travel(timezone.now() + HELD_FOR + timedelta(seconds=1), tick=True):
        assert len(sent_to(receiver)) == 1


def test_a_clock_that_was_wrong_blocks_nothing_for_ever(event, endpoint, receiver):
    fan_out.fan_out(until=float("inf"))
    with later(days=365):
        WebhookDelivery.objects.update(claimed_until=timezone.now())
        WebhookEndpoint.objects.update(held_until=timezone.now())
    assert len(sent_to(receiver)) == 1


def test_a_late_sender_does_not_overwrite_what_another_recorded(event, receiver):
    fan_out.fan_out(until=float("inf"))
    late = next_lane(busy=())
    with time_machine.travel(timezone.now() + HELD_FOR + timedelta(seconds=1), tick=True):
        send_due()
        retries.record(late.deliveries[0], http_post.Attempt(status=500))
    assert delivery().state == "delivered"


def test_a_run_ends_in_time_and_the_next_goes_on(endpoint, receiver):
    for _number in range(3):
        note_test(endpoint)
    fan_out.fan_out(until=float("inf"))
    send_due(seconds=0)
    assert receiver.received == []
    assert len(sent_to(receiver)) == 3


def test_a_replay_is_the_same_message(event, receiver):
    send_due()
    assert outbox.replay(deliveries=WebhookDelivery.objects.all()) == 1
    send_due()
    (first, body), (second, again) = receiver.received
    assert (first["webhook-id"], body) == (second["webhook-id"], again)


def test_old_deliveries_are_forgotten_with_their_events(event, endpoint, receiver):
    send_due()
    with later(days=29):
        list(run_due())
        assert WebhookDelivery.objects.exists()
    with later(days=31):
        list(run_due())
    assert not WebhookDelivery.objects.exists()
    assert not type(event).objects.exists()


def test_a_worker_sends_once_the_change_is_committed(
    endpoint, receiver, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        note_test(endpoint)
        assert default_task_backend.results == []
    assert [result.task.name for result in default_task_backend.results] == ["send_now"]


def test_an_immediate_backend_never_sends_in_the_request(
    endpoint, receiver, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        note_test(endpoint)
    assert receiver.received == []


def test_threads_end_with_the_run(event, receiver):
    send_due()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("webhooks")]
