"""Every way to change a page writes an event, within the transaction of the change."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from clinic_cms.launching.service import retire
from clinic_cms.models import (
    Clinic,
    ClinicPage,
    ConditionPage,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from clinic_cms.publishing import run_due
from clinic_cms.publishing.webhooks import fan_out, retries
from clinic_cms.translating.memory import ensure_translation
from tests.admin.conftest import article_data, edit_url
from tests.factories import locale, make_clinic, make_condition, make_image, make_library
from tests.launching.conftest import SPEC, SpecFile
from tests.publishing.webhooks.conftest import events, forget
from tests.translating.conftest import put_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything(db):
    """An endpoint that wants all events; nothing is sent, as its host does not exist."""
    return WebhookEndpoint.objects.create(url="https://receiver.invalid/")


@pytest.fixture
def live(article, kosak):
    """A master that is live; what making it wrote is forgotten."""
    forget()
    return ConditionPage.objects.get(pk=article.pk)


def subject() -> dict:
    return WebhookEvent.objects.get().subject


def test_a_new_page_that_goes_live_is_published(library):
    make_condition(library)
    assert set(events()) == {"content.published"}


def test_the_form_publishes(live, desk):
    desk.post(edit_url(live), article_data(title="New words") | {"action-publish": "x"})
    assert events() == ["content.published"]


@pytest.mark.parametrize("autosave", [False, True])
def test_a_draft_writes_no_event(live, desk, autosave):
    headers = {"accept": "application/json"} if autosave else {}
    desk.post(edit_url(live), article_data(title="New words"), headers=headers)
    live.save_revision()
    assert live.get_latest_revision_as_object().title == "Back spasms"
    assert events() == []


def test_the_schedule_publishes_and_unpublishes(live):
    live.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    list(run_due())
    assert events() == ["content.published"]
    forget()
    ConditionPage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    list(run_due())
    assert events() == ["content.unpublished"]


def test_an_approved_workflow_publishes(live, desk):
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Editor")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    live.title = "New words"
    live.save_revision()
    state = workflow.start(live, None)
    arguments = [live.pk, "approve", state.current_task_state.pk]
    desk.post(reverse("wagtailadmin_pages:workflow_action", args=arguments), {"comment": ""})
    assert events() == ["content.published"]


def test_a_translation_is_published_and_translated(live, django_capture_on_commit_callbacks):
    make_library("es", live.get_parent().specific)
    translation = ensure_translation(live, locale("es"))
    put_all(translation)
    forget()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert events() == ["content.published", "content.translated"]
    page = WebhookEvent.objects.get(type="content.translated").subject["page"]
    assert (page["locale"], page["source_locale"]) == ("es", "en-us")


def test_what_wagtail_localize_writes_before_it_publishes_is_reported_once(
    live, django_capture_on_commit_callbacks
):
    """A process that dies between the two has changed the live text all the same."""
    make_library("es", live.get_parent().specific)
    translation = ensure_translation(live, locale("es"))
    put_all(translation)
    spanish = live.get_translation(locale("es"))
    spanish.summary = "Lo que {{ clinic.name }} hace por usted."
    spanish.save_revision().publish()
    forget()
    translation.save_target(publish=True)
    assert events() == ["content.published"]
    forget()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert events() == ["content.published", "content.published"]
    fan_out.fan_out(until=float("inf"))
    assert WebhookDelivery.objects.count() == 1


def test_unpublishing_is_reported_however_the_page_was_loaded(live):
    Page.objects.get(pk=live.pk).unpublish()
    assert events() == ["content.unpublished"]
    assert subject()["page"]["slug"] == "back-spasms"


def test_deleting_is_reported_with_what_was_there(live):
    live.delete()
    assert events() == ["content.unpublished"]
    assert subject()["page"]["translation_key"] == str(live.translation_key)


def test_deleting_a_draft_is_not_reported(live):
    live.unpublish()
    forget()
    live.delete()
    assert events() == []


def test_many_pages_at_once_are_reported_one_by_one(live, library, desk):
    other = make_condition(library, "sciatica")
    forget()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    desk.post(f"{url}?id={live.pk}&id={other.pk}&next={reverse('wagtailadmin_home')}")
    assert events() == ["content.unpublished", "content.unpublished"]


def test_a_new_slug_is_reported_with_the_old_one(live):
    live.slug = "spasms"
    live.save_revision().publish()
    page = subject()["page"]
    assert (page["slug"], page["previous_slug"]) == ("spasms", "back-spasms")


def test_a_picture_that_changes_is_reported_for_each_page_that_shows_it(library, kosak):
    picture = make_image("stretch")
    figure = {"type": "figure", "value": {"image": picture.pk, "alt": "A stretch"}}
    shown = make_condition(library, "shown", overview=[figure])
    make_condition(library, "draft", overview=[figure]).unpublish()
    make_condition(library, "other")
    kosak.doctor.photo = kosak.clinic.logo = picture
    kosak.doctor.save()
    kosak.clinic.save()
    forget()
    Image.objects.get(pk=picture.pk).save()
    assert sorted(events()) == ["clinic.changed", "content.published", "content.published"]
    published = WebhookEvent.objects.filter(type="content.published")
    assert {(event.subject["page"]["slug"], event.clinic_id) for event in published} == {
        (shown.slug, None),
        (kosak.doctor.slug, kosak.clinic.pk),
    }
    forget()
    Image.objects.get(pk=picture.pk).delete()
    assert len(events()) == 3
    make_image("new")
    assert len(events()) == 3


def test_a_move_is_reported_with_both_places(kosak):
    about = kosak.home.add_child(instance=ClinicPage(title="About", slug="about"))
    fees = kosak.home.add_child(instance=ClinicPage(title="Fees", slug="fees"))
    forget()
    Page.objects.get(pk=fees.pk).move(Page.objects.get(pk=about.pk), "last-child")
    assert subject()["url_paths"] == ["/kosak/about/fees/", "/kosak/fees/"]


def test_an_alias_is_no_page_of_ours(live, library):
    live.create_alias(update_slug="again", parent=library)
    assert events() == []


def test_launching_and_retiring_a_clinic_is_one_event_each(tmp_path, db):
    spec = SpecFile(tmp_path / "kosak.toml")
    spec.launch()
    assert events() == ["clinic.launched"]
    forget()
    spec.launch()
    assert events() == []
    retire(slug="kosak")
    assert events() == ["clinic.retired"]
    forget()
    spec.launch()
    assert events() == ["clinic.launched"]


def test_launching_a_changed_spec_reports_what_changed(tmp_path):
    spec = SpecFile(tmp_path / "kosak.toml", SPEC)
    spec.launch()
    forget()
    spec.edit('name = "calm"', 'name = "bold"').edit("555-0111", "555-0112").launch()
    assert sorted(events()) == ["clinic.changed", "content.published"]


def test_the_form_of_a_clinic_reports_that_it_changed(kosak, desk):
    url = reverse("clinics:edit", args=[kosak.clinic.pk])
    form = desk.get(url).context["form"]
    fields = ("owner_email", "primary_color", "theme", "logo", "preview_url")
    data = {name: form[name].value() or "" for name in fields}
    data |= {"name": "Kosak & Daughter", "hostnames": kosak.host, "subscribes_to_all": "on"}
    forget()
    assert desk.post(url, data | {"languages": ["en-us"]}).status_code == 302
    assert events() == ["clinic.changed"]


def test_an_event_is_undone_with_its_change(live):
    class Stopped(Exception):
        pass

    def change_and_stop():
        with transaction.atomic():
            live.save_revision().publish()
            assert events() == ["content.published"]
            raise Stopped

    with pytest.raises(Stopped):
        change_and_stop()
    assert events() == []


def test_a_refused_page_is_not_reported(live):
    live.title = "{{ clinic.fone }}"
    with pytest.raises(ValidationError):
        live.save_revision().publish()
    assert events() == []


def test_an_event_that_no_endpoint_wants_is_not_written(live, everything, kosak, sol):
    forget()
    everything.events = ["clinic.retired"]
    everything.save()
    live.save_revision().publish()
    assert events() == []
    everything.events, everything.clinic = [], sol.clinic
    everything.save()
    kosak.contact.save_revision().publish()
    assert events() == []
    sol.contact.save_revision().publish()
    assert events() == ["content.published"]


def test_events_for_a_paused_endpoint_are_written(live, everything):
    retries.pause(everything, "by_hand")
    live.save_revision().publish()
    assert events() == ["content.published"]


def queries_of_publishing(article, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as captured:
        ConditionPage.objects.get(pk=article.pk).save_revision().publish()
    return len(captured)


def test_publishing_costs_the_same_with_ten_times_the_clinics(live, django_assert_max_num_queries):
    def clinics_up_to(number):
        for at in range(Clinic.objects.count(), number):
            built = make_clinic(f"c{at}", host=f"c{at}.example")
            WebhookEndpoint.objects.create(url="https://a.invalid/", clinic=built.clinic)

    clinics_up_to(3)
    queries_of_publishing(live, django_assert_max_num_queries)
    few = queries_of_publishing(live, django_assert_max_num_queries)
    clinics_up_to(30)
    assert queries_of_publishing(live, django_assert_max_num_queries) == few


def test_own_pages_may_be_seen_anywhere_and_articles_may_not(kosak, live):
    kosak.location.save_revision().publish()
    assert subject()["everything"] is True
    forget()
    live.save_revision().publish()
    assert subject()["everything"] is False


@pytest.mark.parametrize("name", ["title", "summary", "slug"])
def test_what_others_print_of_an_article_may_be_seen_anywhere(live, name):
    setattr(live, name, "new")
    live.save_revision().publish()
    assert subject()["everything"] is True


def test_an_article_that_comes_or_goes_may_be_missed_anywhere(live):
    live.unpublish()
    assert subject()["everything"] is True
    forget()
    ConditionPage.objects.get().save_revision().publish()
    assert subject()["everything"] is True
