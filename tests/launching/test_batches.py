"""Many clinics at once: some in each transaction, each by itself, and none kept in memory."""

import gc
import json
from io import StringIO
from weakref import ref

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from clinic_cms.launching import batches, clinic_launch, pace, service
from clinic_cms.launching.clinic_launch import Failed
from clinic_cms.launching.service import LaunchFailed, Run, launch
from clinic_cms.models import Clinic, ClinicHost, gates
from tests.launching.conftest import SPEC, SpecFile
from tests.launching.test_bulk_rows import NO_PROBLEMS

MOST_STATEMENTS = 4
"""For each further clinic of a batch: SQLite takes some forty pages in one."""
NAMES = [f"clinic-{letter}" for letter in "abcdefghijkl"]


@pytest.fixture
def folder(tmp_path, db):
    return tmp_path


def write_specs(folder, names):
    for name in names:
        SpecFile(folder / f"{name}.toml", SPEC.replace("kosak", name))


def slugs() -> list[str]:
    return [*Clinic.objects.order_by("slug").values_list("slug", flat=True)]


@pytest.fixture
def refused(monkeypatch):
    """A gate that refuses the pages of one clinic."""

    def not_here(page):
        if page.clinic.slug == NAMES[1]:
            yield ValidationError("Not today.")

    monkeypatch.setattr(gates, "_gates", [not_here])


def take_host_meanwhile(monkeypatch) -> None:
    """Give the second clinic's host to the first before the second is written."""
    write = batches._write

    def take_first(batch, *args):
        if NAMES[1] in {each.slug for each in batch}:
            other = Clinic.objects.get(slug=NAMES[0])
            ClinicHost.objects.get_or_create(clinic=other, hostname=f"{NAMES[1]}.example")
        return write(batch, *args)

    monkeypatch.setattr(batches, "_write", take_first)


def test_one_that_is_refused_stops_no_other(folder, refused):
    write_specs(folder, NAMES[:4])
    with pytest.raises(LaunchFailed, match=r"^“clinic-b” was left as it was: Not today\.$"):
        launch([folder])
    assert slugs() == [NAMES[0], *NAMES[2:4]]


def test_one_whose_host_is_taken_while_it_is_written_stops_no_other(folder, monkeypatch):
    write_specs(folder, NAMES[:4])
    take_host_meanwhile(monkeypatch)
    with pytest.raises(LaunchFailed, match=r"clinic-b.*clinic-b\.example belongs to Kosak"):
        launch([folder])
    assert slugs() == [NAMES[0], *NAMES[2:4]]
    assert Page.find_problems() == Collection.find_problems() == NO_PROBLEMS


def test_a_batch_that_is_tried_again_leaves_no_files_behind(folder, settings, monkeypatch):
    Image.new("RGB", (40, 40), "teal").save(folder / "logo.png")
    for name in NAMES[:4]:
        text = SPEC.replace("kosak", name).replace("[clinic]", '[clinic]\nlogo = "logo.png"')
        SpecFile(folder / f"{name}.toml", text)
    settings.MEDIA_ROOT = folder / "media"
    monkeypatch.setattr(pace, "AIM", 3600)
    take_host_meanwhile(monkeypatch)
    with pytest.raises(LaunchFailed):
        launch([folder])
    there = {f"original_images/{file.name}" for file in folder.glob("media/original_images/*")}
    assert there == {*get_image_model().objects.values_list("file", flat=True)}
    assert len(there) == 3


def test_the_command_names_the_one_that_failed_and_a_second_run_completes_it(
    folder, refused, monkeypatch
):
    write_specs(folder, NAMES[:3])
    out = StringIO()
    with pytest.raises(CommandError, match="clinic-b.*Not today") as caught:
        call_command("launch_clinic", folder, stdout=out)
    assert caught.value.returncode == 1
    assert "✗ Not today." in out.getvalue()
    monkeypatch.undo()
    call_command("launch_clinic", folder, stdout=StringIO())
    assert slugs() == NAMES[:3]


