"""A launch writes in bulk what Wagtail writes when pages are added, saved and published."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection, Page

from clinic_cms.launching.service import launch
from clinic_cms.models import CacheVersion, Clinic, ClinicOwnedPage, clinic_scope
from tests.factories import make_condition, make_library
from tests.launching.conftest import SPEC
from tests.launching.one_by_one import launch_one_by_one
from tests.launching.random_specs import draw_pictures, specs
from tests.launching.rows import Rows

NO_PROBLEMS = ([], [], [], [], [])


@pytest.fixture
def install(db, settings):
    """An install with an article, and a language that has no standard texts."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polski")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    make_condition(make_library())


def launch_in_bulk(paths: list[Path]) -> None:
    """Launch, and write the first revisions that a launch leaves out until they are needed."""
    launch(paths)
    for page in Page.objects.filter(latest_revision=None).order_by("pk").specific():
        if isinstance(page, ClinicOwnedPage):
            page.keep_first_revision()


def rows_after(launching, paths: list[Path], media: Path, settings) -> dict[str, list]:
    """Launch, read all rows, and undo it."""
    settings.MEDIA_ROOT = media
    with transaction.atomic():
        launching(paths)
        assert Page.find_problems() == NO_PROBLEMS
        assert Collection.find_problems() == NO_PROBLEMS
        rows = Rows().read()
        transaction.set_rollback(True)
    return rows


@given(data=st.data())
# Two launches an example: what fails is not made smaller, which would take minutes.
@settings(
    max_examples=8,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_rows_are_those_of_one_by_one(install, settings, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("specs")
    pictures = draw_pictures(folder)
    names = data.draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True))
    for name in names:
        text = data.draw(specs(slug=name, pictures=pictures))
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    in_bulk = rows_after(launch_in_bulk, [folder], folder / "bulk", settings)
    one_by_one = rows_after(launch_one_by_one, [folder], folder / "one", settings)
    for table, rows in one_by_one.items():
        assert in_bulk[table] == rows, table


def versions_moved(launching, path: Path) -> set[str]:
    """Launch, and return the scopes that have other versions than before; then undo it."""
    with transaction.atomic():
        before = {*CacheVersion.objects.values_list("name", "version")}
        launching([path])
        after = {*CacheVersion.objects.values_list("name", "version")}
        slugs = {clinic_scope(clinic.pk): clinic.slug for clinic in Clinic.objects.all()}
        transaction.set_rollback(True)
    return {slugs.get(name, name) for name, _version in after - before}


def test_the_versions_that_move_are_those_of_one_by_one(install, tmp_path):
    launch([_spec(tmp_path, "first")])  # what the install needs is there
    path = _spec(tmp_path, "second")
    moved = versions_moved(launch, path)
    assert moved == versions_moved(launch_one_by_one, path)
    assert moved == {"second", "hosts"}


def _spec(folder: Path, slug: str) -> Path:
    path = folder / f"{slug}.toml"
    path.write_text(SPEC.replace("kosak", slug), encoding="utf-8")
    return path
