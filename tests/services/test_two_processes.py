"""Two processes on one database: what one changes the other shows at once, and both may launch."""

import pytest

from tests.launching.conftest import SPEC, SpecFile
from tests.services.apps import Shown

pytestmark = pytest.mark.xdist_group("services")


def test_what_is_published_through_one_process_the_other_serves_at_once(apps, editor, made):
    one, other = apps
    for app in (one, other, one, other):
        assert app.shown() == Shown("Back spasms", "Back spasms")
    for _round in range(3):
        editor.publish(made)
        assert other.shown() == one.shown() == Shown("Corrected", "Corrected")
        editor.unpublish(made)
        assert other.shown() == one.shown() == Shown(404, 404)


COUNT = """
import django
django.setup()
from wagtail.models import Page
from clinic_cms.models import Clinic, ClinicHomePage, ClinicHost
print([*Clinic.objects.order_by("slug").values_list("slug", flat=True)])
print(ClinicHost.objects.count(), ClinicHomePage.objects.count(), Page.find_problems())
"""


def test_launches_of_one_spec_at_the_same_time_make_one_clinic(install, tmp_path):
    specs = [SpecFile(tmp_path / f"{name}.toml", SPEC.replace("kosak", name)) for name in "ab"]
    one, other = (str(spec.path) for spec in specs)
    launches = [install.start("manage.py", "launch_clinic", path) for path in (one, one, other)]
    for launch in launches:
        printed, _nothing = launch.communicate(timeout=300)
        assert launch.returncode == 0, printed
    clinics, counts = install.run("-c", COUNT).splitlines()
    assert clinics == "['a', 'b', 'kosak']"
    # Kosak's home, and two languages of each other clinic's.
    assert counts == "3 5 ([], [], [], [], [])"