def test_json_says_which_failed(folder, refused):
    write_specs(folder, NAMES[:3])
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("launch_clinic", folder, json=True, stdout=out)
    printed = json.loads(out.getvalue())
    assert not printed["ok"]
    assert [clinic["status"] for clinic in printed["clinics"]] == ["new", "failed", "new"]
    assert printed["clinics"][1]["error"] == "Not today."


@pytest.fixture
def sizes(monkeypatch):
    """How many clinics each batch has had."""
    sizes = []
    write = batches._write

    def counted(*args):
        results = write(*args)
        sizes.append(len(results))
        return results

    monkeypatch.setattr(batches, "_write", counted)
    return sizes


def test_a_batch_has_more_clinics_while_they_are_written_in_time(folder, monkeypatch, sizes):
    write_specs(folder, NAMES[:7])
    monkeypatch.setattr(pace, "AIM", 3600)
    with transaction.atomic():
        launch([folder])
        transaction.set_rollback(True)
    assert sizes == [1, 2, 4]
    sizes.clear()
    monkeypatch.setattr(pace, "AIM", 0)
    launch([folder])
    assert sizes == [1] * 7


def test_changes_are_made_one_by_one_while_there_is_time(folder, monkeypatch, sizes):
    write_specs(folder, NAMES[:6])
    launch([folder])
    for name in NAMES[:6]:
        SpecFile(folder / f"{name}.toml", SPEC.replace("kosak", name).replace("Kosak", "Kozak"))
    sizes.clear()
    monkeypatch.setattr(pace.Pace, "is_over", True)
    launch([folder])
    assert sizes == [1] * 6
    assert {*Clinic.objects.values_list("name", flat=True)} == {"Kozak Chiropractic"}


@pytest.fixture
def statements(monkeypatch):
    """How many statements each batch has had, by how many clinics."""
    counts = {}
    write = batches._write

    def counted(*args):
        with CaptureQueriesContext(connection) as queries:
            results = write(*args)
        counts[len(results)] = len(queries)
        return results

    monkeypatch.setattr(batches, "_write", counted)
    monkeypatch.setattr(pace, "AIM", 3600)
    return counts


def test_a_batch_has_few_statements_for_any_number_of_clinics(folder, statements):
    write_specs(folder, NAMES[:11])
    launch([folder])
    assert [*statements] == [1, 2, 4]  # and four more
    assert statements[4] - statements[2] <= 2 * MOST_STATEMENTS
    assert statements[2] - statements[1] <= MOST_STATEMENTS


def test_nothing_is_held_while_a_launch_waits_for_its_next_batch(folder, monkeypatch):
    write_specs(folder, NAMES[:4])
    outside, held = [*connection.savepoint_ids], []
    monkeypatch.setattr(
        pace.Pace, "begin", lambda self: held.append(connection.savepoint_ids != outside)
    )
    monkeypatch.setattr(pace.Pace, "end", lambda self, written: None)
    launch([folder])
    assert held == [False] * 4


def test_no_more_clinics_are_kept_than_a_batch_has(folder, monkeypatch):
    monkeypatch.setattr(pace, "MOST", 2)
    states = []
    desired_state = clinic_launch.desired_state

    def watched(*args):
        state = desired_state(*args)
        states.append(ref(state))
        return state

    monkeypatch.setattr(clinic_launch, "desired_state", watched)
    write_specs(folder, NAMES)
    alive = []
    for result in Run([folder]):
        assert not isinstance(result, Failed)
        del result
        gc.collect()
        alive.append(sum(state() is not None for state in states))
    assert max(alive) <= 4


def test_results_come_once_they_are_committed(folder, monkeypatch):
    write_specs(folder, NAMES[:3])
    monkeypatch.setattr(pace, "AIM", 3600)
    run = iter(Run([folder]))
    seen = [next(run).plan.slug for _ in range(2)]
    assert {*seen} <= {*slugs()}
    assert service.Clinic.objects.count() == 3
