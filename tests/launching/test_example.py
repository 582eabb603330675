"""The annotated example, the demo's specs and the standard texts hold what they promise."""

from pathlib import Path
from shutil import copy

import pytest
from pydantic import BaseModel

from clinic_cms.launching.service import launch
from clinic_cms.launching.spec.loader import spec_paths
from clinic_cms.launching.spec.localized_texts import FOLDER, texts_for
from clinic_cms.launching.spec.schema import ClinicSpec, LocationTable, PractitionerTable
from clinic_cms.merge import check
from clinic_cms.models import ClinicLocation, PractitionerPage
from tests.launching.conftest import changes_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs/clinic.example.toml"
DEMO = ROOT / "sites/clinics"
LANGUAGES = [file.name.removesuffix(".toml") for file in FOLDER.iterdir()]


def unstated(table: BaseModel, path: str = "") -> list[str]:
    """The keys of a spec, at any depth, that its file does not state."""
    missing = [f"{path}{key}" for key in type(table).model_fields.keys() - table.model_fields_set]
    for key in table.model_fields_set:
        value = getattr(table, key)
        first = (
            next(iter(value.values() if isinstance(value, dict) else value), None)
            if isinstance(value, (dict, tuple))
            else value
        )
        if isinstance(first, BaseModel):
            missing += unstated(first, f"{path}{key}.")
    return missing


@pytest.fixture
def example(tmp_path):
    from PIL import Image

    (tmp_path / "juniper").mkdir()
    for name in ("logo.png", "dana.jpg"):
        Image.new("RGB", (4, 4)).save(tmp_path / "juniper" / name)
    return Path(copy(EXAMPLE, tmp_path))


@pytest.mark.django_db
def test_the_example_can_be_launched_and_states_every_key(example, settings, tmp_path):
    from clinic_cms.launching.spec.loader import read_specs
    from clinic_cms.launching.spec.validation_context import install_context

    (file,) = read_specs([example], install_context())
    assert unstated(file.spec) == []
    settings.MEDIA_ROOT = tmp_path / "media"
    launch([example])
    assert changes_of(launch([example]).clinics[0]) == []


def test_every_fact_of_the_admin_can_be_stated():
    location = {*ClinicLocation.fact_fields} - {"opening_hours"} | {"hours"}
    assert location <= {*LocationTable.model_fields}
    assert {*PractitionerPage.fact_fields} <= {*PractitionerTable.model_fields}
    assert {*ClinicLocation.rich_fields} <= {*LocationTable.model_fields}


@pytest.mark.django_db
def test_the_demo_clinics_launch_without_a_warning():
    run = launch([DEMO])
    assert [clinic.plan.warnings for clinic in run.clinics] == [[]] * len(spec_paths([DEMO]))
    assert all(changes_of(clinic) == [] for clinic in launch([DEMO]).clinics)


@pytest.mark.parametrize("language", LANGUAGES)
def test_standard_texts_have_the_same_keys_and_blocks_in_every_language(language):
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(part) for key, part in value.items()}
        return [shape(part) for part in value] if isinstance(value, list) else type(value)

    texts, english = texts_for(language), texts_for("en")
    assert shape(texts.home) == shape(english.home)
    assert shape(texts.pages) == shape(english.pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_standard_texts_have_no_broken_tag(language):
    def texts(value):
        if isinstance(value, str):
            yield value
        for part in value.values() if isinstance(value, dict) else ():
            yield from texts(part)
        for part in value if isinstance(value, list) else ():
            yield from texts(part)

    source = texts_for(language)
    for text in texts({"home": dict(source.home), "pages": dict(source.pages)}):
        assert check(text, rich=text.startswith("<")) == []


def test_the_example_names_no_key_that_a_spec_does_not_have():
    assert {*ClinicSpec.model_fields} == {
        "clinic",
        "practitioners",
        "locations",
        "conditions",
        "home",
        "pages",
    }
