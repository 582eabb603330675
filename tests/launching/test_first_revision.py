"""A launched page has no revision until it gets its second one: then both are there."""

import pytest
from wagtail.models import Locale, PageLogEntry, Revision

from clinic_cms.models import ClinicHomePage, TranslationRecord
from tests.launching.conftest import owner_edits


@pytest.fixture
def home(launched) -> ClinicHomePage:
    return launched.home


def headings(page: ClinicHomePage) -> list[str]:
    """What the page's revisions say, oldest first."""
    revisions = page.revisions.order_by("created_at", "pk")
    return [revision.as_object().hero_heading for revision in revisions]


def test_a_launch_writes_no_revisions_of_published_pages(home):
    assert not Revision.objects.for_instance(home).exists()


def test_what_was_launched_is_the_first_revision_once_there_is_a_second(home):
    launched = home.hero_heading
    owner_edits(home, hero_heading="Hello")
    assert headings(home) == [launched, "Hello"]
    owner_edits(home, hero_heading="Hello again")
    assert headings(home) == [launched, "Hello", "Hello again"]


def test_a_draft_leaves_what_was_launched_live(home):
    launched = home.hero_heading
    home.hero_heading = "Hello"
    home.save_revision()
    home = ClinicHomePage.objects.get(pk=home.pk)
    assert home.live_revision.as_object().hero_heading == home.hero_heading == launched
    assert home.has_unpublished_changes
    log = PageLogEntry.objects.filter(page=home, action__in=["wagtail.create", "wagtail.publish"])
    assert [entry.revision for entry in log] == [home.live_revision] * 2


def test_the_launched_text_can_be_published_again(home):
    launched = home.hero_heading
    owner_edits(home, hero_heading="Hello")
    home.revisions.order_by("created_at").first().publish()
    assert ClinicHomePage.objects.get(pk=home.pk).hero_heading == launched


def test_a_page_that_was_taken_offline_keeps_what_was_launched(home):
    home.unpublish()
    home = ClinicHomePage.objects.get(pk=home.pk)
    launched = home.hero_heading
    home.hero_heading = "Hello"
    home.save_revision()
    assert headings(home) == [launched, "Hello"]
    assert ClinicHomePage.objects.get(pk=home.pk).live_revision is None


def test_a_translation_names_the_launched_text_once_its_source_changes(home):
    spanish = home.get_translation(Locale.objects.get(language_code="es"))
    launched = home.hero_heading
    owner_edits(home, hero_heading="Hello")
    record = TranslationRecord.objects.get(page=spanish)
    assert record.source_revision.as_object().hero_heading == launched
    assert record.stale_since is not None
