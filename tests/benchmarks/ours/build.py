"""Builds clinics as an agency does: articles in the Library, and a launch from specs."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User

from clinic_cms.launching.clinic_launch import Failed
from clinic_cms.launching.service import LaunchFailed, Run
from clinic_cms.models import Clinic, Role
from clinic_cms.tenancy.roles import group_of
from tests.benchmarks import articles
from tests.benchmarks.clinics import facts_of
from tests.factories import make_condition, make_library, translate


def prepare(languages: tuple[str, ...]) -> None:
    """Publish the articles, and make the agency's user."""
    library = make_library(languages[0])
    masters = [
        make_condition(library, **articles.article(number, languages[0]))
        for number in range(articles.COUNT)
    ]
    for code in languages[1:]:
        make_library(code, source=library)
        for number, master in enumerate(masters):
            translate(master, code, **articles.article(number, code))
    User.objects.create_superuser("agency")


def launch(numbers: range, languages: tuple[str, ...]) -> None:
    """Launch some clinics in one run, as `manage.py launch_clinic` does."""
    with TemporaryDirectory() as folder:
        for number in numbers:
            facts = facts_of(number)
            (Path(folder) / f"{facts.slug}.toml").write_text(facts.spec(languages), "utf-8")
        launch_folder(Path(folder))


def launch_folder(folder: Path) -> None:
    """Launch all specs of a folder; a failure ends it."""
    failed = [result for result in Run([folder]) if isinstance(result, Failed)]
    if failed:
        raise LaunchFailed(failed)


def make_owner(number: int) -> User:
    """Let someone edit the pages of a clinic."""
    owner = User.objects.create_user("owner")
    clinic = Clinic.objects.get(slug=facts_of(number).slug)
    owner.groups.add(group_of(clinic, Role.OWNER))
    return owner
