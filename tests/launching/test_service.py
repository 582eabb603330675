"""What a spec asks for is compared with what there is once, and never with an old state."""

import pytest
from wagtail.models import Locale

from clinic_cms.launching import clinic_launch, service
from clinic_cms.launching.batches import in_batches
from clinic_cms.launching.checked_specs import CheckedSpecs
from clinic_cms.launching.install import Install
from clinic_cms.launching.service import LaunchFailed, launch
from clinic_cms.models import Clinic, ClinicHomePage, ClinicHost
from tests.launching.conftest import SPEC, SpecFile, changes_of, conflicts_of, owner_edits

OF_NEW = ("desired_state", "compare")
COMPUTED = (*OF_NEW, "read_current_state")
TEXT = '[home.en-us]\nhero_heading = "Welcome"\n'
HOME = "home@en-us"


@pytest.fixture
def calls(monkeypatch) -> list[str]:
    """The names of the computations that a run makes, in order."""
    names: list[str] = []

    def spy(name: str) -> None:
        compute = getattr(clinic_launch, name)

        def counted(*args, **kwargs):
            names.append(name)
            return compute(*args, **kwargs)

        monkeypatch.setattr(clinic_launch, name, counted)

    for name in COMPUTED:
        spy(name)
    return names


@pytest.fixture
def before_writing(monkeypatch):
    """Do something between the checks of a run and its first change."""

    def do(action) -> None:
        prepare = service.prepare_network

        def prepare_network(**kwargs):
            changes = prepare(**kwargs)
            action()
            return changes

        monkeypatch.setattr(service, "prepare_network", prepare_network)

    return do


@pytest.mark.parametrize("options", [{}, {"dry_run": True}, {"force": True}])
@pytest.mark.parametrize(("texts", "times"), [("", 1), (TEXT, 2)])
def test_a_spec_is_compared_when_it_is_launched_and_before_if_its_texts_need_it(
    spec, calls, texts, times, options
):
    spec.append(texts).launch(**options)
    assert sorted(calls) == sorted(OF_NEW * times)


def test_each_spec_of_a_run_is_compared_once(spec, tmp_path, calls):
    SpecFile(tmp_path / "other.toml", SPEC.replace("kosak", "other"))
    launch([tmp_path])
    assert sorted(calls) == sorted(OF_NEW * 2)


def test_a_launched_clinic_is_compared_once(spec, launched, calls):
    spec.edit("707-555-0111", "707-555-0122").launch()
    assert sorted(calls) == sorted(COMPUTED)


def published(page) -> None:
    owner_edits(page, hero_heading="Hello")


def drafted(page) -> None:
    page.hero_heading = "Hello"
    page.save_revision()


@pytest.mark.parametrize(("edit", "reason"), [(published, "both"), (drafted, "draft")])
def test_what_an_owner_changes_during_a_run_is_kept(spec, launched, before_writing, edit, reason):
    home = ClinicHomePage.objects.get(clinic=launched, locale__language_code="en-us")
    before_writing(lambda: edit(home))
    result = spec.append(TEXT).launch()
    assert conflicts_of(result) == [(HOME, "hero_heading", reason)]
    assert changes_of(result) == []
    home = ClinicHomePage.objects.get(pk=home.pk)
    assert home.get_latest_revision_as_object().hero_heading == "Hello"


def test_a_host_that_changes_during_a_run_is_seen(spec, launched, before_writing):
    def add_host() -> None:
        ClinicHost.objects.create(clinic=launched, hostname="added.example", is_canonical=False)

    before_writing(add_host)
    assert conflicts_of(spec.append(TEXT).launch()) == [("clinic", "other_hosts", "owner")]


def test_a_clinic_that_another_run_launches_meanwhile_is_not_launched_twice(spec, before_writing):
    spec.append(TEXT)
    other = Install()
    specs = [*CheckedSpecs([spec.path], other, force=False)]
    before_writing(lambda: [*in_batches(specs, other)])
    assert changes_of(spec.launch()) == []
    assert Clinic.objects.count() == 1


def test_a_host_that_is_taken_during_a_run_leaves_the_clinic_as_it_was(spec, before_writing):
    other = Clinic.objects.create(slug="other", name="Other", default_locale=Locale.get_default())
    taken = {"hostname": "kosak.example", "is_canonical": True}
    before_writing(lambda: ClinicHost.objects.create(clinic=other, **taken))
    with pytest.raises(LaunchFailed, match=r"kosak\.example belongs to Other"):
        spec.launch()
    assert [*Clinic.objects.all()] == [other]
